import type { MeasureKind as TableMeasureKind } from "../metrics/measures/measure.ts";
import { byRankingCode, type RankingCode, rankingMeasure } from "../metrics/measures/ranking-measures.ts";
import type { Estimate } from "../metrics/rates/estimate.ts";
import { countOf, formatCount, formatRate } from "./number-format.ts";

/** What two models are compared by. */
export type ComparedMeasure = ("precision" | "recall" | "f-beta" | "lift" | "flagged" | "late") | RankingCode;

/**
 * How a measure is written: a rate in per cent and its difference in pp (percentage points), a number between 0 and 1, a
 * multiple, or a number of leads.
 */
export type MeasureKind = TableMeasureKind | "leads";

/** How a measure is named and written. */
interface Written {
	readonly name: string;
	readonly kind: MeasureKind;
}

/** Measures of order are named where they are defined; those of flags, which are counted at a hand-off, here. */
const WRITTEN: Readonly<Record<ComparedMeasure, Written>> = {
	precision: { name: "precision", kind: "rate" },
	recall: { name: "recall", kind: "rate" },
	"f-beta": { name: "F", kind: "share" },
	lift: { name: "lift", kind: "multiple" },
	flagged: { name: "leads flagged", kind: "leads" },
	late: { name: "late flags", kind: "leads" },
	...byRankingCode(rankingMeasure),
};

/** See {@link MeasureKind}. */
export function measureKind(measure: ComparedMeasure): MeasureKind {
	return WRITTEN[measure].kind;
}

/**
 * A measure as people write it.
 *
 * @example measureName("f-beta", { beta: 1 }) // "F1"
 */
export function measureName(measure: ComparedMeasure, { beta }: { readonly beta: number }): string {
	return `${WRITTEN[measure].name}${measure === "f-beta" ? beta : ""}`;
}

/**
 * The value of a measure under one model; `"n/a"` where it has none.
 *
 * @example measureText("precision", 0.4189) // "41.9 %"
 * @example measureText("lift", 2.155) // "2.2 times"
 */
export function measureText(measure: ComparedMeasure, value: number | undefined): string {
	if (value === undefined) return "n/a";
	switch (WRITTEN[measure].kind) {
		case "rate":
			return formatRate(value);
		case "share":
			return value.toFixed(3);
		case "multiple":
			return `${value.toFixed(1)} times`;
		case "leads":
			return formatCount(value);
	}
}

/**
 * The value of a compared measure under one of the models; `"too little data"` where the difference stands on too little,
 * numbers of leads apart, which are what they are.
 *
 * @example valueText(auc, "baseline") // "0.837"
 */
export function valueText(difference: Difference, model: "baseline" | "candidate"): string {
	const { measure, standing } = difference;
	if (standing === "too-little" && WRITTEN[measure].kind !== "leads") return "too little data";
	return measureText(measure, difference[model]);
}

/**
 * A difference with its sign and without its unit: pp of a rate, else as {@link measureText}.
 *
 * @example changeText("precision", 0.0842) // "+8.4"
 * @example changeText("flagged", -99) // "-99"
 */
export function changeText(measure: ComparedMeasure, change: number): string {
	const size = sizeText(measure, change);
	if (Number(size.replaceAll(",", "")) === 0) return size;
	return `${change < 0 ? "-" : "+"}${size}`;
}

/** A difference without its sign. */
function sizeText(measure: ComparedMeasure, change: number): string {
	const size = Math.abs(change);
	switch (WRITTEN[measure].kind) {
		case "rate":
			return (size * 100).toFixed(1);
		case "share":
			return size.toFixed(3);
		case "multiple":
			return size.toFixed(1);
		case "leads":
			return formatCount(size);
	}
}

/**
 * What a difference is counted in.
 *
 * @example changeUnit("precision") // "pp"
 */
export function changeUnit(measure: ComparedMeasure): string {
	const kind = WRITTEN[measure].kind;
	return kind === "rate" ? "pp" : kind === "leads" ? "leads" : kind === "multiple" ? "times" : "";
}

/** The interval of a difference, e.g. `+5.3 to +12.0`. */
export function changeInterval(measure: ComparedMeasure, interval: readonly [number, number]): string {
	return `${changeText(measure, interval[0])} to ${changeText(measure, interval[1])}`;
}

/** Candidate minus baseline, of one measure on the same leads. */
interface Difference {
	readonly measure: ComparedMeasure;
	readonly baseline: number | undefined;
	readonly candidate: number | undefined;
	readonly difference: Estimate;
	readonly standing: "higher" | "lower" | "same" | "unclear" | "too-little";
	/** About how many more leads would tell a difference of `worth`. */
	readonly moreToTell: number | undefined;
	readonly worth: number | undefined;
}

