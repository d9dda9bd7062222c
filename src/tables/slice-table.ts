import type { ComparedSlice, Comparison } from "../compare/comparison.ts";
import { rateText } from "../words/estimate-text.ts";
import { formatCount } from "../words/number-format.ts";
import { differenceCell, differenceColumn } from "./cells.ts";
import type { Table } from "./table.ts";

/**
 * The segments and months in which the precision of the main hand-off differs, after Holm's correction at 5 %; how many
 * others there are is said in the note.
 *
 * @example sliceTable(comparison).rows[0] // ["source organic_search", "45.3 %", "63.9 %", ...]
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
			differenceColumn(comparison),
		],
		rows: slices
			.filter(({ standing }) => standing === "better" || standing === "worse")
			.map(({ attribute, value, baseline, candidate, difference }) => [
				attribute === undefined ? value : `${attribute} ${value}`,
				rateText(baseline),
				rateText(candidate),
				differenceCell(difference),
			]),
		note: `Of ${formatCount(slices.length)}, ${count("no visible difference")} show no difference at 5 % after Holm's correction and ${count("cannot tell yet")} have too little data.`,
	};
}
