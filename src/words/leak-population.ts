import { formatCount } from "./number-format.ts";

/** Leads that leaks were looked for in. */
interface LeakPopulation {
	readonly datasetName: string;
	/** Old enough that what became of them is known. */
	readonly mature: number;
	readonly leads: number;
	readonly horizonDays: number;
}

/**
 * The leads that leaks were looked for in.
 *
 * @example leakPopulation(leaks) // "saas-sample: 4,317 of 5,000 leads, those at least 90 days old"
 */
export function leakPopulation({ datasetName, mature, leads, horizonDays }: LeakPopulation): string {
	return `${datasetName}: ${formatCount(mature)} of ${formatCount(leads)} leads, those at least ${horizonDays} days old`;
}
