import { fingerprint } from "../base/fingerprint.ts";
import { type Dataset, NEVER, type StageChanges } from "./dataset.ts";
import { sharedFloat64 } from "./shared-array.ts";

/**
 * A dataset as an extract taken earlier would have had it: `asOf` is moved back, and no stage change, outcome or touch by
 * sales after it is left. For a choice on the past that the future must not reach.
 *
 * Dated attribute values and activities that become known later stay in the columns, where a replay, which ends at `asOf`,
 * never gets to; a lead created after it must be left out by the cohort (`to`). Undated columns of the leads table are taken
 * as known at creation, here as everywhere.
 *
 * @throws RangeError when the instant is after the extract
 * @example asKnownAt(history, Date.UTC(2024, 0, 1)).asOf // 1704067200000
 */
export function asKnownAt(dataset: Dataset, instant: number): Dataset {
	if (!(instant <= dataset.asOf)) {
		throw new RangeError(`asKnownAt: the instant must not be after the extract (${dataset.asOf}), got ${instant}.`);
	}
	if (instant === dataset.asOf) return dataset;
	return {
		...dataset,
		asOf: instant,
		fingerprint: fingerprint({ dataset: dataset.fingerprint, asOf: instant }),
		stages: changesUpTo(dataset.stages, instant),
		workedAt: dataset.workedAt === undefined ? undefined : upTo(dataset.workedAt, instant),
	};
}

/** Changes of each lead are in the order of time, so that what is left is the first of them. */
function changesUpTo(stages: StageChanges, instant: number): StageChanges {
	const leads = stages.offsets.length - 1;
	const offsets = new Int32Array(leads + 1);
	const kept: number[] = [];
	for (let lead = 0; lead < leads; lead++) {
		for (let row = stages.offsets[lead]!; row < stages.offsets[lead + 1]! && stages.at[row]! <= instant; row++) {
			kept.push(row);
		}
		offsets[lead + 1] = kept.length;
	}
	return {
		count: kept.length,
		offsets,
		names: stages.names,
		stage: Uint8Array.from(kept, (row) => stages.stage[row]!),
		at: Float64Array.from(kept, (row) => stages.at[row]!),
		reason: stages.reason && {
			values: stages.reason.values,
			codes: Int32Array.from(kept, (row) => stages.reason!.codes[row]!),
		},
		amount: stages.amount && Float64Array.from(kept, (row) => stages.amount![row]!),
		firstAt: stages.firstAt.map((at) => upTo(at, instant)),
		reachesSkipped: stages.reachesSkipped,
	};
}

function upTo(column: Float64Array, instant: number): Float64Array {
	const copy = sharedFloat64(column.length);
	for (let i = 0; i < column.length; i++) copy[i] = column[i]! > instant ? NEVER : column[i]!;
	return copy;
}
