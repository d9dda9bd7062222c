import { normalTail } from "../distributions/normal.ts";
import { studentCriticalValue } from "../distributions/student.ts";

/**
 * The confidence to ask of a bootstrap on few units so that it has the one wanted: resampling n units spreads by the root of
 * (n - 1) / n too little, and knows its spread from n units alone. So the normal quantile gives way to sqrt(n / (n - 1))
 * times Student's with n - 1 degrees: 0.968 instead of 0.95 for 20 units, 0.954 for 100.
 *
 * Source: Hesterberg 2015, What teachers should know about the bootstrap, 5.3 (the expanded percentile interval).
 *
 * @param units leads, or accounts, of the smallest group that the spread hangs on; below 3 counts as 3
 * @throws RangeError when `confidence` is not in (0, 1)
 * @example smallSampleConfidence(0.95, 20) // 0.9683
 */
export function smallSampleConfidence(confidence: number, units: number): number {
	if (!(confidence > 0 && confidence < 1)) {
		throw new RangeError(`smallSampleConfidence: confidence must be in (0, 1), got ${confidence}.`);
	}
	const n = Math.max(3, units);
	if (n === Number.POSITIVE_INFINITY) return confidence;
	return 1 - 2 * normalTail(Math.sqrt(n / (n - 1)) * studentCriticalValue(confidence, n - 1));
}
