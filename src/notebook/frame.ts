import type { DataFrame } from "danfojs-node";
import type { Dataset, HandoffSpec } from "../dataset/dataset.ts";
import { display } from "../jupyter/kernel.ts";
import { textBundle } from "../jupyter/mime-bundle.ts";
import type { Replay } from "../replay/replay-result.ts";
import { formatCount } from "../words/number-format.ts";
import { leadRows } from "./lead-rows.ts";

/** Above this many rows of a replay danfo's describe takes seconds: 4 at 40,000, and sorting grows with the square. */
export const SLOW_ROWS = 20_000;

/** Which leads of a replay a frame is about. */
export interface FrameOptions {
	/** Default: the first hand-off of the replay. */
	readonly handoff?: HandoffSpec | string;
	/** Attributes to have as columns; they must be known at creation. */
	readonly attributes?: readonly string[];
}

/**
 * A replay as a danfo.js data frame, one row a lead (see {@link leadRows}), for slicing, grouping and describing; or any
 * plain records as one. Danfo is loaded by the first frame (about a second). Above {@link SLOW_ROWS} rows it becomes
 * slow, and a line says so.
 *
 * Danfo's `describe` and `groupby` give NaN for a column with gaps (a head start of who was no hit): filter the rows first.
 * The mean of a single column leaves gaps out.
 *
 * @throws RangeError when there is no row: danfo cannot make a frame of nothing
 * @example const leads = await frame(result, history, { attributes: ["source"] }); // leads.groupby(["source"])
 */
export async function frame(records: readonly object[]): Promise<DataFrame>;
export async function frame(result: Replay, dataset: Dataset, options?: FrameOptions): Promise<DataFrame>;
export async function frame(
	source: readonly object[] | Replay,
	dataset?: Dataset,
	options: FrameOptions = {},
): Promise<DataFrame> {
	const rows = isReplay(source) ? replayRows(source, dataset, options) : source;
	if (rows.length === 0) throw new RangeError("frame: there is no row, and a data frame needs at least one.");
	if (rows.length > SLOW_ROWS) {
		display(
			textBundle(
				`${formatCount(rows.length)} rows: above ${formatCount(SLOW_ROWS)} a data frame becomes slow, describe and sorting take seconds. Filter the rows first, or replay with segmentBy.`,
			),
		);
	}
	const { default: danfo } = await import("danfojs-node");
	return new danfo.DataFrame(rows.map((row) => ({ ...row })));
}

function isReplay(source: readonly object[] | Replay): source is Replay {
	return !Array.isArray(source);
}

function replayRows(result: Replay, dataset: Dataset | undefined, { handoff, attributes = [] }: FrameOptions) {
	const asked = handoff ?? result.handoffs[0];
	if (dataset === undefined)
		throw new RangeError("frame: a replay needs its dataset beside it, frame(result, history).");
	if (asked === undefined) throw new RangeError("frame: the replay has no hand-off, so there is no verdict to show.");
	return leadRows(dataset, result, asked, { attributes });
}
