import type { Dataset } from "../../dataset/dataset.ts";
import { NEVER } from "../../dataset/dataset.ts";
import type { Replay } from "../replay-result.ts";
import { runKernel } from "./kernel.ts";
import { kernelData } from "./kernel-data.ts";
import { planKernel } from "./kernel-plan.ts";
import { weekOfDay } from "./weekly-differences.ts";

/**
 * When each lead of a replay is first flagged at other thresholds, by row of the cohort, from one more pass of the kernel
 * over the leads whose largest score reaches the lowest of them; `NEVER` where it is not.
 *
 * @param thresholds by stage of the model
 * @returns for each stage, the flags at each of its thresholds
 * @example flagsAtThresholds(history, result, { mql: [30, 39] }).mql?.get(39)?.[0] // 1709251200000
 */
export function flagsAtThresholds(
	dataset: Dataset,
	{ model, columns }: Pick<Replay, "model" | "columns">,
	thresholds: Readonly<Record<string, readonly number[]>>,
): Readonly<Record<string, ReadonlyMap<number, Float64Array>>> {
	const stages = Object.keys(model.stages);
	const wanted = stages.map((stage) => [...new Set(thresholds[stage] ?? [])].sort((a, b) => a - b));
	const flags = wanted.map((list) => list.map(() => new Float64Array(columns.lead.length).fill(NEVER)));
	const least = Math.min(...wanted.flat());
	const rows: number[] = [];
	for (let row = 0; row < columns.lead.length; row++) if (columns.largestScore[row]! >= least) rows.push(row);
	if (rows.length > 0) {
		const data = kernelData(dataset);
		const firstWeek = weekOfDay(data.firstDay);
		const scratch = () => new Float64Array(rows.length);
		runKernel(
			{
				plan: planKernel(model, dataset),
				data,
				leads: Int32Array.from(rows, (row) => columns.lead[row]!),
				from: 0,
				to: rows.length,
				handoffs: [],
				weeks: { firstWeek, weeks: weekOfDay(dataset.calendar.dayOf(dataset.asOf)) - firstWeek + 1 },
				horizonMs: 0,
				landmarkMs: Number.POSITIVE_INFINITY,
				// Scores have 4 decimals: what exceeds this reaches the lowest threshold.
				floors: wanted.map(([lowest]) => (lowest === undefined ? Number.POSITIVE_INFINITY : lowest - 0.00005)),
				out: {
					flaggedAt: stages.map(scratch),
					landmarkScore: scratch(),
					finalScore: scratch(),
					largestScore: scratch(),
				},
			},
			{
				onReach(stage, row, before, score, at) {
					const list = wanted[stage]!;
					for (let i = 0; i < list.length && list[i]! <= score; i++) {
						if (list[i]! > before) flags[stage]![i]![rows[row]!] = at;
					}
					return score >= list.at(-1)! ? Number.POSITIVE_INFINITY : score;
				},
			},
		);
	}
	return Object.fromEntries(
		stages.map((stage, i) => [stage, new Map(wanted[i]!.map((threshold, at) => [threshold, flags[i]![at]!]))]),
	);
}
