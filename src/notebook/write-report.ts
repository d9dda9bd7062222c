import type { Dataset } from "../dataset/dataset.ts";
import { writeAtomic } from "../ingest/files/write-atomic.ts";
import type { Replay } from "../replay/replay-result.ts";
import { buildReport } from "../report/report.ts";
import { type ReportPaths, reportFiles } from "../report/report-files.ts";
import { makeReview, type ReviewOptions } from "../review/make-review.ts";
import type { Showable } from "./display/bundle-of.ts";
import { packageVersion } from "./display/package-version.ts";
import { Result } from "./display/result.ts";

/** What goes into a report and where it goes, relative to the notebook. */
export interface WriteReportOptions extends ReviewOptions, ReportPaths {
	/** Whether to name examples of leads that enter and leave by their ids; off by default. */
	readonly leadIds?: boolean;
	readonly title?: string | undefined;
	/** The clock; default: the machine's. */
	readonly now?: () => Date;
}

/** A report that was written. */
export class WrittenReport extends Result {
	readonly file: string;
	readonly verdict: string;
	readonly recommendation: string;

	constructor({ file, verdict, recommendation }: Pick<WrittenReport, "file" | "verdict" | "recommendation">) {
		super();
		this.file = file;
		this.verdict = verdict;
		this.recommendation = recommendation;
	}

	get finding(): string {
		return `${this.verdict}. ${this.recommendation}`;
	}

	protected face(): readonly Showable[] {
		return [`**${this.verdict}.** ${this.recommendation}`, `The report is in \`${this.file}\`.`];
	}
}

/**
 * Writes the report for the review of sales and marketing: one HTML file that works without a network, the same as
 * `leadlab report` makes.
 *
 * @throws the file system's own error when it cannot be written; the old file is then still whole
 * @example (await writeReport(dataset, candidate, { baseline, file: "../reports/review.html" })).verdict
 */
export async function writeReport(
	dataset: Dataset,
	candidate: Replay,
	{ file, markdown, charts, title, leadIds = false, now = () => new Date(), ...options }: WriteReportOptions,
): Promise<WrittenReport> {
	const review = await makeReview(dataset, candidate, options);
	const document = buildReport({
		...review,
		leadIds,
		title,
		generatedAt: now().toISOString(),
		version: packageVersion(),
	});
	for (const { path, content } of await reportFiles(document, { file, markdown, charts })) {
		await writeAtomic(path, content);
	}
	const { headline, recommendation } = document.verdict;
	return new WrittenReport({ file, verdict: headline, recommendation });
}
