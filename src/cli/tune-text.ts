import { pointChanges } from "../tune/points/point-changes.ts";
import type { TunedPeriod, TunedPoints } from "../tune/points/tune-points.ts";
import { tuningVerdict } from "../tune/points/tuning-verdict.ts";
import { estimateText, shortEstimate } from "../words/estimate-text.ts";
import { formatCount, formatPoints } from "../words/number-format.ts";
import { handoffName, stageName } from "../words/stage-name.ts";
import { dayText } from "../words/wall-clock.ts";
import { wrapText } from "../words/wrap-text.ts";

/** A tuning as text: what follows, what changed, the price of finding it. */
export function tuneText(
	tuned: TunedPoints,
	{ width, timeZone }: { width: number | undefined; timeZone: string },
): string {
	const name = handoffName(tuned);
	const { decision, among, baseline, candidate, difference } = tuningVerdict(tuned);
	const whose = among === "worked" ? " among the leads that sales worked" : "";
	const head =
		decision === "try it"
			? `${name}: try the tuned points. On later leads, at the baseline's volume, their flags are more precise${whose}.`
			: `${name}: no change. On later leads, at the baseline's volume, the tuned points are not shown to be better${whose}.`;
	const told =
		difference.state === "measured"
			? `The difference is ${pp(difference.difference)} (95 % interval ${pp(difference.interval[0])} to ${pp(difference.interval[1])}).`
			: `The difference: ${difference.reason}.`;
	const [first, second] = tuned.cuts.map((cut) => dayText(cut, timeZone));
	return [
		...[
			head,
			`Precision${whose}: baseline ${estimateText(baseline)}, tuned ${estimateText(candidate)}. ${told}`,
			`Points are sought on ${formatCount(tuned.leads)} leads created before ${first}, ${formatCount(tuned.positives)} of which reached ${stageName(tuned.to)}; the card is chosen on leads created from then to ${second}, and measured on those created later.`,
		].map((line) => wrapText(line, { width, indent: "  " })),
		"",
		"Changes:",
		...changeLines(tuned).map((line) => wrapText(`  ${line}`, { width, indent: "    " })),
		"",
		wrapText(
			among === "worked"
				? "As recorded, at the same volume. A flag of a lead that nobody worked counts as a miss here, which favours the model that had sales work its own:"
				: "As recorded, at the same volume:",
			{ width },
		),
		...(["tune", "choose", "certify"] as const).map((period) =>
			wrapText(`  ${PERIODS[period]}: ${periodText(tuned[period])}`, { width, indent: "    " }),
		),
		wrapText(`  Optimism: ${optimismText(tuned)}`, { width, indent: "    " }),
		...tuned.notOffered.map(({ rule, reason }) =>
			wrapText(`  Not offered to the search: ${rule}, ${reason}.`, { width, indent: "    " }),
		),
	].join("\n");
}

const PERIODS = {
	tune: "where points were sought (flatters)",
	choose: "where the card was chosen",
	certify: "later leads (to promise)",
};

/** What changed against the baseline, a line a rule. */
function changeLines({ baseline, candidate }: TunedPoints): string[] {
	const kept = new Set(candidate.groups.flatMap(({ rules }) => rules.map(({ id }) => id)));
	const changes = pointChanges(baseline, candidate);
	const byRule = new Map<string, string[]>();
	for (const { rule, case: one, from, to } of changes) {
		const told = kept.has(rule) ? [`${one === undefined ? "" : `${one}: `}${from} to ${to} points`] : [];
		byRule.set(rule, [...(byRule.get(rule) ?? []), ...told]);
	}
	const rules = [...byRule].map(([rule, told]) =>
		kept.has(rule) ? `${rule}: ${told.join("; ")}` : `${rule}: left out`,
	);
	const thresholds = Object.entries(baseline.stages)
		.filter(([stage, { score }]) => candidate.stages[stage]!.score !== score)
		.map(
			([stage, { score }]) =>
				`${stageName(stage)} is flagged at ${formatPoints(candidate.stages[stage]!.score)} instead of ${formatPoints(score)}, for about as many leads`,
		);
	return rules.length + thresholds.length === 0 ? ["none"] : [...rules, ...thresholds];
}

function periodText({ baseline, candidate }: TunedPeriod): string {
	const one = (name: string, { precision, counts }: TunedPeriod["baseline"]) =>
		`${name} ${shortEstimate(precision)}, ${formatCount(counts.flagged)} flagged`;
	return `${one("baseline", baseline)}; ${one("tuned", candidate)}`;
}

function optimismText({ optimism }: TunedPoints): string {
	const { tuned, heldOut, optimism: gap } = optimism.precision;
	if (gap === undefined || tuned === undefined || heldOut === undefined) return "cannot tell yet.";
	return `the tuned precision is ${pp(Math.abs(gap))} ${gap < 0 ? "lower" : "higher"} where points were sought than on later leads.`;
}

function pp(difference: number): string {
	return `${(difference * 100).toFixed(1)} pp`;
}
