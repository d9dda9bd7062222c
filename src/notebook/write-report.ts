import { writeAtomic } from "../ingest/write-atomic.ts";
import type { Replay } from "../replay/replay-result.ts";
import { buildReport } from "../report/report.ts";
import { packageVersion } from "./package-version.ts";

/** What goes into a review. */
export interface ReviewOptions {
	/** Where the HTML file goes, relative to the notebook. */
	readonly file: string;
	/** Model in production, to compare with. */
	readonly baseline?: Replay;
	readonly title?: string;
	/** The clock; default: the machine's. */
	readonly now?: () => Date;
}

/**
 * Writes the report for the review of sales and marketing: one HTML file that works without a network.
 *
 * @returns the file, and the verdict in a sentence
 * @throws the file system's own error when it cannot be written; the old file is then still whole
 * @example (await writeReport(candidate, { baseline, file: "../reports/review.html" })).verdict
 */
export async function writeReport(
	candidate: Replay,
	{ file, baseline, title, now = () => new Date() }: ReviewOptions,
): Promise<{ readonly file: string; readonly verdict: string; readonly recommendation: string }> {
	const { renderHtml } = await import("../report/render.ts");
	const document = buildReport({
		candidate,
		...(baseline === undefined ? {} : { baseline }),
		leads: [],
		generatedAt: now().toISOString(),
		version: packageVersion(),
		...(title === undefined ? {} : { title }),
	});
	await writeAtomic(file, await renderHtml(document));
	return { file, verdict: document.verdict.headline, recommendation: document.verdict.recommendation };
}
