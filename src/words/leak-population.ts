import type { Leaks } from "../leaks/leaks.ts";
import { formatCount } from "./number-format.ts";

/**
 * The leads that leaks were looked for in.
 *
 * @example leakPopulation(leaks) // "saas-sample: 4,317 of 5,000 leads, those at least 90 days old"
 */
export function leakPopulation({ datasetName, mature, leads, horizonDays }: Leaks): string {
	return `${datasetName}: ${formatCount(mature)} of ${formatCount(leads)} leads, those at least ${horizonDays} days old`;
}
