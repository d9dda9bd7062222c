import { cellDifference } from "../../words/difference-text.ts";
import { shortEstimate } from "../../words/estimate-text.ts";
import { formatPoints } from "../../words/number-format.ts";
import { stageName } from "../../words/stage-name.ts";
import type { EqualVolume, EqualVolumePoint, VolumeRange } from "./equal-volume.ts";
import type { VolumeSide } from "./volume-side.ts";

/**
 * What the comparison at equal volume says, in sentences: the candidate at the baseline's volume, the baseline at the
 * candidate's, and the volumes at which each is the better one.
 *
 * @example equalVolumeSentences(volume)[0] // "At the baseline's 14.9 MQL flags a week: ..."
 */
export function equalVolumeSentences(volume: EqualVolume): readonly string[] {
	return [
		...volume.points.map((point) => pointSentence(point, volume)),
		...(volume.curve.length === 0 ? [] : [`${equalVolumeFinding(volume)}.`]),
	];
}

/** One volume in a sentence. */
export function pointSentence(
	point: EqualVolumePoint,
	{ from, to }: { readonly from: string; readonly to: string },
): string {
	const { at, baseline, candidate, precision, recall, reason } = point;
	const flags = `${stageName(from)} flags a week`;
	const where =
		at === "baseline"
			? `At the baseline's ${week(baseline)} ${flags}`
			: at === "candidate"
				? `At the candidate's ${week(candidate)} ${flags}`
				: `At those ${week(candidate)} ${flags}`;
	const moved = at === "baseline" ? `the candidate at ${side(candidate)}` : `the baseline at ${side(baseline)}`;
	if (precision === undefined || recall === undefined)
		return `${where}: cannot tell, ${reason ?? "there is no such volume"}.`;
	const rates = `${shortEstimate(candidate.precision)} of the candidate's flags became ${stageName(to)} against ${shortEstimate(baseline.precision)} of the baseline's`;
	return `${where} (${moved}): ${rates}; precision ${cellDifference(precision)}, recall ${cellDifference(recall)}.`;
}

const week = ({ perWeek }: VolumeSide) => perWeek.toFixed(1);
const side = (one: VolumeSide) => `${formatPoints(one.threshold)}: ${week(one)} a week`;

/**
 * Which model is better at which volume, as a title.
 *
 * @example equalVolumeFinding(volume) // "At equal volume the candidate is the better one from 3.6 to 12.5 MQL flags a week, the baseline from 14.8 to 22.4; equally precise at about 13.6"
 */
export function equalVolumeFinding({ from, ranges, crossings, lookedAt }: EqualVolume): string {
	const flags = `${stageName(from)} flags a week`;
	if (ranges.length === 0) {
		return `Which model is better at equal volume cannot be told yet, from ${lookedAt.map((end) => end.toFixed(1)).join(" to ")} ${flags}`;
	}
	const said = ranges.map(({ better, ...range }, i) => {
		const which = `the ${better}${i === 0 ? " is the better one" : ""}`;
		return `${which} ${rangeText(range)}${i === 0 ? ` ${flags}` : ""}`;
	});
	const crossing = crossingText(crossings, ranges);
	return `At equal volume ${said.join(", ")}${crossing}`;
}

function rangeText({ fromPerWeek, toPerWeek }: Omit<VolumeRange, "better">): string {
	const [low, high] = [fromPerWeek.toFixed(1), toPerWeek.toFixed(1)];
	return low === high ? `at ${low}` : `from ${low} to ${high}`;
}

/** The crossings that lie between ranges of different models. */
export function tellingCrossings(crossings: readonly number[], ranges: readonly VolumeRange[]): readonly number[] {
	return crossings.filter((perWeek) =>
		ranges.some((range, i) => {
			const next = ranges[i + 1];
			return (
				next !== undefined && next.better !== range.better && perWeek >= range.fromPerWeek && perWeek <= next.toPerWeek
			);
		}),
	);
}

function crossingText(crossings: readonly number[], ranges: readonly VolumeRange[]): string {
	const telling = tellingCrossings(crossings, ranges).map((perWeek) => perWeek.toFixed(1));
	return telling.length === 0 ? "" : `; equally precise at about ${telling.join(" and ")}`;
}
