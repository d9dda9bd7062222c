import type { Dataset } from "../../dataset/dataset.ts";
import { landmarkContributions } from "../../replay/landmark-contributions.ts";
import { landmarkOutcomes } from "../../replay/landmark-outcomes.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { foldRows } from "./fold-rows.ts";
import { observedLeads } from "./observed-leads.ts";
import type { PatternTable } from "./pattern-table.ts";
import { type ProbeModel, probeModel, type RulePart } from "./probe-model.ts";

/** Leads at their landmark, folded: a feature for every part of every rule. */
export interface LandmarkPatterns {
	readonly table: PatternTable;
	readonly parts: readonly RulePart[];
	/** Features are counts times this: 1 where every count is whole, else counts are rounded to its fraction. */
	readonly grid: number;
	readonly leads: number;
	readonly positives: number;
}

/** Counts that fade are kept to this fraction of an occurrence. */
const FINE = 4;

/**
 * The leads of a replay that can be judged at the landmark, by what each part of each rule counts there and what became of
 * them. A card's score at the landmark, before caps of groups, is the sum over features of points times feature, divided by
 * the grid: exact where nothing fades.
 *
 * Where the dataset says whom sales worked, leads that nobody worked are left out and others stand for them: see
 * {@link observedLeads}.
 *
 * @param outcome the stage that makes a lead a positive
 * @param asked the grid of other patterns that these are to be compared with
 */
export function landmarkPatterns(dataset: Dataset, result: Replay, outcome: string, asked?: number): LandmarkPatterns {
	const probe = probeModel(result.model);
	const judged = landmarkOutcomes(dataset, result, outcome);
	const every = countsAtLandmark(dataset, result, probe, judged.rows);
	const { places, weights } = observedLeads(dataset, result, judged, every);
	const counts = every.map((column) => Float64Array.from(places, (i) => column[i]!));
	const outcomes = Uint8Array.from(places, (i) => judged.outcomes[i]!);
	const isWhole = counts.every((column) => column.every((count) => Number.isInteger(count)));
	const grid = asked ?? (isWhole ? 1 : FINE);
	const columns = counts.map((column) => Int32Array.from(column, (count) => Math.round(count * grid)));
	const names = probe.parts.map(({ name }) => name);
	return {
		table: foldRows({ names, columns, outcomes, weights }),
		parts: probe.parts,
		grid,
		leads: places.length,
		positives: outcomes.reduce((sum, one) => sum + one, 0),
	};
}

/** What each part counts, a column a part over the judged rows. */
function countsAtLandmark(
	dataset: Dataset,
	result: Replay,
	{ model, parts }: ProbeModel,
	rows: Int32Array,
): Float64Array[] {
	const columns = parts.map(() => new Float64Array(rows.length));
	const place = new Int32Array(result.columns.lead.length).fill(-1);
	rows.forEach((row, i) => {
		place[row] = i;
	});
	const { landmarkDays, horizonDays } = result;
	landmarkContributions(dataset, { model, columns: result.columns, landmarkDays, horizonDays }, (row, points) => {
		const at = place[row]!;
		if (at >= 0) for (let part = 0; part < columns.length; part++) columns[part]![at] = points[part]!;
	});
	return columns;
}
