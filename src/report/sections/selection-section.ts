import { selectionChart } from "../../charts/selection/selection-chart.ts";
import { workedShareChart } from "../../charts/selection/worked-share-chart.ts";
import type { SelectionFindings, SelectionReview } from "../../selection/selection.ts";
import { selectionTable } from "../../tables/selection-table.ts";
import { formatCount, formatPoints, formatRate } from "../../words/number-format.ts";
import { handoffName } from "../../words/stage-name.ts";
import type { Block, Section } from "../report-document.ts";

/**
 * Whether the figures hold for leads that sales never worked: the precision in several ways side by side, where sales
 * looked, whether the comparison hangs on leads nobody looked at, and what would settle it.
 *
 * @param options.population what the subtitles of charts begin with
 */
export function selectionSection(
	{ candidate, baseline, comparison }: SelectionReview,
	{ population }: { readonly population: string },
): Section {
	const section = { id: "worked", title: "Were they worked? What the flags hang on" };
	const first = candidate.find((one) => one.state === "said");
	if (first === undefined) {
		const reasons = [...new Set(candidate.flatMap((one) => (one.state === "not said" ? [one.reason] : [])))];
		const text = `Whether the figures hold for leads that sales never worked cannot be said: ${reasons.join("; ") || "the model makes no flag that a later stage follows"}.`;
		return { ...section, blocks: [{ kind: "text", text }] };
	}
	const blocks: Block[] = [
		{ kind: "text", text: leadText(first) },
		{ kind: "chart", chart: selectionChart(first, { population }) },
		{ kind: "chart", chart: workedShareChart(first, { population }) },
		{ kind: "table", table: selectionTable({ candidate, baseline }) },
	];
	const compared = comparison.filter(({ bounds }) => bounds !== undefined && bounds[0] !== bounds[1]);
	if (compared.length > 0) {
		blocks.push({ kind: "subheading", text: "Does the comparison hang on leads nobody looked at?" });
		blocks.push({ kind: "list", items: compared.map((one) => `${handoffName(one)}: ${one.text}`) });
	}
	blocks.push({ kind: "subheading", text: "What would settle it" }, { kind: "text", text: quotaText(first) });
	blocks.push({ kind: "subheading", text: "What this takes for granted" }, { kind: "list", items: assumptions(first) });
	return { ...section, blocks };
}

/** What a sales lead should know before the pictures. */
function leadText(findings: SelectionFindings): string {
	const { flags, worked, touchedBefore } = findings;
	const unworked = flags - worked;
	if (unworked === 0) {
		return `"Of course those converted, they are the ones we flagged." Here that is no objection: all ${formatCount(flags)} mature flags of ${handoffName(findings)} were worked by sales.`;
	}
	const before =
		touchedBefore === 0 ? "" : `, ${formatCount(touchedBefore)} of them before the model would have flagged`;
	return `"Of course those converted, they are the ones we flagged." Of ${formatCount(flags)} mature flags of ${handoffName(findings)}, sales worked ${formatCount(worked)}${before}; for the other ${formatCount(unworked)} nobody saw what would have become of them. The recorded precision counts them as misses, which is unfair to the model; the worked ones alone may be the better leads, which flatters it. Below, worked leads stand in for unworked ones that were like them when the flag came. No outcome is made up: where nobody looked, the report says so.`;
}

/** How much exploration would settle it, as a number of leads. */
function quotaText(findings: SelectionFindings): string {
	const { exploration, lookedAt, blind } = findings;
	if (exploration === undefined) return "Nothing is left to settle: every flag was worked.";
	const { among, about, leads, halfWidth, partHalfWidth, perWeek, weeks, arriving } = exploration;
	const points = (width: number) => `${formatPoints(Math.round(1000 * width) / 10)} points`;
	const which =
		among === "blind"
			? `leads of the kinds that nobody looked at (${blind.regions.join("; ")})`
			: "flagged leads that sales would have left alone";
	const effect =
		about === "all"
			? `the precision of all flags would be known to ±${points(halfWidth)}${among === "unworked" ? " without taking anything for granted" : ""}`
			: `the precision of that part alone would be known to ±${points(partHalfWidth)}; the rest is not known that well yet`;
	const pace =
		weeks === undefined
			? ""
			: ` About ${arriving.toFixed(1)} such leads come a week: ${formatCount(perWeek)} a week for ${formatCount(weeks)} weeks, and ${formatCount(findings.horizonDays)} days more until the last outcome is in.`;
	const looked =
		among === "blind" && lookedAt !== undefined
			? ` Until then the estimate is one of the ${formatRate(lookedAt.share)} of flags where sales looked (${lookedAt.regions.join("; ")}), and of nothing else.`
			: "";
	return `An exploration quota: ${formatCount(leads)} ${which}, chosen at random and worked like the others. Then ${effect} (95 %, whatever their rate turns out to be).${pace}${looked}`;
}

function assumptions(findings: SelectionFindings): string[] {
	const { overlap, covariates, unworkedHits, workedLate, estimatedOn, flags } = findings;
	const points = (share: number) => formatRate(share);
	const told = overlap.topShare !== undefined;
	return [
		"Worked and unworked leads with the same facts on record at the flag are alike. If sales chose by something that is not on record, both estimates are off; the worst case is not.",
		`Looked at: ${covariates.used.join(", ")}.${covariates.leftOut.length === 0 ? "" : ` Left out: ${covariates.leftOut.map(({ name, reason }) => `${name} (${reason})`).join("; ")}.`}`,
		...(told
			? [
					`The ${formatCount(findings.worked)} worked flags are worth ${formatCount(Math.round(overlap.effective))} equally weighted ones; the heaviest 1 % carry ${points(overlap.topShare ?? 0)} of the weight. ${points(overlap.belowFloorShare)} of the flags had a chance of being worked below ${formatRate(overlap.floor, 0)}; holding weights back can move a rate by at most ${points(overlap.truncationBias)}.`,
				]
			: []),
		"A lead counts as worked when sales acted on it by the end of the horizon. Chances come from leads of other accounts; leads of an account vary together.",
		...(workedLate > 0
			? [
					`${formatCount(workedLate)} of the worked flags were worked only more than 14 days after the flag. What the leads did in between may have decided that, and is not looked at.`,
				]
			: []),
		...(estimatedOn < flags
			? [
					`To be quick, the estimates are from ${formatCount(estimatedOn)} of the ${formatCount(flags)} flags, in whole accounts; what is recorded and the worst case are from all.`,
				]
			: []),
		...(unworkedHits > 0
			? [
					`${formatCount(unworkedHits)} ${unworkedHits === 1 ? "flag" : "flags"} reached the outcome although nobody worked the lead by the records: a sign that work is not always written down.`,
				]
			: []),
	];
}
