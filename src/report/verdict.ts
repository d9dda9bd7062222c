import { formatCount, formatRate } from "../base/number-format.ts";
import { handoffOf } from "../charts/contender.ts";
import { countsText, ENOUGH, formatEstimate, intervalText, isEnough } from "../charts/estimate-text.ts";
import { handoffName, stageName } from "../charts/stage-name.ts";
import type { Estimate } from "../metrics/estimate.ts";
import type { Handoff, Replay } from "../replay/replay-result.ts";
import { callsToTellApart } from "./calls-to-tell-apart.ts";

/** What the numbers allow to recommend. `alone`: there is no baseline; `cannot-tell`: too little data, or too close. */
export type Decision = "roll-out" | "discuss" | "hold" | "cannot-tell" | "alone";

/** How one rate stands to another, by their 95 % intervals. */
export type Standing = "higher" | "lower" | "overlap" | "too-little";

/** The first thing a reader sees. */
export interface Verdict {
	readonly decision: Decision;
	readonly headline: string;
	/** The numbers behind it, in full sentences. */
	readonly sentences: readonly string[];
	readonly recommendation: string;
}

/**
 * How a candidate's rate stands to the baseline's: `higher` or `lower` only when the 95 % intervals do not overlap, which
 * asks for more than a test at 5 % would. `too-little` when either has fewer than 10 trials.
 *
 * @example standingOf(estimateRate(80, 100), estimateRate(20, 100)) // "higher"
 */
export function standingOf(candidate: Estimate, baseline: Estimate): Standing {
	if (!isEnough(candidate) || !isEnough(baseline)) return "too-little";
	if (candidate.interval === undefined || baseline.interval === undefined) return "too-little";
	if (candidate.interval[0] > baseline.interval[1]) return "higher";
	if (candidate.interval[1] < baseline.interval[0]) return "lower";
	return "overlap";
}

/**
 * The verdict, on the first hand-off that both models make (all others are looked at for harm).
 *
 * Roll out: precision is higher, recall not lower, and no other hand-off is less precise. Hold: precision is lower and recall
 * not higher. Discuss: one is better and the other worse, only recall moved, or the two replays are not about the same leads. Cannot
 * tell: too little data, or the intervals of both rates overlap.
 *
 * @example judge(candidate, baseline).decision // "roll-out"
 */
export function judge(candidate: Replay, baseline?: Replay): Verdict {
	if (baseline === undefined) return alone(candidate);
	const main = candidate.handoffs.find((one) => handoffOf(baseline, one) !== undefined);
	const other = main === undefined ? undefined : handoffOf(baseline, main);
	if (main === undefined || other === undefined) {
		return {
			decision: "discuss",
			headline: "The two models cannot be compared: they have no hand-off in common",
			sentences: [],
			recommendation: "Give both models a threshold for the same stage, then replay again.",
		};
	}
	const precision = standingOf(main.precision, other.precision);
	const recall = standingOf(main.recall, other.recall);
	const worse = candidate.handoffs.filter((one) => {
		const same = one === main ? undefined : handoffOf(baseline, one);
		return same !== undefined && standingOf(one.precision, same.precision) === "lower";
	});
	const calls = `${stageName(main.call)} calls`;
	const sentences = [
		precisionSentence(main, { horizonDays: candidate.horizonDays, baseline: other }),
		recallSentence(main, other),
		volumeSentence(main, other),
		...worse.map((one) => `At ${handoffName(one)} the candidate is less precise: ${formatEstimate(one.precision)}.`),
	];
	if (!sameLeads(candidate, baseline)) {
		return {
			decision: "discuss",
			headline: "The two replays are not about the same leads, so their difference may be that of the leads",
			sentences,
			recommendation: "Replay both models over the same dataset, cohort, horizon and extract date before deciding.",
		};
	}
	if (precision === "higher" && recall !== "lower" && worse.length === 0) {
		return {
			decision: "roll-out",
			headline: `Roll out: the candidate's ${calls} are more precise and the intervals do not overlap`,
			sentences,
			recommendation:
				recall === "higher"
					? "Put the candidate into production: it is more precise and misses fewer."
					: "Put the candidate into production, and check the first months' calls: outcomes of leads that nobody worked before say little.",
		};
	}
	if (precision === "higher") {
		return {
			decision: "discuss",
			headline: `Discuss: the candidate's ${calls} are more precise, at a price`,
			sentences,
			recommendation:
				recall === "lower"
					? "Decide whether the leads that the candidate no longer calls in time may be missed; a lower threshold gives some of them back."
					: "Decide whether the hand-off that got less precise matters; see the table of all hand-offs.",
		};
	}
	if (precision === "lower") {
		return recall === "higher"
			? {
					decision: "discuss",
					headline: `Discuss: the candidate's ${calls} are less precise but miss fewer leads`,
					sentences,
					recommendation:
						"Decide whether sales can work the extra calls; a higher threshold trades recall for precision.",
				}
			: {
					decision: "hold",
					headline: `Hold: the candidate's ${calls} are less precise and the intervals do not overlap`,
					sentences,
					recommendation: "Keep the baseline. The rules that changed are the place to look.",
				};
	}
	if (precision === "overlap" && recall !== "overlap" && recall !== "too-little") {
		return {
			decision: "discuss",
			headline: `Discuss: precision cannot be told apart yet, but the candidate catches ${recall === "higher" ? "more" : "fewer"} of those who reach ${stageName(main.outcome)}`,
			sentences,
			recommendation:
				recall === "higher"
					? "More is caught with no visible loss of precision; check that sales can work the volume."
					: "Less is caught with no visible gain of precision; there is no case for the change in these numbers.",
		};
	}
	return {
		decision: "cannot-tell",
		headline: `Cannot tell yet whether the candidate's ${calls} are more precise than the baseline's`,
		sentences,
		recommendation: cannotTell(main, other),
	};
}

