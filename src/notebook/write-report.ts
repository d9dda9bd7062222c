import { createRandom } from "../base/random.ts";
import { compareReplays } from "../compare/compare-replays.ts";
import type { Comparison } from "../compare/comparison.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { measureDrift } from "../drift/drift.ts";
import { FIGURES_SEED, rankingFiguresOf, replayFigures } from "../evaluate/replay-figures.ts";
import { writeAtomic } from "../ingest/files/write-atomic.ts";
import type { Replay } from "../replay/replay-result.ts";
import { buildReport } from "../report/report.ts";
import { selectionReview } from "../selection/selection-comparison.ts";
import { packageVersion } from "./package-version.ts";

/** What goes into a review. */
export interface ReviewOptions {
	/** Where the HTML file goes, relative to the notebook. */
	readonly file: string;
	/** Model in production, to compare with. */
	readonly baseline?: Replay;
	/** The history of both: with it the two are compared lead by lead, the report has what a score means, time to outcome and what has moved, and intervals know accounts; without it the models only stand side by side. */
	readonly dataset?: Dataset;
	/** A comparison that is there already, in place of one made here. */
	readonly comparison?: Comparison;
	/** Whether to name examples of leads that enter and leave by their ids; off by default. */
	readonly leadIds?: boolean;
	readonly title?: string;
	/** The clock; default: the machine's. */
	readonly now?: () => Date;
}

/**
 * Writes the report for the review of sales and marketing: one HTML file that works without a network.
 *
 * @returns the file, and the verdict in a sentence
 * @throws the file system's own error when it cannot be written; the old file is then still whole
 * @example (await writeReport(candidate, { baseline, dataset: history, file: "../reports/review.html" })).verdict
 */
export async function writeReport(
	candidate: Replay,
	{ file, baseline, dataset, title, leadIds = false, now = () => new Date(), ...given }: ReviewOptions,
): Promise<{ readonly file: string; readonly verdict: string; readonly recommendation: string }> {
	const { renderHtml } = await import("../report/render.ts");
	const comparison =
		given.comparison ??
		(baseline === undefined || dataset === undefined ? undefined : compareReplays(dataset, baseline, candidate));
	const drawn = () => ({ random: createRandom(FIGURES_SEED), replicates: 1000 });
	const document = buildReport({
		candidate,
		...(baseline === undefined ? {} : { baseline }),
		...(comparison === undefined ? {} : { comparison }),
		leadIds,
		...(dataset === undefined ? {} : { selection: selectionReview(dataset, candidate, { baseline }) }),
		...(dataset === undefined ? {} : { drift: measureDrift(dataset, candidate, { random: createRandom(1) }) }),
		...(dataset === undefined ? {} : { figures: replayFigures(dataset, candidate, drawn()) }),
		...(dataset === undefined || baseline === undefined
			? {}
			: { baselineRanking: rankingFiguresOf(dataset, baseline, drawn()) }),
		leads: [],
		generatedAt: now().toISOString(),
		version: packageVersion(),
		...(title === undefined ? {} : { title }),
	});
	await writeAtomic(file, await renderHtml(document));
	return { file, verdict: document.verdict.headline, recommendation: document.verdict.recommendation };
}
