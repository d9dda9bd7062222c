import type { Dataset } from "../dataset/dataset.ts";
import { arePlans, datesAhead } from "../dataset/dates-ahead.ts";
import { estimateRate } from "../metrics/rates/estimate.ts";
import { estimateText } from "../words/estimate-text.ts";
import type { LeakEvidence } from "./leak-finding.ts";

/** One cell may be mistyped. */
const LEAST = 3;
/** A column with fewer of them among its days has mistyped cells. */
const SOME = 0.02;

/**
 * An attribute whose value is a day after the moment from which it is declared known: nobody knew then what had not
 * happened yet, so the declaration is wrong, whatever became of the lead. `certain`, except where days after the extract show
 * that the column holds plans (`look at it`). `undefined` below three such values, or 2 % of the days.
 */
export function dateAheadEvidence(dataset: Dataset, index: number): LeakEvidence | undefined {
	const seen = datesAhead(dataset, index);
	if (seen === undefined || seen.ahead < LEAST || seen.ahead < SOME * seen.dates) return undefined;
	const rate = estimateRate(seen.ahead, seen.dates);
	const plans = arePlans(seen);
	return {
		check: "date ahead",
		level: plans ? "look at it" : "certain",
		text: `${estimateText(rate)} of its days lie after the moment from which it is declared known${plans ? ", some even after the extract: they look like plans" : ""}`,
		rates: [{ of: "is a day after the moment from which it is declared known", rate }],
	};
}
