import type { Review } from "../review/review.ts";

/** What a report is made of: a review, whole or in part; what is left out has no section. */
export type ReportInput = Pick<Review, "candidate"> & {
	readonly [Key in Exclude<keyof Review, "candidate">]?: Review[Key] | undefined;
} & ReportOptions;

/** How a report presents a review. It reads no clock and no disk: equal input, equal report. */
export interface ReportOptions {
	/** Whether to name example leads that enter or leave by their ids. Off by default: a report leaves the house. */
	readonly leadIds?: boolean;
	/** When the report was made: an ISO instant, or text as it should be printed. */
	readonly generatedAt?: string;
	/** Version of leadlab. */
	readonly version: string;
	readonly title?: string | undefined;
	/**
	 * Whether to print an example with each kind of data issue. Off by default: an example quotes a row, which may hold
	 * a name or an address.
	 */
	readonly issueExamples?: boolean;
}
