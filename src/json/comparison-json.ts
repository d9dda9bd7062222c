import type {
	ComparedModel,
	ComparedSlice,
	Comparison,
	ComparisonVerdict,
	DiscordantTest,
	Guardrail,
	HeadStart,
	PairedDifference,
	PairedRanking,
	SwapExample,
	SwapGroup,
} from "../compare/comparison.ts";
import { type EstimateJson, estimateJson } from "./estimate-json.ts";
import { type HandoffJson, handoffJson } from "./replay-json.ts";

type Interval = readonly [number, number] | null;

/** A difference, candidate minus baseline; `difference` and `interval` are null while it cannot be told. */
export interface DifferenceJson {
	readonly measure: string;
	readonly baseline: number | null;
	readonly candidate: number | null;
	readonly difference: number | null;
	readonly interval: Interval;
	readonly standing: PairedDifference["standing"];
	readonly differing: number;
	readonly moreToTell: number | null;
	/** How the interval was made; with `reason` there is none. */
	readonly method?: string;
	readonly reason?: string;
}

/** Leads that change sides, or stay. */
export interface SwapGroupJson {
	readonly flagged: number;
	readonly late: number;
	readonly immature: number;
	readonly precision: EstimateJson;
	readonly reached: number;
	readonly worked: number | null;
	readonly examples: readonly SwapExample[];
}

/** Days by which the candidate flags earlier. */
export interface HeadStartJson {
	readonly both: number;
	readonly earlier: number;
	readonly later: number;
	readonly sameTime: number;
	readonly medianDaysEarlier: number | null;
	readonly interval: Interval;
}

/** The shape of `leadlab compare --json`. Differences are candidate minus baseline; instants are ISO 8601 in UTC. */
export interface ComparisonJson {
	readonly leadlab: "comparison/1";
	readonly baseline: ComparedModel;
	readonly candidate: ComparedModel;
	readonly dataset: ComparedModel;
	readonly asOf: string;
	readonly timeZone: string;
	readonly leads: number;
	readonly accounts: { readonly count: number; readonly sharedLeads: number } | null;
	readonly horizonDays: number;
	readonly landmarkDays: number;
	readonly confidence: number;
	readonly beta: number;
	readonly verdict: Omit<ComparisonVerdict, "moreLeads"> & { readonly moreLeads: number | null };
	readonly guardrails: readonly Guardrail[];
	readonly handoffs: readonly {
		readonly from: string;
		readonly to: string;
		readonly baseline: HandoffJson;
		readonly candidate: HandoffJson;
		readonly differences: readonly DifferenceJson[];
		readonly tests: readonly DiscordantTest[];
		readonly headStart: HeadStartJson;
		readonly swap: {
			readonly enters: SwapGroupJson;
			readonly leaves: SwapGroupJson;
			readonly stays: SwapGroupJson;
			readonly moved: Omit<HeadStartJson, "both">;
		};
	}[];
	readonly ranking: readonly {
		readonly outcome: string;
		readonly atRisk: number;
		readonly positives: number;
		readonly differences: readonly DifferenceJson[];
		readonly delong: { readonly z: number | null; readonly pValue: number | null; readonly reason?: string };
	}[];
	readonly slices: readonly {
		readonly kind: ComparedSlice["kind"];
		readonly attribute: string | null;
		readonly value: string;
		readonly leads: number;
		readonly baseline: EstimateJson;
		readonly candidate: EstimateJson;
		readonly difference: DifferenceJson;
		readonly pValue: number | null;
		readonly adjustedP: number | null;
		readonly standing: ComparedSlice["standing"];
	}[];
}

/**
 * A comparison as plain JSON data.
 *
 * @example JSON.stringify(comparisonJson(compareReplays(history, baseline, candidate)))
 */
export function comparisonJson(comparison: Comparison): ComparisonJson {
	const { verdict, accounts, handoffs, ranking, slices } = comparison;
	return {
		leadlab: "comparison/1",
		baseline: comparison.baseline,
		candidate: comparison.candidate,
		dataset: comparison.dataset,
		asOf: new Date(comparison.asOf).toISOString(),
		timeZone: comparison.timeZone,
		leads: comparison.leads,
		accounts: accounts ?? null,
		horizonDays: comparison.horizonDays,
		landmarkDays: comparison.landmarkDays,
		confidence: comparison.confidence,
		beta: comparison.beta,
		verdict: { ...verdict, moreLeads: verdict.moreLeads ?? null },
		guardrails: comparison.guardrails,
		handoffs: handoffs.map(({ from: flag, to: outcome, baseline, candidate, differences, tests, headStart, swap }) => ({
			from: flag,
			to: outcome,
			baseline: handoffJson(baseline),
			candidate: handoffJson(candidate),
			differences: differences.map(differenceJson),
			tests,
			headStart: { both: headStart.both, ...movedJson(headStart) },
			swap: {
				enters: groupJson(swap.enters),
				leaves: groupJson(swap.leaves),
				stays: groupJson(swap.stays),
				moved: movedJson(swap.moved),
			},
		})),
		ranking: ranking.map(({ stage: outcome, atRisk, positives, differences, delong }) => ({
			outcome,
			atRisk,
			positives,
			differences: differences.map(differenceJson),
			delong: delongJson(delong),
		})),
		slices: slices.map((slice) => ({
			kind: slice.kind,
			attribute: slice.attribute ?? null,
			value: slice.value,
			leads: slice.leads,
			baseline: estimateJson(slice.baseline),
			candidate: estimateJson(slice.candidate),
			difference: differenceJson(slice.difference),
			pValue: slice.pValue ?? null,
			adjustedP: slice.adjustedP ?? null,
			standing: slice.standing,
		})),
	};
}

function differenceJson(one: PairedDifference): DifferenceJson {
	const { difference } = one;
	const measured = difference.state === "measured" ? difference : undefined;
	return {
		measure: one.measure,
		baseline: one.baseline ?? null,
		candidate: one.candidate ?? null,
		difference: measured?.value ?? null,
		interval: measured?.interval ?? null,
		standing: one.standing,
		differing: one.differing,
		moreToTell: one.moreToTell ?? null,
		...(difference.state === "measured" ? { method: difference.method } : { reason: difference.reason }),
	};
}

function groupJson({ precision, worked, ...group }: SwapGroup): SwapGroupJson {
	return { ...group, precision: estimateJson(precision), worked: worked ?? null };
}

function movedJson({ earlier, later, sameTime, medianDaysEarlier, interval }: Omit<HeadStart, "both">) {
	return {
		earlier,
		later,
		sameTime,
		medianDaysEarlier: medianDaysEarlier ?? null,
		interval: interval ?? null,
	};
}

function delongJson(delong: PairedRanking["delong"]) {
	if ("z" in delong) return { z: delong.z, pValue: delong.pValue };
	return { z: null, pValue: null, reason: delong.reason };
}
