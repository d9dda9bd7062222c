import type { EqualVolumePoint } from "./equal-volume.ts";
import { isEqualVolume, nearestVolume, type VolumeCurve, type VolumeSide } from "./volume-side.ts";

/** Two thresholds to compare. */
export interface PlannedPoint {
	readonly at: EqualVolumePoint["at"];
	readonly baseline: VolumeSide;
	readonly candidate: VolumeSide;
}

/** Volumes looked at along a curve, besides the models' own. */
const STEPS = 7;

/** From half the smaller own volume to one and a half times the larger, as far as both models have thresholds for it. */
export function lookedAt(candidate: VolumeCurve, baseline: VolumeCurve): readonly [number, number] {
	const most = ({ sides, own }: VolumeCurve) => Math.max(own.perWeek, sides[0]?.perWeek ?? 0);
	const [small, large] = [candidate.own.perWeek, baseline.own.perWeek].sort((a, b) => a - b) as [number, number];
	return [small / 2, Math.max(small / 2, Math.min(1.5 * large, most(candidate), most(baseline)))];
}

/** The candidate at the baseline's volume, and the baseline at the candidate's; a model that flags nobody has none. */
export function ownVolumes(candidate: VolumeCurve, baseline: VolumeCurve): readonly PlannedPoint[] {
	const points: PlannedPoint[] = [];
	const matched = nearestVolume(candidate, baseline.own.perWeek);
	if (baseline.own.perWeek > 0 && matched !== undefined) {
		points.push({ at: "baseline", baseline: baseline.own, candidate: matched });
	}
	const other = volumeOf("recommended", candidate.own, baseline);
	if (other !== undefined) points.push({ ...other, at: "candidate" });
	return points;
}

/** The baseline at the volume of a candidate's threshold. */
export function volumeOf(
	at: EqualVolumePoint["at"],
	candidate: VolumeSide,
	baseline: VolumeCurve,
): PlannedPoint | undefined {
	const other = nearestVolume(baseline, candidate.perWeek);
	return candidate.perWeek === 0 || other === undefined ? undefined : { at, baseline: other, candidate };
}

/** Volumes in equal ratios over a range at which both models have a threshold; each pair of thresholds once. */
export function curveVolumes(
	candidate: VolumeCurve,
	baseline: VolumeCurve,
	[low, high]: readonly [number, number],
): readonly PlannedPoint[] {
	if (!(low > 0)) return [];
	const points = new Map<string, PlannedPoint>();
	for (let step = 0; step < STEPS; step++) {
		const asked = low * (high / low) ** (step / (STEPS - 1));
		const own = nearestVolume(candidate, asked);
		const other = own && nearestVolume(baseline, own.perWeek);
		if (own === undefined || other === undefined || !isEqualVolume(own, other)) continue;
		points.set(`${own.threshold} ${other.threshold}`, { at: "curve", baseline: other, candidate: own });
	}
	return [...points.values()];
}
