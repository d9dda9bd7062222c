import { squaredReaches } from "../metrics/rates/rate-difference.ts";
import type { Handoff, Replay } from "../replay/replay-result.ts";
import { countsText, estimateText, isEnough, moreText } from "../words/estimate-text.ts";
import { formatCount, formatPoints, formatRate } from "../words/number-format.ts";
import { stageName } from "../words/stage-name.ts";

/** What a replay says of its first hand-off, in a word and in a sentence. */
export interface ReplayFinding {
	/**
	 * - `better`: precision above that of flagging every lead at creation (the interval of the difference is above 0)
	 * - `no better`: not told apart from it
	 * - `worse`: below it
	 * - `no flags`: nobody was flagged
	 * - `cannot tell yet`: too few flags, or too few leads, are old enough
	 */
	readonly kind: "better" | "no better" | "worse" | "no flags" | "cannot tell yet";
	/** For a reader: one sentence, lower case, no full stop. */
	readonly text: string;
	/** About how many more mature flags it takes, where it cannot be told for want of them. */
	readonly moreNeeded: number | undefined;
}

/**
 * The one sentence that a notebook or a report says of a replay: how many leads the model flags, how many of them became
 * what was promised, and whether that beats flagging everyone.
 *
 * @param options.handoff the hand-off to speak of; default: the first
 * @example replayFinding(result).text
 * // "the model flags 1,402 of 12,000 leads as MQL at 40, and 38.1 % (431 of 1,131; 95 % interval 35.3 to 41.0 %) became SQL in 90
 * // days: better than flagging everyone (12.4 %; 3.1 times)"
 */
export function replayFinding(
	{ model, handoffs, horizonDays }: Pick<Replay, "model" | "handoffs" | "horizonDays">,
	{ handoff = handoffs[0] }: { readonly handoff?: Handoff | undefined } = {},
): ReplayFinding {
	if (handoff === undefined) {
		return { kind: "cannot tell yet", text: `${model.name} was measured at no hand-off`, moreNeeded: undefined };
	}
	const { from, to, threshold, leads, flagged, precision, everyone } = handoff;
	if (flagged === 0) {
		const text = `${model.name} flags none of the ${formatCount(leads)} leads as ${stageName(from)}`;
		return { kind: "no flags", text, moreNeeded: undefined };
	}
	const flags = `${model.name} flags ${formatCount(flagged)} of ${formatCount(leads)} leads as ${stageName(from)} at ${formatPoints(threshold)}`;
	if (!isEnough(precision)) {
		const few = precision.total === 0 ? precision.reason : `${countsText(precision)} so far, too little data`;
		return {
			kind: "cannot tell yet",
			text: `${flags}, and it cannot be told yet how many become ${stageName(to)}: ${few}${moreText(precision.moreNeeded)}`,
			moreNeeded: precision.moreNeeded,
		};
	}
	const became = `${flags}, and ${estimateText(precision)} became ${stageName(to)} in ${horizonDays} days`;
	if (!isEnough(everyone)) {
		const text = `${became}: whether that beats flagging everyone cannot be told yet`;
		return { kind: "cannot tell yet", text, moreNeeded: everyone.moreNeeded };
	}
	// The flagged leads are some of everyone: taken as independent, the interval is wide rather than narrow.
	const [low, high] = squaredReaches(precision, everyone);
	const kind = low > 0 ? "better" : high < 0 ? "worse" : "no better";
	const times = everyone.value > 0 ? `; ${(precision.value / everyone.value).toFixed(1)} times` : "";
	const than = kind === "no better" ? "not told apart from" : `${kind} than`;
	return {
		kind,
		text: `${became}: ${than} flagging everyone (${formatRate(everyone.value)}${times})`,
		moreNeeded: undefined,
	};
}
