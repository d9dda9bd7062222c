import type { Health } from "../health/health.ts";
import { resultJson } from "./result-json.ts";

/** What `leadlab init --json` prints. */
export type InitJson = ReturnType<typeof initJson>;

/** What `init` wrote, or the templates it knows. */
export interface Initialised {
	readonly files?: readonly string[];
	readonly templates?: readonly { readonly name: string; readonly description: string }[];
}

/**
 * What `init` did as plain JSON; there is nothing to check.
 *
 * @example initJson({ files: ["dataset.yaml"] }).templates // []
 */
export function initJson({ files = [], templates = [] }: Initialised) {
	const health: Health = [];
	return resultJson({ leadlab: "init/2" as const, health, files, templates });
}
