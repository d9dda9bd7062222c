import { type TableTextOptions, tableText } from "../tables/render/to-text.ts";
import { thresholdTable } from "../tables/threshold-table.ts";
import { planSentences } from "../tune/plan-sentences.ts";
import type { ThresholdPlan } from "../tune/threshold-plan.ts";
import { estimateText } from "../words/estimate-text.ts";
import { formatCount, formatPoints } from "../words/number-format.ts";
import { certificateText, percentText, promiseText } from "../words/plan-words.ts";
import { dayText } from "../words/wall-clock.ts";
import { wrapText } from "../words/wrap-text.ts";

/** A plan as text: the answer first, then every choice side by side, then the certificate. */
export function thresholdText(plan: ThresholdPlan, options: TableTextOptions = {}): string {
	const { width } = options;
	return [
		...planSentences(plan).map((line) => wrapText(line, { width, indent: "  " })),
		"",
		choiceText(plan, options),
		"",
		...certificateLines(plan).map((line) => wrapText(line, { width, indent: "  " })),
	].join("\n");
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
