import type { Issue } from "../../base/issue.ts";
import { nearest } from "../../base/nearest.ts";
import type { DatasetSpec } from "./dataset-spec.ts";

/**
 * Activity types that the contract says are sales acting on a lead, and that never occur: then every lead is taken for
 * one that nobody worked.
 *
 * @param types that occur
 */
export function workedTypes({ worked }: DatasetSpec, types: readonly string[]): Issue[] {
	const absent = (worked?.activities ?? []).filter((type) => !types.includes(type));
	return absent.map((type) => {
		const near = nearest(type, types);
		return {
			code: "worked-type",
			severity: "warning",
			table: "activities",
			file: "dataset.yaml",
			column: "worked.activities",
			message: `activity "${type}" never occurs, so by it no lead was worked.`,
			cure:
				near === undefined
					? `The types there are: ${types.slice(0, 20).join(", ") || "none"}.`
					: `Did you mean "${near}"?`,
		};
	});
}
