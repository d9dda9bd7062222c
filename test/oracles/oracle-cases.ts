import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

/** A case of an independent implementation: what it was given and what it gave. */
export interface OracleCase<Given, Out> {
	readonly in: Given;
	readonly out: Out;
}

/**
 * The cases of a subject: the committed ones, or fresh ones from the folder named by LEADLAB_ORACLES (see .ci/oracles).
 * None when that folder has no such subject.
 */
export function oracleCases<Given, Out>(subject: string): readonly OracleCase<Given, Out>[] {
	const folder = process.env.LEADLAB_ORACLES ?? fileURLToPath(new URL("./golden", import.meta.url));
	const file = `${folder}/${subject}.json`;
	if (process.env.LEADLAB_ORACLES !== undefined && !existsSync(file)) return [];
	return (JSON.parse(readFileSync(file, "utf8")) as { cases: OracleCase<Given, Out>[] }).cases;
}

/** Holds `actual` to `wanted` within a relative `tolerance`, or the same as an absolute one for values below `scale`. */
export function expectNear(
	actual: number | undefined,
	wanted: number,
	context: unknown,
	tolerance = 1e-12,
	scale = 0,
): void {
	const allowed = tolerance * Math.max(Math.abs(wanted), scale) + 1e-300;
	const near = actual !== undefined && Math.abs(actual - wanted) <= allowed;
	expect(near, `${actual} is not within ${tolerance} of ${wanted} for ${JSON.stringify(context).slice(0, 600)}`).toBe(
		true,
	);
}
