import type { ComparedSlice, Comparison } from "../compare/comparison.ts";
import { rateText } from "../words/estimate-text.ts";
import { formatCount } from "../words/number-format.ts";
import { pText } from "../words/p-text.ts";
import { differenceCell, differenceLabel } from "./cells.ts";
import type { Table } from "./table.ts";

/**
 * The segments and months in which the precision of the main hand-off differs, with p after Holm's correction; how many
 * others there are is said in the note.
 *
 * @example sliceTable(comparison).rows[0] // ["source organic_search", "45.3 %", "63.9 %", "below 0.001", ...]
 */
export function sliceTable(comparison: Comparison): Table {
	const { slices } = comparison;
	const count = (standing: ComparedSlice["standing"]) =>
		formatCount(slices.filter((slice) => slice.standing === standing).length);
	return {
		caption: "Segments and months in which the precision differs",
		columns: [
			{ label: "segment or month" },
			{ label: "baseline", align: "right" },
			{ label: "candidate", align: "right" },
			{ label: "p", align: "right" },
			{ label: differenceLabel(comparison) },
		],
		rows: slices
			.filter(({ standing }) => standing === "better" || standing === "worse")
			.map(({ attribute, value, baseline, candidate, difference, adjustedP }) => [
				attribute === undefined ? value : `${attribute} ${value}`,
				rateText(baseline),
				rateText(candidate),
				pText(adjustedP ?? 1),
				differenceCell(difference),
			]),
		note: `Of ${formatCount(slices.length)}, ${count("no visible difference")} show no difference after Holm's correction and ${count("cannot tell yet")} have too little data.`,
	};
}
