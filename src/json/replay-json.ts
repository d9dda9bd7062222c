import type { Evaluation } from "../evaluate/evaluate-replay.ts";
import type { Health } from "../health/health.ts";
import type { Replay } from "../replay/replay-result.ts";
import { calibrationPart } from "./calibration-json.ts";
import { handoffPart } from "./handoff-json.ts";
import { rankingPart } from "./ranking-json.ts";
import { isoInstant, resultJson } from "./result-json.ts";
import { timePart } from "./time-json.ts";

/** What `leadlab replay --json` prints. Instants are ISO 8601 in UTC; what is undefined is null. */
export type ReplayJson = ReturnType<typeof replayJson>;

/**
 * A replay as plain JSON, without the columns.
 *
 * @param options.figures of the same replay: the ranking gets its intervals; calibration, time and cohorts are null without
 * @param options.health the checks that stand before it; none by default
 * @example replayJson(result, { figures }).handoffs[0].precision // { value: 0.42, low: 0.38, high: 0.46, ... }
 */
export function replayJson(
	replay: Replay,
	{ figures, health = [] }: { readonly figures?: Evaluation | undefined; readonly health?: Health } = {},
) {
	const { asOf, timeZone, cohort, horizonDays, landmarkDays, funnel, touchDelays, months, segments } = replay;
	return resultJson({
		leadlab: "replay/2" as const,
		health,
		model: { name: replay.model.name, fingerprint: replay.modelFingerprint },
		dataset: { name: replay.datasetName, fingerprint: replay.datasetFingerprint },
		...{ asOf, timeZone },
		cohort: { from: isoInstant(cohort.from), to: isoInstant(cohort.to), leads: cohort.leads },
		...{ horizonDays, landmarkDays },
		handoffs: replay.handoffs.map(handoffPart),
		/** A row for every integer threshold from 0 to the largest score reached. */
		sweep: replay.sweep.map(({ from, to, rows }) => ({ from, to, rows })),
		ranking: replay.ranking.map((one, i) => rankingPart(one, figures?.ranking[i])),
		calibration: figures?.calibration.map(calibrationPart),
		time: figures?.time.map(timePart),
		cohorts: figures?.cohorts,
		...{ funnel, touchDelays },
		months: months.map(({ month, leads, handoffs }) => ({ month, leads, handoffs: handoffs.map(handoffPart) })),
		segments: segments.map(({ attribute, value, leads, handoffs }) => ({
			...{ attribute, value, leads },
			handoffs: handoffs.map(handoffPart),
		})),
		/** Rows of each table. */
		issues: replay.tables,
		/** How often each check fired in each table. */
		issueCounts: replay.issues,
	});
}
