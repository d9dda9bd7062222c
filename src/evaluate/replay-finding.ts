import type { CheckState } from "../base/check-state.ts";
import type { Summary } from "../base/summary.ts";
import type { Measured } from "../metrics/rates/estimate.ts";
import { squaredReaches } from "../metrics/rates/rate-difference.ts";
import type { Handoff, Replay } from "../replay/replay-result.ts";
import { countsText, estimateText, isEnough, moreText } from "../words/estimate-text.ts";
import { formatCount, formatPoints, formatRate } from "../words/number-format.ts";
import { stageName } from "../words/stage-name.ts";

/**
 * What a replay says of its first hand-off, in a word and in a sentence. `looked` of `all` are its flags that can be judged;
 * `state`: see {@link againstEveryone}.
 */
export interface ReplayFinding extends Summary {
	/**
	 * - `better`: precision above that of flagging every lead at creation (the interval of the difference is above 0)
	 * - `no better`: not told apart from it
	 * - `worse`: below it
	 * - `no flags`: nobody was flagged
	 * - `cannot tell yet`: too few flags, or too few leads, are old enough
	 */
	readonly kind: "better" | "no better" | "worse" | "no flags" | "cannot tell yet";
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
		const text = `${model.name} was measured at no hand-off`;
		return { kind: "cannot tell yet", state: "not tested", text, looked: 0, all: 0, moreNeeded: undefined };
	}
	const { from, to, threshold, leads, flagged, precision, everyone } = handoff;
	const counts = { looked: precision.total, all: flagged };
	const open = (kind: "no flags" | "cannot tell yet", text: string, moreNeeded: number | undefined): ReplayFinding => ({
		...{ kind, state: "cannot tell yet", text, moreNeeded, ...counts },
	});
	if (flagged === 0) {
		return open(
			"no flags",
			`${model.name} flags none of the ${formatCount(leads)} leads as ${stageName(from)}`,
			undefined,
		);
	}
	const flags = `${model.name} flags ${formatCount(flagged)} of ${formatCount(leads)} leads as ${stageName(from)} at ${formatPoints(threshold)}`;
	if (!isEnough(precision)) {
		const few = precision.total === 0 ? precision.reason : `${countsText(precision)} so far, too little data`;
		const text = `${flags}, and it cannot be told yet how many become ${stageName(to)}: ${few}${moreText(precision.moreNeeded)}`;
		return open("cannot tell yet", text, precision.moreNeeded);
	}
	const became = `${estimateText(precision)} became ${stageName(to)} in ${horizonDays} days`;
	if (!isEnough(everyone)) {
		const text = `${flags}, and ${became}: whether that beats flagging everyone cannot be told yet`;
		return open("cannot tell yet", text, everyone.moreNeeded);
	}
	const { kind, state } = againstEveryone(precision, everyone);
	const rest = { kind, state, moreNeeded: undefined, ...counts };
	if (kind === "better") {
		const times = everyone.value > 0 ? `; ${(precision.value / everyone.value).toFixed(1)} times` : "";
		const slight = state === "warning" ? "hardly better" : "better";
		return {
			...rest,
			text: `${flags}, and ${became}: ${slight} than flagging everyone (${formatRate(everyone.value)}${times})`,
		};
	}
	// A rate that everyone has is no merit of the model: what it adds comes first.
	const than = state === "cannot tell yet" ? "not told apart from" : `${kind} than`;
	return { ...rest, text: `${flags}: ${than} flagging everyone; ${became}, ${formatRate(everyone.value)} of everyone` };
}

/** A gain over flagging everyone below this, in shares, is hardly worth a model. */
const SLIGHT = 0.05;

/**
 * The precision of flags against the share of all leads that reach the outcome, in a word and as a state: `failed` when worse,
 * or when it may be none and is below 5 pp for sure; `warning` when there is one, below 5 pp for sure. The flagged leads
 * are some of everyone: taken as independent, the interval is wide rather than narrow.
 *
 * @example againstEveryone(precision, everyone).kind // "better"
 */
export function againstEveryone(
	precision: Measured,
	everyone: Measured,
): { readonly kind: "better" | "no better" | "worse"; readonly state: CheckState } {
	const [low, high] = squaredReaches(precision, everyone);
	if (high < 0) return { kind: "worse", state: "failed" };
	if (low > 0) return { kind: "better", state: high < SLIGHT ? "warning" : "passed" };
	return { kind: "no better", state: high < SLIGHT ? "failed" : "cannot tell yet" };
}
