import type { Health } from "../health/health.ts";
import { resultJson } from "./result-json.ts";

/** What `leadlab sample --json` prints. */
export type SampleJson = ReturnType<typeof sampleJson>;

/**
 * What a sample wrote as plain JSON; there is nothing to check.
 *
 * @example sampleJson("my-history", ["dataset.yaml"]).files // ["dataset.yaml"]
 */
export function sampleJson(folder: string, files: readonly string[]) {
	const health: Health = [];
	return resultJson({ leadlab: "sample/2" as const, health, folder, files });
}
