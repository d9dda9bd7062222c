import type { Health } from "../health/health.ts";
import { resultJson } from "./result-json.ts";

/** What `leadlab export --json` prints. */
export type ExportJson = ReturnType<typeof exportJson>;

/** What an export wrote. */
export interface Exported {
	readonly fingerprint: string;
	/** Parity vectors in the configuration, and how many of them it passes. */
	readonly vectors: number;
	readonly passed: number;
	/** What no vector covers. */
	readonly uncovered: readonly string[];
	readonly files: readonly string[];
}

/**
 * What an export wrote as plain JSON.
 *
 * @example exportJson(exported, { health: [] }).files[0] // "production/saas-candidate.json"
 */
export function exportJson(
	{ fingerprint, vectors, passed, uncovered, files }: Exported,
	{ health }: { readonly health: Health },
) {
	return resultJson({ leadlab: "export/2" as const, health, ...{ fingerprint, vectors, passed, uncovered, files } });
}
