import { seenOf } from "../../metrics/rates/estimate.ts";
import { LEAST_EACH } from "../../metrics/rates/too-few.ts";
import type { VolumeCurve, VolumeSide } from "./volume-side.ts";

/**
 * The volumes at which the precisions of two models are equal as their thresholds move: where the difference along the
 * straight lines between neighbouring thresholds changes its sign. Thresholds with fewer than 20 mature flags are left out.
 *
 * @param within flags a week between which to look
 * @returns flags a week, ascending
 * @example volumeCrossings(candidate, baseline, [3, 22]) // [13.6]
 */
export function volumeCrossings(
	candidate: VolumeCurve,
	baseline: VolumeCurve,
	within: readonly [number, number],
): readonly number[] {
	const [own, other] = [knots(candidate), knots(baseline)];
	const volumes = [...own, ...other].map(([perWeek]) => perWeek);
	const inside = [...new Set([...volumes, ...within])]
		.filter((perWeek) => perWeek >= within[0] && perWeek <= within[1])
		.sort((a, b) => a - b);
	const found: number[] = [];
	let before: readonly [number, number] | undefined;
	for (const perWeek of inside) {
		const [p, q] = [precisionAt(own, perWeek), precisionAt(other, perWeek)];
		if (p === undefined || q === undefined) continue;
		const difference = p - q;
		if (difference === 0) continue;
		if (before !== undefined && Math.sign(difference) !== Math.sign(before[1])) {
			const [from, was] = before;
			found.push(from + ((perWeek - from) * was) / (was - difference));
		}
		before = [perWeek, difference];
	}
	return found;
}

/** Volume and precision of each threshold that can be judged, ascending by volume. */
function knots({ sides }: VolumeCurve): readonly (readonly [number, number])[] {
	const known = new Map<number, number>();
	for (const { perWeek, precision } of sides.toReversed() as readonly VolumeSide[]) {
		const { value } = seenOf(precision);
		if (value !== undefined && precision.total >= LEAST_EACH) known.set(perWeek, value);
	}
	return [...known].sort(([a], [b]) => a - b);
}

function precisionAt(list: readonly (readonly [number, number])[], perWeek: number): number | undefined {
	const next = list.findIndex(([volume]) => volume >= perWeek);
	if (next === -1) return undefined;
	const [volume, value] = list[next]!;
	if (volume === perWeek) return value;
	const last = list[next - 1];
	if (last === undefined) return undefined;
	return last[1] + ((value - last[1]) * (perWeek - last[0])) / (volume - last[0]);
}
