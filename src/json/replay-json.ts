import type { TableCounts } from "../dataset/dataset.ts";
import type { Evaluation } from "../evaluate/evaluate-replay.ts";
import type { FlagCounts, Handoff, Replay } from "../replay/replay-result.ts";
import { type EstimateJson, estimateJson } from "./estimate-json.ts";
import { calibrationJson, cohortsJson, rankingFiguresJson, timeJson, touchDelayJson } from "./figures-json.ts";

/** A hand-off as `leadlab replay --json` prints it; null where undefined, `reason` says why. */
export interface HandoffJson extends FlagCounts {
	readonly from: string;
	readonly to: string;
	readonly leads: number;
	readonly excluded: number;
	readonly precision: EstimateJson;
	readonly recall: EstimateJson;
	readonly perWeek: number | null;
	readonly medianHeadStartDays: number | null;
	readonly caughtAmount: number | null;
	readonly reachedAmount: number | null;
}

/** The shape of `leadlab replay --json`. Instants are ISO 8601 in UTC; intervals are 95 %, `[low, high]`. */
export interface ReplayJson {
	readonly leadlab: "replay/1";
	readonly model: { readonly name: string; readonly fingerprint: string };
	readonly dataset: { readonly name: string; readonly fingerprint: string };
	readonly asOf: string;
	readonly timeZone: string;
	readonly cohort: { readonly from: string | null; readonly to: string | null; readonly leads: number };
	readonly horizonDays: number;
	readonly landmarkDays: number;
	readonly funnel: readonly {
		readonly stage: string;
		readonly reached: number;
		readonly reachedAfterPrevious: number;
		readonly flagged: number | null;
	}[];
	readonly handoffs: readonly HandoffJson[];
	readonly sweep: readonly { readonly from: string; readonly to: string; readonly rows: readonly FlagCounts[] }[];
	readonly ranking: readonly ({
		readonly outcome: string;
		readonly atRisk: number;
		readonly positives: number;
		readonly auc: number | null;
		readonly averagePrecision: number | null;
		readonly ks: number | null;
		readonly reason?: string;
	} & Partial<ReturnType<typeof rankingFiguresJson>>)[];
	/** With figures. */
	readonly calibration?: readonly ReturnType<typeof calibrationJson>[];
	readonly time?: readonly ReturnType<typeof timeJson>[];
	readonly cohorts?: readonly ReturnType<typeof cohortsJson>[];
	readonly touchDelays: readonly ReturnType<typeof touchDelayJson>[];
	readonly months: readonly {
		readonly month: string;
		readonly leads: number;
		readonly handoffs: readonly HandoffJson[];
	}[];
	readonly segments: readonly {
		readonly attribute: string;
		readonly value: string;
		readonly leads: number;
		readonly handoffs: readonly HandoffJson[];
	}[];
	readonly issues: Readonly<Record<string, TableCounts>>;
	readonly issueCounts: Replay["issues"];
}

/**
 * A replay as plain JSON data, without the columns.
 *
 * @param options.figures of the same replay: the ranking gets its intervals, and calibration, time and cohorts are added
 */
export function replayJson(
	replay: Replay,
	{ figures }: { readonly figures?: Evaluation | undefined } = {},
): ReplayJson {
	return {
		leadlab: "replay/1",
		model: { name: replay.model.name, fingerprint: replay.modelFingerprint },
		dataset: { name: replay.datasetName, fingerprint: replay.datasetFingerprint },
		asOf: new Date(replay.asOf).toISOString(),
		timeZone: replay.timeZone,
		cohort: { from: iso(replay.cohort.from), to: iso(replay.cohort.to), leads: replay.cohort.leads },
		horizonDays: replay.horizonDays,
		landmarkDays: replay.landmarkDays,
		funnel: replay.funnel.map((step) => ({ ...step, flagged: step.flagged ?? null })),
		handoffs: replay.handoffs.map(handoffJson),
		sweep: replay.sweep.map(({ from: flag, to: outcome, rows }) => ({ from: flag, to: outcome, rows })),
		ranking: replay.ranking.map(({ stage: outcome, atRisk, positives, auc, averagePrecision, ks, reason }, i) => ({
			outcome,
			atRisk,
			positives,
			auc: auc ?? null,
			averagePrecision: averagePrecision ?? null,
			ks: ks ?? null,
			...(reason === undefined ? {} : { reason }),
			...(figures === undefined ? {} : rankingFiguresJson(figures.ranking[i]!)),
		})),
		...(figures === undefined
			? {}
			: {
					calibration: figures.calibration.map(calibrationJson),
					time: figures.time.map(timeJson),
					cohorts: figures.cohorts.map(cohortsJson),
				}),
		touchDelays: replay.touchDelays.map(touchDelayJson),
		months: replay.months.map(({ month, leads, handoffs }) => ({ month, leads, handoffs: handoffs.map(handoffJson) })),
		segments: replay.segments.map(({ handoffs, ...segment }) => ({ ...segment, handoffs: handoffs.map(handoffJson) })),
		issues: replay.tables,
		issueCounts: replay.issues,
	};
}

/** A hand-off with its estimates spread out. */
export function handoffJson(handoff: Handoff): HandoffJson {
	const { precision, recall, ...counts } = handoff;
	return {
		...counts,
		precision: estimateJson(precision),
		recall: estimateJson(recall),
		perWeek: handoff.perWeek ?? null,
		medianHeadStartDays: handoff.medianHeadStartDays ?? null,
		caughtAmount: handoff.caughtAmount ?? null,
		reachedAmount: handoff.reachedAmount ?? null,
	} as HandoffJson;
}

function iso(instant: number | undefined): string | null {
	return instant === undefined ? null : new Date(instant).toISOString();
}
