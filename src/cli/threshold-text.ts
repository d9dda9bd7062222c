import { type TableTextOptions, tableText } from "../tables/render/to-text.ts";
import { thresholdTable } from "../tables/threshold-table.ts";
import type { ThresholdFigures } from "../tune/threshold-figures.ts";
import type { ThresholdPlan } from "../tune/threshold-plan.ts";
import { estimateText } from "../words/estimate-text.ts";
import { formatCount, formatPoints, rateDifference } from "../words/number-format.ts";
import { amountText, certificateText, percentText, promiseText } from "../words/plan-words.ts";
import { handoffName, stageName } from "../words/stage-name.ts";
import { dayText } from "../words/wall-clock.ts";
import { wrapText } from "../words/wrap-text.ts";

/** A plan as text: the answer first, then every choice side by side, then the certificate. */
export function thresholdText(plan: ThresholdPlan, options: TableTextOptions = {}): string {
	const { width } = options;
	return [
		...answerLines(plan).map((line) => wrapText(line, { width, indent: "  " })),
		"",
		choiceText(plan, options),
		"",
		...certificateLines(plan).map((line) => wrapText(line, { width, indent: "  " })),
	].join("\n");
}

function answerLines({ from, to, all, split, answer }: ThresholdPlan): string[] {
	const name = handoffName({ from, to });
	const { threshold, tuned, heldOut, optimism, again, words } = answer;
	if (threshold === undefined) return [`${name}: cannot tell a threshold: ${answer.reason ?? "none keeps to it"}.`];
	const isOwn = answer.aim === "model";
	const lines = [
		isOwn
			? `${name}: ${formatPoints(threshold)}, the model's own threshold; nothing was asked of another (see --help).`
			: `${name}: flag at ${formatPoints(threshold)} (the model: ${formatPoints(ownThreshold(all, from))}).`,
	];
	if (!("cutAt" in split)) {
		lines.push(
			`Cannot tell yet what it will give: ${split.reason}. On the leads of the choice, which flatters: ${figures(tuned!, to)}.`,
		);
		return lines;
	}
	const cut = dayText(split.cutAt, all.timeZone);
	lines.push(
		`On ${formatCount(split.younger.cohort.leads)} leads created from ${cut} on${isOwn ? "" : ", which had no part in the choice"}: ${figures(heldOut!, to)}.`,
	);
	if (isOwn) return lines;
	lines.push(
		`Chosen for ${words}, on ${formatCount(split.older.cohort.leads)} leads created before ${cut} and what was known then: ${figures(tuned!, to)}. Optimism (chosen minus later) of the precision: ${rateDifference(optimism?.precision.optimism)}.`,
	);
	const { capacity } = answer.constraint;
	if (capacity !== undefined && heldOut !== undefined) {
		const { perWeek, maxWaitDays = 7 } = capacity;
		if (heldOut.perWeek > perWeek || (heldOut.queue?.longestWaitDays ?? 0) > maxWaitDays) {
			lines.push("Those later leads are more than sales can work: the volume has grown since the choice.");
		}
	}
	const other = again?.chosen?.threshold;
	if (other !== threshold) {
		lines.push(
			other === undefined
				? `On all leads ${again?.reason ?? "none keeps to it"}.`
				: `Chosen again on all leads it is ${formatPoints(other)}.`,
		);
	}
	if (again?.indistinct !== undefined && again.chosen !== undefined) {
		const [low, high] = again.indistinct;
		lines.push(
			low === high
				? `On all leads no other threshold has as much profit.`
				: `On all leads the profits from ${formatPoints(low)} to ${formatPoints(high)} cannot be told apart.`,
		);
	}
	return lines;
}

function ownThreshold({ handoffs }: ThresholdPlan["all"], stage: string): number {
	return handoffs.find((one) => one.from === stage)?.threshold ?? Number.NaN;
}

function figures({ precision, recall, perWeek, queue, profit, fBeta }: ThresholdFigures, outcome: string): string {
	return [
		`${estimateText(precision)} became ${stageName(outcome)}`,
		`recall ${estimateText(recall)}`,
		`${perWeek.toFixed(1)} flags a week${queue?.longestWaitDays === undefined ? "" : ` (longest wait ${queue.longestWaitDays} days)`}`,
		...(profit?.perFlag === undefined ? [] : [`profit ${amountText(profit.perFlag)} a flag`]),
		...(fBeta === undefined ? [] : [`F ${fBeta.toFixed(3)}`]),
	].join("; ");
}

/** Every choice with its figures; and why there is none where none keeps to what was asked. */
function choiceText(plan: ThresholdPlan, options: TableTextOptions): string {
	const why = plan.choices.filter(({ threshold }) => threshold === undefined);
	return [
		tableText(thresholdTable(plan), options),
		...why.map((one) =>
			wrapText(`No threshold for ${one.words}: ${one.reason ?? "none keeps to it"}.`, {
				width: options.width,
				indent: "  ",
			}),
		),
	].join("\n");
}

/** The certificate: state first, then what it needs, then on what it stands. */
function certificateLines({ certificate, all }: ThresholdPlan): string[] {
	if (certificate === undefined) {
		return [
			"Certificate: not tested. No precision to certify was named, and the older leads show too little to suggest one.",
		];
	}
	const { needed, start, speaks, leads } = certificate;
	const table = needed
		.map(
			({ observed, flags }) => `${percentText(observed)} seen: ${flags === undefined ? "never" : formatCount(flags)}`,
		)
		.join(", ");
	const lines = [
		`Certificate of ${promiseText(certificate)}: ${certificateText(certificate)}.`,
		`- Flags it needs: ${table}.`,
	];
	if (start !== undefined) {
		lines.push(
			`- Fixed beforehand: tests begin at ${formatPoints(start.threshold)}, where the older leads had ${estimateText(start.onOlder)}; ${start.onOlder.state !== "measured" ? "how many flags that takes cannot be told" : start.flagsNeeded === undefined ? "at that precision no number of flags is enough" : `that takes about ${formatCount(start.flagsNeeded)} flags`}, and there are ${formatCount(start.flagsThere)}.`,
		);
	}
	if (leads !== undefined && leads.sameAccount + leads.knownAccount > 0) {
		lines.push(
			`- Counted: one lead of each account, ${formatCount(leads.leads)} leads; left out ${formatCount(leads.sameAccount)} of the same account and ${formatCount(leads.knownAccount)} of accounts among the older leads.`,
		);
	}
	if (speaks !== undefined) {
		const [from, until] = [speaks.createdFrom, speaks.flaggedUntil].map((at) => dayText(at, all.timeZone));
		lines.push(
			`- It speaks of leads created from ${from} on and flagged by ${until}; of later ones a new test, if the points were not tuned on these leads.`,
		);
	}
	return lines;
}
