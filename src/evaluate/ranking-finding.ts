import type { Estimate } from "../metrics/rates/estimate.ts";

/** What an AUC with its interval says, in a word and in a sentence. */
export interface RankingFinding {
	/**
	 * - `order`: the score orders leads better than chance
	 * - `slight`: better than chance, but so little that it does not matter
	 * - `chance`: no better than chance, and more leads would not change that much
	 * - `open`: not to be told from chance yet
	 * - `inverted`: the wrong way round
	 * - `cannot tell yet`: too little data for an interval
	 */
	readonly kind: "order" | "slight" | "chance" | "open" | "inverted" | "cannot tell yet";
	/** For a reader: lower case, no full stop. */
	readonly text: string;
	/** About how many more leads would settle it, where more leads would. */
	readonly moreNeeded: number | undefined;
}

/** An AUC below this is of no use for choosing whom to flag: of 100 pairs, 5 more than a coin gets right. */
const SLIGHT = 0.55;

/**
 * What the AUC says about the order of leads, in words that stand beside the number wherever it is shown. With the interval
 * wholly below 0.55 there is hardly a signal, whether 0.5 lies in it or not.
 *
 * `moreNeeded` of `open`: n ((half interval / distance from 0.5)² - 1), were the AUC what it is now.
 *
 * @example rankingFinding(delongInterval(table)).text
 * // "the score orders leads no better than chance: AUC 0.51, 95 % interval 0.49 to 0.53"
 */
export function rankingFinding(auc: Estimate): RankingFinding {
	if (auc.state === "cannot tell yet") {
		return {
			kind: "cannot tell yet",
			text: `it cannot be told yet how well the score orders leads: ${auc.reason}`,
			moreNeeded: auc.moreNeeded,
		};
	}
	const [low, high] = auc.interval;
	// Three decimals where two would hide on which side of one half an end lies.
	const digits = [low, high].some((end) => Math.abs(end - 0.5) < 0.01) ? 3 : 2;
	const figure = `AUC ${auc.value.toFixed(digits)}, ${Math.round(100 * auc.confidence)} % interval ${low.toFixed(digits)} to ${high.toFixed(digits)}`;
	const say = (kind: RankingFinding["kind"], words: string, moreNeeded?: number): RankingFinding => ({
		kind,
		text: `the score orders leads ${words}: ${figure}`,
		moreNeeded,
	});
	if (high < 0.5) return say("inverted", "the wrong way round");
	if (low > 0.5) return high < SLIGHT ? say("slight", "hardly better than chance") : say("order", "better than chance");
	if (high < SLIGHT) return say("chance", "no better than chance");
	const distance = Math.abs(auc.value - 0.5);
	const leads = auc.total;
	const more = distance === 0 ? undefined : Math.ceil(leads * (((high - low) / 2 / distance) ** 2 - 1));
	// More than a hundred times the leads is no advice.
	const moreNeeded = more === undefined || more > 100 * leads ? undefined : Math.max(1, more);
	return say("open", "in a way that cannot be told from chance yet", moreNeeded);
}
