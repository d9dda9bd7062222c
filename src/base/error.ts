import { formatIssue, type Issue } from "./issue.ts";

/** What kind of failure it is; the command line turns it into an exit code. */
export type LabErrorKind = "configuration" | "data";

/**
 * The error that leaves a public function when the user's input cannot be used at all. It carries every issue that
 * was found, not only the first.
 */
export class LabError extends Error {
	readonly kind: LabErrorKind;
	/** Code of the first issue, e.g. `missing-file`. */
	readonly code: string;
	readonly issues: readonly Issue[];

	constructor(kind: LabErrorKind, issues: readonly Issue[], options?: ErrorOptions) {
		super(issues.map(formatIssue).join("\n"), options);
		this.name = "LabError";
		this.kind = kind;
		this.code = issues[0]?.code ?? kind;
		this.issues = issues;
	}
}

/** A `configuration` error of a single issue. */
export function configurationError(issue: Omit<Issue, "severity">): LabError {
	return new LabError("configuration", [{ ...issue, severity: "error" }]);
}
