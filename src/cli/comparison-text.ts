import type {
	Comparison,
	DiscordantTest,
	HeadStart,
	PairedHandoff,
	PairedRanking,
	SwapGroup,
} from "../compare/comparison.ts";
import { guardrailName } from "../compare/comparison-verdict.ts";
import { equalVolumeSentences } from "../compare/volume/equal-volume-text.ts";
import { differenceTable } from "../tables/difference-table.ts";
import { equalVolumeTable } from "../tables/equal-volume-table.ts";
import { type TableTextOptions, tableText } from "../tables/render/to-text.ts";
import { sliceTable } from "../tables/slice-table.ts";
import type { Table } from "../tables/table.ts";
import { moreLeadsText } from "../words/difference-text.ts";
import { estimateText } from "../words/estimate-text.ts";
import { headStartText } from "../words/head-start-text.ts";
import { countOf, formatCount, formatRate } from "../words/number-format.ts";
import { pText } from "../words/p-text.ts";
import { stageName } from "../words/stage-name.ts";
import { dayText } from "../words/wall-clock.ts";
import { wrapText } from "../words/wrap-text.ts";

/**
 * A comparison as text: the verdict first, then what it rests on, guardrails, each hand-off, ranks, and the segments and
 * months that differ.
 *
 * @example comparisonText(comparison, { width: 80 })[0] // "Discuss: the candidate's MQL flags are more precise, but ..."
 */
export function comparisonText(comparison: Comparison, options: TableTextOptions = {}): string[] {
	const { width, bold = (text) => text } = options;
	const { verdict, handoffs, ranking, slices, guardrails } = comparison;
	const wrap = (text: string, indent = "  ") => wrapText(text, { width, indent });
	const more = moreLeadsText(verdict);
	const stateWidth = Math.max(...guardrails.map(({ state }) => state.length));
	return [
		bold(wrap(verdict.headline)),
		wrap(`${verdict.recommendation}${more === "" ? "" : ` ${more}`}`),
		"",
		wrap(population(comparison)),
		...(verdict.reasons.length === 0 ? [] : ["", bold("Why")]),
		...verdict.reasons.map((reason) => wrap(`- ${reason}`)),
		"",
		bold("Guardrails"),
		...guardrails.map(({ name, state, message: text }) =>
			wrap(`${state.padEnd(stateWidth)}  ${guardrailName(name)}: ${text}`, " ".repeat(stateWidth + 2)),
		),
		...handoffs.flatMap((handoff) => ["", ...handoffLines(comparison, handoff, options)]),
		...ranking.flatMap((one) => ["", ...rankingLines(comparison, one, options)]),
		...(slices.length === 0 ? [] : ["", tableText(sliceTable(comparison), options)]),
	];
}

function population({ baseline, candidate, dataset, ...comparison }: Comparison): string {
	const { leads, horizonDays, asOf, timeZone, confidence, accounts } = comparison;
	const shared =
		accounts === undefined
			? ""
			: `; ${countOf(accounts.sharedLeads, "lead shares", "leads share")} an account with another, and accounts are taken whole`;
	return `${candidate.name} (candidate) against ${baseline.name} (baseline) on ${dataset.name}: ${countOf(leads, "lead")}, outcomes within ${horizonDays} days, as of ${dayText(asOf, timeZone)}. Differences are candidate minus baseline on the same leads, rates in percentage points (pp), with ${formatRate(confidence, 0)} intervals${shared}.`;
}

function handoffLines(comparison: Comparison, handoff: PairedHandoff, options: TableTextOptions): string[] {
	const { to: outcome, tests, headStart, swap, equalVolume } = handoff;
	const wrap = (text: string) => wrapText(`- ${text}`, { width: options.width, indent: "  " });
	return [
		tableText(withoutNote(differenceTable(comparison, handoff)), options),
		...(handoff === comparison.handoffs[0] ? [] : equalVolumeSentences(equalVolume).map(wrap)),
		...(equalVolume.curve.length === 0 ? [] : [tableText(equalVolumeTable(comparison, handoff), options)]),
		...tests.map((test) => wrap(testText(test, outcome))),
		wrap(timingText(headStart)),
		wrap(`Enter: ${groupText(swap.enters, outcome)}`),
		wrap(`Leave: ${groupText(swap.leaves, outcome)}`),
		wrap(`Stay: ${groupText({ ...swap.stays, examples: [] }, outcome)}`),
	];
}

/** What the note of each table says is said once, above all of them. */
function withoutNote({ caption, columns, rows }: Table): Table {
	return { ...(caption === undefined ? {} : { caption }), columns, rows };
}

function testText({ about, onlyCandidate, onlyBaseline, pValue }: DiscordantTest, outcome: string): string {
	const what = {
		caught: `Flagged in time before ${stageName(outcome)}`,
		"false-flags": "Flagged for nothing",
		right: "Right",
	}[about];
	if (onlyCandidate + onlyBaseline === 0) return `${what}: no lead by one of the models only.`;
	return `${what}: ${countOf(onlyCandidate, "lead")} by the candidate only, ${formatCount(onlyBaseline)} by the baseline only (exact McNemar test: p ${pText(pValue)}).`;
}

function timingText({ both, earlier, later, sameTime, medianDaysEarlier, interval }: HeadStart): string {
	if (both === 0) return "No lead is flagged in time by both.";
	const counts = `Of ${countOf(both, "lead")} that both flag in time, the candidate flags ${formatCount(earlier)} earlier, ${formatCount(later)} later, ${formatCount(sameTime)} at the same moment`;
	if (medianDaysEarlier === undefined || interval === undefined) return `${counts}.`;
	const [low, high] = interval.map(headStartText);
	return `${counts}; the median is ${headStartText(medianDaysEarlier)}${low === high ? "" : ` (${low} to ${high})`}.`;
}

function groupText(
	{ flagged, late, immature, precision, reached, worked, examples }: SwapGroup,
	outcome: string,
): string {
	if (flagged === 0) return "none.";
	const parts = [
		countOf(flagged, "lead"),
		`precision ${estimateText(precision)}`,
		`${formatCount(late)} late, ${formatCount(immature)} immature`,
		`${formatCount(reached)} ever reached ${stageName(outcome)}`,
		...(worked === undefined ? [] : [`${formatCount(worked)} worked`]),
		...(["hit", "miss"] as const).flatMap((kind) => {
			const ids = examples.filter((one) => one.outcome === kind).map(({ lead }) => lead);
			return ids.length === 0 ? [] : [`${kind === "hit" ? "hits" : "misses"} such as ${ids.join(", ")}`];
		}),
	];
	return `${parts.join("; ")}.`;
}

function rankingLines(comparison: Comparison, ranking: PairedRanking, options: TableTextOptions): string[] {
	const { delong } = ranking;
	const test =
		"z" in delong ? `z ${delong.z.toFixed(2)}, p ${pText(delong.pValue)}` : `cannot tell yet: ${delong.reason}`;
	return [
		tableText(withoutNote(differenceTable(comparison, ranking)), options),
		wrapText(`- DeLong's test of the two AUCs: ${test}.`, { width: options.width, indent: "  " }),
	];
}
