import { DAY_MS } from "../../dataset/calendar.ts";
import type { Dataset } from "../../dataset/dataset.ts";
import { featureRows } from "../../metrics/selection/feature-rows.ts";
import { fitLogistic } from "../../metrics/selection/fit-logistic.ts";
import { selectionWeights } from "../../metrics/selection/selection-weights.ts";
import type { Replay } from "../../replay/replay-result.ts";

/** Leads whose outcome was there to be seen, as places in a list of judged ones, and how many leads each stands for. */
export interface ObservedLeads {
	readonly places: readonly number[];
	/** They add up to the number of places. */
	readonly weights: Float64Array;
}

/** A lead stands for at most 1 / this of its kind. */
const FLOOR = 0.02;

/**
 * Of the judged rows of a replay those that sales worked within the horizon of the landmark, and those that had the
 * outcome: of the others nobody saw what they would have become. Each is weighted by 1 / its chance of being worked, from
 * what was known at the landmark, so that the few leads that were worked against the rule of their time speak for the
 * many like them that were not. All rows, once each, where the dataset does not say who was worked.
 *
 * @param counts what each part of the model counts at the landmark, a column a part over the judged rows
 */
export function observedLeads(
	{ workedAt, createdAt }: Dataset,
	{ columns, landmarkDays, horizonDays }: Pick<Replay, "columns" | "landmarkDays" | "horizonDays">,
	{ rows, outcomes }: { readonly rows: Int32Array; readonly outcomes: Uint8Array },
	counts: readonly Float64Array[],
): ObservedLeads {
	const all = [...rows.keys()];
	if (workedAt === undefined) return { places: all, weights: new Float64Array(all.length).fill(1) };
	const until = (landmarkDays + horizonDays) * DAY_MS;
	const worked = Uint8Array.from(all, (i) => {
		const lead = columns.lead[rows[i]!]!;
		return outcomes[i] === 1 || workedAt[lead]! <= createdAt[lead]! + until ? 1 : 0;
	});
	const features = featureRows(
		all.map((i) => {
			const score = columns.landmarkScore[rows[i]!]!;
			const flags = Object.values(columns.flaggedAt).map((at) =>
				at[rows[i]!]! <= createdAt[columns.lead[rows[i]!]!]! + until ? 1 : 0,
			);
			return [score, ...flags, ...counts.map((column) => Math.log2(1 + Math.abs(column[i]!)))];
		}),
	);
	const fit = fitLogistic(features, worked, { ridge: 5 });
	const chances = Float64Array.from(all, (i) => fit.probability(features, i));
	const { weights } = selectionWeights(worked, chances, { floor: FLOOR });
	const places = all.filter((i) => worked[i] === 1);
	const mean = places.reduce((sum, i) => sum + weights[i]!, 0) / Math.max(1, places.length);
	return { places, weights: Float64Array.from(places, (i) => weights[i]! / mean) };
}
