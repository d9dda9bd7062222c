import { leakFillChart } from "../../charts/leaks/leak-fill-chart.ts";
import { leakStrengthChart } from "../../charts/leaks/leak-strength-chart.ts";
import type { LeakFinding } from "../../leaks/leak-finding.ts";
import { leakVerdict } from "../../leaks/leak-verdict.ts";
import type { Leaks } from "../../leaks/leaks.ts";
import type { Cell, Table } from "../../tables/table.ts";
import { estimateText } from "../../words/estimate-text.ts";
import { leakPopulation } from "../../words/leak-population.ts";
import { formatCount } from "../../words/number-format.ts";
import type { Block, Section } from "../report-document.ts";

/**
 * Whether an attribute knows the future: a table of suspects with what was seen, the rules that use them and the cure; how
 * much the model gains from each; pictures that set them against the others; or that none was found.
 */
export function leaksSection(leaks: Leaks): Section {
	const verdict = leakVerdict(leaks);
	const grave = leaks.findings.filter(({ level }) => level !== "look at it");
	const minor = leaks.findings.filter(({ level }) => level === "look at it");
	const blocks: Block[] = [
		{
			kind: "text",
			text: `${verdict.text}. Looked at: ${leakPopulation(leaks)}. A field that is filled in after the outcome makes every model look better than it will be.`,
		},
		...(verdict.few === undefined ? [] : [{ kind: "text" as const, text: `Too few to tell: ${verdict.few}` }]),
	];
	if (grave.length > 0) {
		blocks.push({ kind: "table", table: suspectsTable(grave) });
		const gains = grave.flatMap(gainLines);
		if (gains.length > 0) {
			blocks.push({ kind: "subheading", text: "What the model has from them" }, { kind: "list", items: gains });
		}
		const fill = leakFillChart(leaks);
		if (fill !== undefined) blocks.push({ kind: "chart", chart: fill });
	}
	if (verdict.state !== "cannot tell yet") blocks.push({ kind: "chart", chart: leakStrengthChart(leaks) });
	if (minor.length > 0) {
		blocks.push({ kind: "subheading", text: "Worth a minute; honest facts look like this too" });
		blocks.push({ kind: "list", items: minor.map((one) => `${nameOf(one)}: ${one.says}.`) });
	}
	const probe = probeText(leaks);
	if (probe !== undefined) blocks.push({ kind: "text", text: probe });
	return { id: "leaks", title: "Does an attribute know the future?", blocks };
}

function suspectsTable(findings: readonly LeakFinding[]): Table {
	return {
		caption: "What knows the future, or looks as if it did",
		columns: [
			{ label: "what" },
			{ label: "how sure" },
			{ label: "what was seen" },
			{ label: "used by" },
			{ label: "cure" },
		],
		rows: findings.map((one): Cell[] => [
			nameOf(one),
			one.level,
			one.says,
			usedBy(one),
			one.cure.yaml === undefined ? one.cure.text : `in dataset.yaml: ${one.cure.yaml}`,
		]),
		note: "Certain: the data contradict what dataset.yaml says of when it is known. Suspect: ask who writes it, and when.",
	};
}

const nameOf = ({ kind, name }: LeakFinding) => (kind === "activity" ? `activity ${name}` : name);

function usedBy({ use }: LeakFinding): string {
	if (use === undefined) return "no rule";
	return [...use.rules, ...use.gates.map((stage) => `gate of ${stage}`)].join(", ");
}

function gainLines({ name, use }: LeakFinding): string[] {
	if (use === undefined) return [];
	if (use.reason !== undefined) return [`${name}: ${use.reason}, so there is nothing to compare with.`];
	return use.falls.map(
		({ from: flag, to: outcome, precisionWith, precisionWithout }) =>
			`${name}, ${flag} to ${outcome}: precision ${estimateText(precisionWith)} with its rules, ${estimateText(precisionWithout)} without them, at the same thresholds.`,
	);
}

function probeText({ probe }: Leaks): string | undefined {
	if (probe === undefined || probe.scores === 0) return undefined;
	const moved = probe.movedWhenRemoved.hits + probe.movedWhenScrambled.hits + probe.replayDiffers.hits;
	const what = `${formatCount(probe.scores)} scores at ${formatCount(probe.cutoffs)} moments were computed again with their ${formatCount(probe.laterFacts)} later facts taken away, and with these scrambled`;
	return moved === 0 ? `${what}: none moved.` : `${what}: some moved, so the figures of this report cannot be trusted.`;
}
