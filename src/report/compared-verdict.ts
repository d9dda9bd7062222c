import type { Comparison, PairedDifference, PairedHandoff } from "../compare/comparison.ts";
import type { FlagMeasure } from "../compare/pair-sums.ts";
import type { Estimate } from "../metrics/rates/estimate.ts";
import { changeInterval, changeText, changeUnit, moreText } from "../words/difference-text.ts";
import { countsText, isEnough } from "../words/estimate-text.ts";
import { formatCount, formatRate } from "../words/number-format.ts";
import { stageName } from "../words/stage-name.ts";
import type { Verdict, VerdictFigure } from "./verdict.ts";

/**
 * The verdict of a comparison as a report begins with it: the comparison's own words, and the three numbers that a reader
 * should see at once.
 *
 * @example comparedVerdict(comparison).figures[0].value // "55.3 % instead of 41.9 %"
 */
export function comparedVerdict(comparison: Comparison): Verdict {
	const { decision, headline, reasons, recommendation } = comparison.verdict;
	const main = comparison.handoffs[0];
	return {
		decision,
		headline,
		recommendation,
		figures: main === undefined ? [] : figuresOf(main, comparison),
		sentences: reasons,
	};
}

function figuresOf(main: PairedHandoff, { confidence }: Comparison): VerdictFigure[] {
	const { baseline, candidate, from: flag, to: outcome } = main;
	const rate = (label: string, measure: "precision" | "recall"): VerdictFigure => {
		const own = candidate[measure];
		const other = baseline[measure];
		return {
			label,
			value:
				isEnough(own) && isEnough(other)
					? `${formatRate(own.value)} instead of ${formatRate(other.value)}`
					: "too little data",
			notes: [changeNote(main, measure, { confidence }), countsNote(own, other)],
		};
	};
	const perWeek = candidate.perWeek !== undefined && baseline.perWeek !== undefined;
	return [
		rate(`of ${stageName(flag)} flags become ${stageName(outcome)} (precision)`, "precision"),
		rate(`of those who reach ${stageName(outcome)} are flagged in time (recall)`, "recall"),
		{
			label: perWeek ? `${stageName(flag)} flags a week` : `${stageName(flag)} flags`,
			value: perWeek
				? `${candidate.perWeek?.toFixed(1)} instead of ${baseline.perWeek?.toFixed(1)}`
				: `${formatCount(candidate.flagged)} instead of ${formatCount(baseline.flagged)}`,
			notes: [
				changeNote(main, "flagged", { confidence }),
				`${formatCount(candidate.flagged)} against ${formatCount(baseline.flagged)} leads`,
			],
		},
	];
}

function countsNote(candidate: Estimate, baseline: Estimate): string {
	return `${countsText(candidate)} against ${countsText(baseline)}`;
}

/** "+13.4 pp, 95 % interval +9.3 to +17.5". */
function changeNote(
	{ differences }: PairedHandoff,
	measure: FlagMeasure,
	{ confidence }: { readonly confidence: number },
): string {
	const found: PairedDifference<FlagMeasure> | undefined = differences.find((one) => one.measure === measure);
	if (found === undefined) return "not compared";
	if (found.standing === "same") return "no lead counts differently";
	const more = moreText(found);
	const unsure = `cannot tell yet${more === "" ? "" : `, ${more}`}`;
	if (found.difference.state !== "measured") return unsure;
	const { value, interval } = found.difference;
	const number = `${changeText(measure, value)} ${changeUnit(measure)}, ${formatRate(confidence, 0)} interval ${changeInterval(measure, interval)}`;
	return found.standing === "unclear" ? `${number}: ${unsure}` : number;
}
