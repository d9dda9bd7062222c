import type { CertificatePlan } from "../tune/certificate-plan.ts";
import { formatCount } from "../words/number-format.ts";
import { percentText } from "../words/plan-words.ts";
import type { Table } from "./table.ts";

/**
 * How many flags a certificate needs, by the precision that is then seen.
 *
 * @example certificateTable(plan.certificate).rows[0] // ["58 %", "832"]
 */
export function certificateTable({ needed, precision, risk }: CertificatePlan): Table {
	return {
		caption: `Mature flags that a certificate of ${percentText(precision)} needs`,
		columns: [
			{ label: "precision then seen", align: "right" },
			{ label: "flags needed", align: "right" },
		],
		rows: needed.map(({ observed, flags }) => [
			percentText(observed),
			flags === undefined ? "never enough" : formatCount(flags),
		]),
		note: `Exact binomial test at ${percentText(risk)} risk. Read it before anything is tuned: with fewer flags the promise is out of reach, however good the model.`,
	};
}