/**
 * How many more leads it takes, as words: to tell the models apart, or (with too little data) to have an interval at all.
 * Empty when the difference is settled or more leads would not help.
 *
 * @example moreText(difference) // "about 2,400 more leads would tell 3.0 pp apart"
 */
export function moreText({
	moreToTell,
	standing,
	...of
}: Pick<Difference, "measure" | "moreToTell" | "standing" | "worth">): string {
	if (moreToTell === undefined) return "";
	const leads = `about ${countOf(moreToTell, "more lead")}`;
	return standing === "too-little" ? `at least ${leads} needed` : `${leads} would tell ${apartText(of)}`;
}

/** "3.0 pp apart": the difference that more leads would tell. */
function apartText({ measure, worth }: Pick<Difference, "measure" | "worth">): string {
	if (worth === undefined) return "them apart";
	const unit = changeUnit(measure);
	return `${sizeText(measure, worth)}${unit === "" ? "" : ` ${unit}`} apart`;
}

/**
 * How many more leads would settle a verdict, as a sentence; empty when none would.
 *
 * @example moreLeadsText({ moreLeads: 2400, worth: { measure: "precision", difference: 0.03 } }) // "About 2,400 more leads would tell a difference of 3.0 pp in precision."
 */
export function moreLeadsText({
	moreLeads,
	worth,
}: {
	readonly moreLeads: number | undefined;
	readonly worth: { readonly measure: ComparedMeasure; readonly difference: number } | undefined;
}): string {
	if (moreLeads === undefined) return "";
	const leads = countOf(moreLeads, "more lead");
	if (worth === undefined) return `It takes at least about ${leads} to tell anything.`;
	const { measure, difference } = worth;
	return `About ${leads} would tell a difference of ${sizeText(measure, difference)} ${changeUnit(measure)} in ${measureName(measure, { beta: 1 })}.`;
}

/**
 * A difference as the text beside its mark: the number with its interval; or, where it cannot be told yet, that alone and
 * what it takes, so that nobody takes the number along.
 *
 * @example shortDifference(precision) // "+8.4 (+5.3 to +12.0)"
 */
export function shortDifference(difference: Difference): string {
	const { measure, standing, difference: measured } = difference;
	if (measured.state !== "measured" || standing === "unclear") return unsureText(difference);
	return `${changeText(measure, measured.value)} (${changeInterval(measure, measured.interval)})${afterText(difference)}`;
}

/**
 * A difference with its unit and interval, for prose and tables; the reason where it cannot be told.
 *
 * @example differenceText(precision) // "+8.4 pp (95 % interval +5.3 to +12.0)"
 */
export function differenceText(difference: Difference): string {
	const { measure, difference: measured } = difference;
	const more = moreText(difference);
	if (measured.state !== "measured") {
		return `cannot tell yet: ${measured.reason}${more === "" ? "" : `; ${more}`}`;
	}
	const unit = changeUnit(measure);
	return `${changeText(measure, measured.value)}${unit === "" ? "" : ` ${unit}`} (${formatRate(measured.confidence, 0)} interval ${changeInterval(measure, measured.interval)})${afterText(difference)}`;
}

/**
 * The same without the words "95 % interval", for a column that says so.
 *
 * @example cellDifference(precision) // "+8.4 pp (+5.3 to +12.0)"
 */
export function cellDifference(difference: Difference): string {
	const { measure, difference: measured } = difference;
	if (measured.state !== "measured") return differenceText(difference);
	const unit = changeUnit(measure);
	return `${changeText(measure, measured.value)}${unit === "" ? "" : ` ${unit}`} (${changeInterval(measure, measured.interval)})${afterText(difference)}`;
}

/** What a reader must know beside a measured difference. */
function afterText(difference: Difference): string {
	if (difference.standing === "same") return ": no lead counts differently";
	return difference.standing === "unclear" ? `: ${unsureText(difference)}` : "";
}

/** "cannot tell yet, about 2,400 more leads would tell 3.0 pp apart". */
function unsureText(difference: Difference): string {
	const more = moreText(difference);
	return `cannot tell yet${more === "" ? "" : `, ${more}`}`;
}

/**
 * A difference as the clause of a title.
 *
 * @param options.unit what follows the number
 * @example differenceFinding(precision, { unit: " pp" }) // "up 8.4 pp (5.3 to 12.0)"
 */
export function differenceFinding(difference: Difference, { unit }: { readonly unit: string }): string {
	const { measure, standing, difference: measured } = difference;
	if (standing === "same") return "exactly the same";
	if (standing === "too-little") return "on too little data";
	if (measured.state !== "measured" || standing === "unclear") return "cannot be told apart yet";
	const [low, high] = measured.interval.map((end) => sizeText(measure, end)) as [string, string];
	const isUp = standing === "higher";
	return `${isUp ? "up" : "down"} ${sizeText(measure, measured.value)}${unit} (${isUp ? `${low} to ${high}` : `${high} to ${low}`})`;
}
