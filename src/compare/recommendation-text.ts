import { recommendedText } from "../tune/recommended-threshold.ts";
import { capital } from "../words/capital.ts";
import { cellDifference } from "../words/difference-text.ts";
import { formatPoints } from "../words/number-format.ts";
import { stageName } from "../words/stage-name.ts";
import type { PairedHandoff } from "./comparison.ts";
import type { ComparedRecommendation } from "./recommended.ts";
import { pointSentence } from "./volume/equal-volume-text.ts";

/**
 * The candidate's recommended threshold in sentences: what it gives, and what it costs against the baseline as it is.
 *
 * @example candidateSentences(recommended, main)[0] // "Flag MQL at 39 (the model: 42), for at most 12 flags a week ..."
 */
export function candidateSentences(
	{ candidate, against, equalVolume }: ComparedRecommendation,
	main: PairedHandoff,
): readonly string[] {
	const said = `${capital(recommendedText(candidate))}.`;
	if (against === undefined) return [said];
	const { precision, recall, lastStage } = against;
	const differences = [
		`precision ${cellDifference(precision)}`,
		`recall ${cellDifference(recall)}`,
		...(lastStage === undefined
			? []
			: [`recall of ${stageName(lastStage.stage)} ${cellDifference(lastStage.recall)}`]),
	];
	const cost = `Against the baseline as it is (at ${formatPoints(main.baseline.threshold)}): ${differences.join("; ")}.`;
	const same =
		equalVolume === undefined || candidate.threshold === candidate.own ? [] : [pointSentence(equalVolume, main)];
	return [said, cost, ...same];
}

/** The baseline's threshold in a sentence. */
export function baselineSentence({ baseline }: ComparedRecommendation): string {
	return `Keep the baseline: ${recommendedText(baseline)}.`;
}
