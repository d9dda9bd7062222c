import type {
	ComparedSlice,
	Comparison,
	DiscordantTest,
	HeadStart,
	PairedDifference,
	PairedHandoff,
	PairedRanking,
	SwapGroup,
} from "../compare/comparison.ts";
import { guardrailName } from "../compare/comparison-verdict.ts";
import { differenceText, measureText } from "../compare/difference-text.ts";
import { textTable } from "../tables/to-text.ts";
import { estimateText } from "../words/estimate-text.ts";
import { formatCount, formatRate } from "../words/number-format.ts";
import { stageName } from "../words/stage-name.ts";
import { dayText } from "../words/wall-clock.ts";
import { wrapText } from "../words/wrap-text.ts";

interface TextOptions {
	/** Characters a line of the terminal holds; left out: no limit. */
	readonly width?: number | undefined;
	readonly bold?: (text: string) => string;
}

const MEASURES: Readonly<Record<string, string>> = {
	"f-beta": "F",
	lift: "lift",
	"average-precision": "average precision",
	auc: "AUC",
	ks: "KS",
	"lift-at-10": "lift of top 10 %",
};

/**
 * A comparison as text: the verdict first, then what it rests on, guardrails, each hand-off, ranks, and the segments and
 * months that differ.
 *
 * @example comparisonText(comparison, { width: 80 })[0] // "Discuss: the candidate's MQL flags are more precise, but ..."
 */
export function comparisonText(comparison: Comparison, { width, bold = (text) => text }: TextOptions = {}): string[] {
	const { verdict, handoffs, ranking, slices, guardrails } = comparison;
	const wrap = (text: string, indent = "  ") => wrapText(text, { width, indent });
	const more = verdict.moreLeads === undefined ? "" : ` About ${formatCount(verdict.moreLeads)} more leads would tell.`;
	return [
		bold(wrap(verdict.headline)),
		wrap(`${verdict.recommendation}${more}`),
		"",
		wrap(population(comparison)),
		...(verdict.reasons.length === 0 ? [] : ["", bold("why")]),
		...verdict.reasons.map((reason) => wrap(`- ${reason}`)),
		"",
		bold("guardrails"),
		...guardrails.map(({ name, state, text }) =>
			wrap(`${state.padEnd(11)}  ${guardrailName(name)}: ${text}`, " ".repeat(13)),
		),
		...handoffs.flatMap((handoff) => ["", ...handoffLines(handoff, { width, bold })]),
		...ranking.flatMap((one) => ["", ...rankingLines(one, comparison.landmarkDays, { width, bold })]),
		...(slices.length === 0 ? [] : ["", ...sliceLines(slices, { width, bold })]),
	];
}

function population({ baseline, candidate, dataset, ...comparison }: Comparison): string {
	const { leads, horizonDays, asOf, timeZone, confidence, accounts } = comparison;
	const shared =
		accounts === undefined
			? ""
			: `; ${formatCount(accounts.sharedLeads)} leads share an account with another, and accounts are taken whole`;
	return `${candidate.name} (candidate) against ${baseline.name} (baseline) on ${dataset.name}: ${formatCount(leads)} leads, outcomes within ${horizonDays} days, as of ${dayText(asOf, timeZone)}. Differences are candidate minus baseline on the same leads, with ${formatRate(confidence, 0)} intervals${shared}.`;
}

function handoffLines(
	{ from: flag, to: outcome, differences, tests, headStart, swap }: PairedHandoff,
	options: TextOptions,
): string[] {
	const { width } = options;
	const wrap = (text: string) => wrapText(text, { width, indent: "    " });
	return [
		differenceTable(`${flag} -> ${outcome}`, differences, options),
		...tests.map((test) => wrap(`  ${testText(test, outcome)}`)),
		wrap(`  ${headStartText(headStart)}`),
		wrap(`  enter: ${groupText(swap.enters, outcome)}`),
		wrap(`  leave: ${groupText(swap.leaves, outcome)}`),
		wrap(`  stay: ${groupText({ ...swap.stays, examples: [] }, outcome)}`),
	];
}

function differenceTable(
	head: string,
	differences: readonly PairedDifference[],
	{ width, bold = (text) => text }: TextOptions,
): string {
	const [first, ...rest] = textTable(
		[
			[head, "baseline", "candidate", "difference"],
			...differences.map((one) => [
				`  ${MEASURES[one.measure] ?? one.measure}`,
				measureText(one.measure, one.baseline),
				measureText(one.measure, one.candidate),
				standingText(one),
			]),
		],
		{ width },
	).split("\n");
	return [bold(first!), ...rest].join("\n");
}

