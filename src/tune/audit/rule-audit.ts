import type { Dataset, HandoffSpec } from "../../dataset/dataset.ts";
import { normalTail } from "../../metrics/distributions/normal.ts";
import type { Uncertain } from "../../metrics/rates/estimate.ts";
import { holmAdjusted } from "../../metrics/rates/holm-adjusted.ts";
import type { Rule, ScoringModel } from "../../model/schema.ts";
import { withoutRules } from "../../model/without-rules.ts";
import { landmarkContributions } from "../../replay/landmark-contributions.ts";
import type { ReplayOptions } from "../../replay/replay.ts";
import { replayAll } from "../../replay/replay-all.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { findHandoff } from "../find-handoff.ts";
import { thresholdForVolume, volumeAt, withThresholds } from "../points/equal-volume.ts";
import { type PrecisionPair, precisionPair } from "../points/paired-precision.ts";
import { nudgeRule } from "./nudge-rule.ts";

/** What is wrong with a rule. */
export type RuleFlaw = "dead" | "duplicate" | "inverted";

/** What one rule of a model does. */
export interface AuditedRule {
	readonly rule: string;
	readonly group: string;
	/** Leads that it gives points other than 0 at the landmark. */
	readonly leads: number;
	/**
	 * Precision with the rule minus precision without it, at the same volume: above 0 where it helps. `undefined` where it
	 * is the only rule.
	 */
	readonly effect: PrecisionPair | Uncertain | undefined;
	/** Two-sided, of no effect, adjusted by Holm over all rules; `undefined` where the effect cannot be told. */
	readonly adjustedP: number | undefined;
	/** Precision with other points of the rule minus that of the model, at the same volume. */
	readonly nudges: readonly {
		readonly by: number;
		readonly difference: number | undefined;
		readonly adjustedP: number | undefined;
	}[];
	/**
	 * `dead`: it gives no lead points. `duplicate`: it gives all leads a multiple of what another rule gives. `inverted`: the
	 * model is more precise without it, beyond chance.
	 */
	readonly flaws: readonly RuleFlaw[];
	readonly duplicateOf: string | undefined;
}

/** What the rules of a model do. */
export interface RuleAudit extends HandoffSpec {
	readonly leads: number;
	/** Whether precision is that among the leads that sales worked, or as recorded. */
	readonly among: "worked" | "recorded";
	/** In the order of the model. */
	readonly rules: readonly AuditedRule[];
}

/** How to audit. */
export interface AuditOptions extends Omit<ReplayOptions, "keep" | "segmentBy"> {
	readonly handoff?: HandoffSpec;
	/** Changes of a rule's points that are tried; -10, -5, 5 and 10 when left out. */
	readonly nudges?: readonly number[];
}

/** Largest adjusted p-value at which a rule is said to have an effect. */
const RISK = 0.05;

/**
 * Audits the rules of a model one by one: by event replay of the model without the rule, and with more and fewer points for
 * it, each at the volume of the model as it is, on the same leads. It describes this history: points that are changed for
 * it are judged on later leads, see `tunePoints`.
 *
 * @throws LabError (configuration) as `replay`
 * @example (await auditRules(history, model)).rules.filter(({ flaws }) => flaws.includes("inverted"))
 */
