import type { ComparedMeasure } from "../words/difference-text.ts";

/** Largest difference that is called worth having, where there is one: smaller ones are too where the baseline is low. */
const MOST: Readonly<Partial<Record<ComparedMeasure, number>>> = {
	precision: 0.03,
	recall: 0.03,
	"f-beta": 0.03,
	auc: 0.02,
	"average-precision": 0.03,
	ks: 0.05,
};

/**
 * The smallest difference of a measure that is worth waiting for: more leads are promised to tell one as large and never a
 * smaller one. A tenth of the baseline's value, at most 3 pp of a rate (AUC 0.02, KS 0.05). `undefined` for numbers of leads,
 * where no size is better than another, and without a baseline.
 *
 * @example worthHaving("precision", 0.419) // 0.03
 * @example worthHaving("precision", 0.09) // 0.009
 */
export function worthHaving(measure: ComparedMeasure, baseline: number | undefined): number | undefined {
	if (baseline === undefined || measure === "flagged" || measure === "late") return undefined;
	const tenth = baseline / 10;
	return tenth > 0 ? Math.min(tenth, MOST[measure] ?? tenth) : undefined;
}