/** The difference, and what is to be thought of it. */
function standingText(one: PairedDifference): string {
	const text = differenceText(one);
	if (one.standing === "too-little") return text;
	if (one.standing !== "unclear") return `${text}; ${one.standing}`;
	return `${text}; unclear${one.moreToTell === undefined ? "" : ` (about ${formatCount(one.moreToTell)} more leads)`}`;
}

function testText({ about, onlyCandidate, onlyBaseline, pValue }: DiscordantTest, outcome: string): string {
	const what = {
		caught: `caught before ${stageName(outcome)}`,
		"false-flags": "flagged in vain",
		right: "right",
	}[about];
	return `${what}: ${formatCount(onlyCandidate)} leads by the candidate only, ${formatCount(onlyBaseline)} by the baseline only (McNemar, exact: p ${pText(pValue)})`;
}

function headStartText({ both, earlier, later, sameTime, medianDaysEarlier, interval }: HeadStart): string {
	const counts = `of ${formatCount(both)} leads that both flag in time the candidate flags ${formatCount(earlier)} earlier, ${formatCount(later)} later, ${formatCount(sameTime)} at the same moment`;
	if (medianDaysEarlier === undefined || interval === undefined) return counts;
	const days = (value: number) => value.toFixed(1);
	return `${counts}; median ${days(medianDaysEarlier)} days earlier (${days(interval[0])} to ${days(interval[1])})`;
}

function groupText(
	{ flagged, late, immature, precision, reached, worked, examples }: SwapGroup,
	outcome: string,
): string {
	if (flagged === 0) return "none";
	const parts = [
		`${formatCount(flagged)} leads`,
		`precision ${estimateText(precision)}`,
		`${formatCount(late)} late, ${formatCount(immature)} immature`,
		`${formatCount(reached)} ever reached ${stageName(outcome)}`,
		...(worked === undefined ? [] : [`${formatCount(worked)} worked`]),
		...(["hit", "miss"] as const).flatMap((kind) => {
			const ids = examples.filter((one) => one.outcome === kind).map(({ lead }) => lead);
			return ids.length === 0 ? [] : [`${kind === "hit" ? "hits" : "misses"} such as ${ids.join(", ")}`];
		}),
	];
	return parts.join("; ");
}

function rankingLines(
	{ stage: outcome, atRisk, positives, differences, delong }: PairedRanking,
	landmarkDays: number,
	options: TextOptions,
): string[] {
	const head = `rank at day ${landmarkDays} for ${outcome}`;
	const test =
		"z" in delong ? `z ${delong.z.toFixed(2)}, p ${pText(delong.pValue)}` : `cannot tell yet: ${delong.reason}`;
	return [
		differenceTable(head, differences, options),
		wrapText(
			`  ${formatCount(positives)} of ${formatCount(atRisk)} leads reached it in time; the two AUCs by DeLong: ${test}`,
			{ width: options.width, indent: "    " },
		),
	];
}

function sliceLines(slices: readonly ComparedSlice[], { width, bold = (text) => text }: TextOptions): string[] {
	const telling = slices.filter(({ standing }) => standing === "better" || standing === "worse");
	const count = (standing: ComparedSlice["standing"]) =>
		formatCount(slices.filter((slice) => slice.standing === standing).length);
	const rest = `${count("no visible difference")} of ${formatCount(slices.length)} show no difference after Holm's correction, ${count("cannot tell yet")} have too little data (--json has all)`;
	if (telling.length === 0) return [bold("segments and months"), wrapText(`  ${rest}`, { width, indent: "  " })];
	const [first, ...lines] = textTable(
		[
			["segments and months", "baseline", "candidate", "difference"],
			...telling.map(({ attribute, value, difference, standing, adjustedP }) => [
				`  ${attribute === undefined ? value : `${attribute} ${value}`}`,
				measureText("precision", difference.baseline),
				measureText("precision", difference.candidate),
				`${differenceText(difference)}; ${standing}, p ${pText(adjustedP ?? 1)}`,
			]),
		],
		{ width },
	).split("\n");
	return [bold(first!), ...lines, wrapText(`  ${rest}`, { width, indent: "  " })];
}

function pText(p: number): string {
	return p < 0.001 ? "< 0.001" : p.toFixed(3);
}