function alone(candidate: Replay): Verdict {
	const main = candidate.handoffs[0];
	if (main === undefined) {
		return {
			decision: "alone",
			headline: "The model makes no call that a later stage follows, so there is nothing to measure",
			sentences: [],
			recommendation: "Give a stage of the ladder a threshold in the model.",
		};
	}
	const rate = main.precision;
	return {
		decision: isEnough(rate) ? "alone" : "cannot-tell",
		headline: isEnough(rate)
			? `${stageName(main.call)} calls became ${stageName(main.outcome)} ${formatRate(rate.value)} of the time; there is no baseline to compare with`
			: `Cannot tell yet how precise ${stageName(main.call)} calls are: ${countsText(rate)} mature calls is too little data`,
		sentences: [
			precisionSentence(main, { horizonDays: candidate.horizonDays }),
			recallSentence(main),
			volumeSentence(main),
		],
		recommendation: isEnough(rate)
			? "Replay the model that is in production too: only the difference says whether to change."
			: `At least ${ENOUGH - rate.total} more mature calls are needed before a rate means anything.`,
	};
}

function precisionSentence(
	candidate: Handoff,
	options: { readonly horizonDays: number; readonly baseline?: Handoff },
): string {
	const { horizonDays, baseline } = options;
	const became = `became ${stageName(candidate.outcome)} within ${horizonDays} days`;
	const own = `The ${baseline === undefined ? "model" : "candidate"}'s ${stageName(candidate.call)} calls ${became}${oftenText(candidate)}`;
	return baseline === undefined ? `${own}.` : `${own}, the baseline's${oftenText(baseline)}.`;
}

/** " 41.0 % of the time (123 of 300; ...)", or after a colon why that cannot be said. */
function oftenText({ precision }: Handoff): string {
	if (!isEnough(precision)) return `: ${formatEstimate(precision)}`;
	return ` ${formatRate(precision.value)} of the time (${countsText(precision)}; 95 % interval ${intervalText(precision)})`;
}

function recallSentence(candidate: Handoff, baseline?: Handoff): string {
	const own = `Of the leads that reached ${stageName(candidate.outcome)}, ${baseline === undefined ? "the model" : "the candidate"} called in time: ${formatEstimate(candidate.recall)}`;
	return baseline === undefined ? `${own}.` : `${own}; the baseline: ${formatEstimate(baseline.recall)}.`;
}

function volumeSentence(candidate: Handoff, baseline?: Handoff): string {
	const own = `${baseline === undefined ? "The model" : "The candidate"} would have called ${volume(candidate)}`;
	const open =
		candidate.immature === 0
			? ""
			: ` ${formatCount(candidate.immature)} of the ${baseline === undefined ? "model" : "candidate"}'s calls are too recent to judge and are not counted.`;
	return `${own}${baseline === undefined ? "" : `, the baseline ${volume(baseline)}`}.${open}`;
}

function volume({ called, callsPerWeek }: Handoff): string {
	const leads = `${formatCount(called)} ${called === 1 ? "lead" : "leads"}`;
	return callsPerWeek === undefined ? leads : `${leads} (${callsPerWeek.toFixed(1)} a week)`;
}

function cannotTell(candidate: Handoff, baseline: Handoff): string {
	const few = [candidate, baseline].filter(({ precision }) => !isEnough(precision));
	if (few.length > 0)
		return `Wait: fewer than ${ENOUGH} mature calls say nothing. Take a longer history or a shorter horizon.`;
	const needed = callsToTellApart(candidate.precision.value ?? 0, baseline.precision.value ?? 0);
	const overlap = `The intervals overlap (${intervalText(candidate.precision)} against ${intervalText(baseline.precision)}).`;
	return needed === undefined
		? `${overlap} The two rates are equal: choose by other reasons.`
		: `${overlap} If the true rates are as measured, about ${formatCount(needed)} mature calls of each model would tell them apart. Until then choose by judgement, not by these numbers.`;
}

/** Whether two replays are about the same leads with the same question. */
export function sameLeads(a: Replay, b: Replay): boolean {
	return (
		a.datasetFingerprint === b.datasetFingerprint &&
		a.cohort.from === b.cohort.from &&
		a.cohort.to === b.cohort.to &&
		a.cohort.leads === b.cohort.leads &&
		a.horizonDays === b.horizonDays &&
		a.asOf === b.asOf
	);
}
