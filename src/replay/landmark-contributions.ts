import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { runKernel } from "./kernel/kernel.ts";
import { kernelData } from "./kernel/kernel-data.ts";
import { planKernel } from "./kernel/kernel-plan.ts";
import { weekOfDay } from "./kernel/weekly-differences.ts";
import type { Replay } from "./replay-result.ts";

/**
 * What each rule gave each lead at its landmark (creation + `landmarkDays`), as the explanation of that score would say,
 * from one more pass of the kernel: every lead, at the cost of a replay.
 *
 * Leads whose landmark lies after the extract are left out.
 *
 * @param onLead flagged with the row of the cohort and the points of each rule, in the order of the model; the array is
 * reused from flag to flag
 * @example landmarkContributions(history, result, (row, points) => totals.add(points[0]))
 */
export function landmarkContributions(
	dataset: Dataset,
	{
		model,
		columns,
		landmarkDays,
		horizonDays,
	}: Pick<Replay, "model" | "landmarkDays" | "horizonDays"> & { readonly columns: Pick<Replay["columns"], "lead"> },
	onLead: (row: number, points: Float64Array) => void,
): void {
	const leads = columns.lead;
	const stages = Object.keys(model.stages);
	const data = kernelData(dataset);
	const firstWeek = weekOfDay(data.firstDay);
	const scratch = () => new Float64Array(leads.length);
	runKernel(
		{
			plan: planKernel(model, dataset),
			data,
			leads,
			from: 0,
			to: leads.length,
			handoffs: [],
			weeks: { firstWeek, weeks: weekOfDay(dataset.calendar.dayOf(dataset.asOf)) - firstWeek + 1 },
			horizonMs: horizonDays * DAY_MS,
			landmarkMs: landmarkDays * DAY_MS,
			out: {
				flaggedAt: stages.map(scratch),
				landmarkScore: scratch(),
				finalScore: scratch(),
				largestScore: scratch(),
			},
		},
		{ onLandmark: onLead },
	);
}
