import type { LeakFinding } from "../leaks/leak-finding.ts";
import { leakVerdict, unlookedAt } from "../leaks/leak-verdict.ts";
import type { Leaks } from "../leaks/leaks.ts";
import { modelUses } from "../model/model-uses.ts";
import type { ScoringModel } from "../model/schema.ts";
import { countOf, formatCount } from "../words/number-format.ts";
import type { HealthFound } from "./health.ts";
import { type HealthRule, modelOf } from "./health-input.ts";

/**
 * Whether the model uses something that knows the future: `failed` where that is certain, `warning` where it is suspect, `not
 * tested` where attributes it uses could not be looked at. Without a model, whether anything in the history does.
 */
export const leaksCheck: HealthRule = {
	name: "leaks",
	anchor: "what-knows-the-future",
	section: "leaks",
	find: (input) => {
		const { leaks } = input;
		const model = modelOf(input);
		if (leaks === undefined) {
			return { state: "not tested", message: "nobody looked for what knows the future", takes: "leadlab leaks" };
		}
		if (model !== undefined) return ofModel(leaks, model);
		const { state, text, takes } = leakVerdict(leaks);
		return { state, message: text, ...(takes === undefined ? {} : { takes }) };
	},
};

function ofModel(leaks: Leaks, model: ScoringModel): HealthFound {
	const uses = modelUses(model);
	const used = new Set(uses.map(({ kind, name }) => `${kind} ${name}`));
	const looks = leaks.looks.filter(({ attribute }) => used.has(`attribute ${attribute}`));
	const findings = leaks.findings.filter(({ kind, name }) => kind === "score" || used.has(`${kind} ${name}`));
	const certain = findings.filter(({ level }) => level === "certain");
	const suspects = findings.filter(({ level }) => level === "suspect");
	const missed = unlookedAt(looks);
	const verdict = leakVerdict({ ...leaks, looks, findings });
	const rest = verdict.takes === undefined ? {} : { takes: `leadlab leaks ${verdict.takes}` };
	const open =
		missed.length === 0
			? ""
			: `; ${formatCount(missed.length)} of ${countOf(looks.length, "attribute")} it uses could not be looked at`;
	if (certain.length > 0) {
		return { state: "failed", message: `the model uses what knows the future: ${ruled(certain)}${open}`, ...rest };
	}
	if (suspects.length > 0) {
		return { state: "warning", message: `the model uses what may know the future: ${ruled(suspects)}${open}`, ...rest };
	}
	if (verdict.state === "cannot tell yet") return { state: verdict.state, message: verdict.text, ...rest };
	if (missed.length > 0) {
		const names = missed.map(({ attribute }) => attribute).join(", ");
		return {
			state: "not tested",
			message: `${formatCount(missed.length)} of ${countOf(looks.length, "attribute")} the model uses could not be looked at (${names}), the others do not know the future as far as these checks see`,
			...rest,
		};
	}
	const types = new Set(uses.flatMap(({ kind, name }) => (kind === "activity" ? [name] : []))).size;
	return {
		state: "passed",
		message: `none of ${countOf(looks.length, "attribute")} and ${countOf(types, "activity", "activities")} the model uses knows the future, as far as these checks see`,
	};
}

function ruled(findings: readonly LeakFinding[]): string {
	return findings
		.map(({ name, use }) => {
			const by = [
				...(use?.rules ?? []).map((rule) => `rule ${rule}`),
				...(use?.gates ?? []).map((stage) => `gate of ${stage}`),
			];
			return by.length === 0 ? name : `${name} (${by.join(", ")})`;
		})
		.join("; ");
}