export async function auditRules(
	dataset: Dataset,
	model: ScoringModel,
	options: AuditOptions = {},
): Promise<RuleAudit> {
	const { handoff: asked, nudges = [-10, -5, 5, 10], ...how } = options;
	const rules = model.groups.flatMap((group) => group.rules.map((rule) => ({ rule, group: group.id })));
	const variants = rules.flatMap(({ rule }) => [
		withoutRules(model, { rule: ({ id }) => id === rule.id }),
		...nudges.map((by) => withRule(model, nudgeRule(rule, by))),
	]);
	const there = variants.filter((one) => one !== undefined);
	const [base, ...replays] = await replayAll(dataset, [model, ...there], how);
	const handoff = findHandoff(base!, asked && `${asked.from}:${asked.to}`).own;
	const equal = await replayAll(
		dataset,
		replays.map((result) => atVolumeOf(base!, result, handoff.from)),
		how,
	);
	const pairs = new Map(there.map((variant, i) => [variant, precisionPair(dataset, equal[i]!, base!, handoff)]));
	const pairOf = (variant: ScoringModel | undefined) => (variant === undefined ? undefined : pairs.get(variant));
	const ps = adjusted(variants.map(pairOf));
	const columns = pointsAtLandmark(dataset, base!, rules.length);
	const width = nudges.length + 1;
	return {
		from: handoff.from,
		to: handoff.to,
		leads: base!.cohort.leads,
		among: dataset.workedAt === undefined ? "recorded" : "worked",
		rules: rules.map(({ rule, group }, i): AuditedRule => {
			const effect = turned(pairOf(variants[i * width]));
			const leads = columns[i]!.reduce((count, points) => count + (points === 0 ? 0 : 1), 0);
			const twin = leads === 0 ? -1 : columns.findIndex((other, j) => j < i && isMultiple(other, columns[i]!));
			const adjustedP = ps[i * width];
			const isInverted =
				effect !== undefined &&
				!("state" in effect) &&
				effect.difference < 0 &&
				adjustedP !== undefined &&
				adjustedP <= RISK;
			return {
				...{ rule: rule.id, group, leads, effect, adjustedP },
				nudges: nudges.map((by, n) => {
					const pair = pairOf(variants[i * width + 1 + n]);
					const difference = pair === undefined || "state" in pair ? undefined : pair.difference;
					return { by, difference, adjustedP: ps[i * width + 1 + n] };
				}),
				flaws: [
					...(leads === 0 ? (["dead"] as const) : []),
					...(twin >= 0 ? (["duplicate"] as const) : []),
					...(isInverted ? (["inverted"] as const) : []),
				],
				duplicateOf: twin < 0 ? undefined : rules[twin]!.rule.id,
			};
		}),
	};
}

function withRule(model: ScoringModel, rule: Rule): ScoringModel {
	const groups = model.groups.map((group) => ({
		...group,
		rules: group.rules.map((one) => (one.id === rule.id ? rule : one)),
	}));
	return { ...model, groups };
}

/** The model of a replay with the threshold at which it flags as many leads as another does. */
function atVolumeOf(base: Replay, { model, ...result }: Replay, stage: string): ScoringModel {
	const volume = volumeAt(base, stage, base.model.stages[stage]!.score);
	const threshold = volume === undefined ? undefined : thresholdForVolume({ model, ...result }, stage, volume);
	return threshold === undefined ? model : withThresholds(model, new Map([[stage, threshold]]));
}

/** Model minus variant, of variant minus model. */
function turned(pair: PrecisionPair | Uncertain | undefined): PrecisionPair | Uncertain | undefined {
	if (pair === undefined || "state" in pair) return pair;
	const { candidate, baseline, difference, interval } = pair;
	return { candidate: baseline, baseline: candidate, difference: -difference, interval: [-interval[1], -interval[0]] };
}

/** Holm's p-values of those differences that can be told, from the width of their intervals. */
function adjusted(pairs: readonly (PrecisionPair | Uncertain | undefined)[]): readonly (number | undefined)[] {
	const told = pairs.flatMap((pair, i) => (pair === undefined || "state" in pair ? [] : [{ pair, i }]));
	const ps = holmAdjusted(
		told.map(({ pair: { interval } }) => {
			const error = (interval[1] - interval[0]) / (2 * 1.959963984540054);
			const middle = (interval[0] + interval[1]) / 2;
			return error <= 0 ? 1 : Math.min(1, 2 * normalTail(Math.abs(middle) / error));
		}),
	);
	const all = new Array<number | undefined>(pairs.length).fill(undefined);
	told.forEach(({ i }, n) => {
		all[i] = ps[n];
	});
	return all;
}

/** Points of each rule at the landmark, a column a rule. */
function pointsAtLandmark(dataset: Dataset, result: Replay, rules: number): Float64Array[] {
	const columns = Array.from({ length: rules }, () => new Float64Array(result.columns.lead.length));
	landmarkContributions(dataset, result, (row, points) => {
		for (let rule = 0; rule < rules; rule++) columns[rule]![row] = points[rule]!;
	});
	return columns;
}

/** Whether one column is a multiple of another that is not all 0. */
function isMultiple(one: Float64Array, other: Float64Array): boolean {
	const at = one.findIndex((points) => points !== 0);
	if (at < 0 || other[at] === 0) return false;
	const factor = other[at]! / one[at]!;
	return one.every((points, row) => Math.abs(points * factor - other[row]!) < 1e-9);
}
