import { unknownName } from "../base/unknown-name.ts";
import type { ReplayColumns } from "./replay-result.ts";

/**
 * When each lead of a replay was first flagged for a stage, by row of the cohort; `NEVER` where it was not.
 *
 * @throws LabError (configuration, `unknown-flag`) naming the nearest stage when the model flags no such one
 * @example flaggedAtOf(result.columns, "mql")[0] // 1709251200000
 */
export function flaggedAtOf({ flaggedAt }: Pick<ReplayColumns, "flaggedAt">, stage: string): Float64Array {
	const column = Object.hasOwn(flaggedAt, stage) ? flaggedAt[stage] : undefined;
	if (column !== undefined) return column;
	throw unknownName("flagged stage", stage, { names: Object.keys(flaggedAt), of: "the model", code: "unknown-flag" });
}
