import { unknownName } from "../base/unknown-name.ts";
import type { Dataset } from "./dataset.ts";

/**
 * When each lead first reached a stage (a rung of the ladder or an exit), by lead number; `NEVER` where it did not.
 *
 * @throws LabError (configuration, `unknown-stage`) naming the nearest stage when the dataset has no such one
 * @example stageReachedAt(history, "sql")[0] // 1709251200000
 */
export function stageReachedAt({ name, stages }: Pick<Dataset, "name" | "stages">, stage: string): Float64Array {
	const reachedAt = stages.firstAt[stages.names.indexOf(stage)];
	if (reachedAt !== undefined) return reachedAt;
	throw unknownName("stage", stage, { names: stages.names, of: `the dataset "${name}"` });
}
