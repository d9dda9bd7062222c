import { configurationError } from "../../base/error.ts";
import { type BandCounts, type OptimalBands, optimalBands, type Trend } from "./optimal-bands.ts";
import { pairOfRatesTail } from "./pair-of-rates-tail.ts";
import { type NumberColumn, preBins } from "./pre-bins.ts";

/** What the bands of a number must keep. */
export interface NumberBandOptions {
	/**
	 * `auto` (when left out) takes the direction with the larger information value, and a peak or valley only where that
	 * has at least a tenth more.
	 */
	readonly trend?: Trend | "auto";
	/** Numbers that mean something else ("-1: not asked"): a band each, apart. */
	readonly special?: readonly number[];
	/** Share of the leads with a known number that a band has at least; 0.05 when left out. */
	readonly minShare?: number;
	readonly maxBands?: number;
	/** Neighbours differ with at most this p-value; 0.05 when left out, 1 for any difference. */
	readonly maxPValue?: number;
	readonly maxPreBins?: number;
}

/** Leads of a band, and what they say. */
export interface NumberBand extends BandCounts {
	/** Numbers from here (included); `undefined` from the smallest on. */
	readonly from: number | undefined;
	/** Numbers below this; `undefined` without end. */
	readonly below: number | undefined;
	/**
	 * Weight of evidence: ln of (share of those without the outcome / share of those with it); below 0 where the outcome is
	 * more frequent than overall. `undefined` where all or none had it.
	 */
	readonly woe: number | undefined;
	/** p-value of the same rate as in the band before; `undefined` for the first. */
	readonly pValue: number | undefined;
}

/** Leads apart from the bands: number not known, or one that means something else. */
export interface BandApart extends BandCounts {
	/** `undefined`: not known. */
	readonly value: number | undefined;
	readonly woe: number | undefined;
}

/** Bands of a number. */
export interface NumberBands {
	readonly trend: Trend;
	readonly bands: readonly NumberBand[];
	readonly apart: readonly BandApart[];
	/** Information value of the bands among the leads whose number is known. */
	readonly informationValue: number;
}

/** How much more information value a turn must bring. */
const TURN_PAYS = 1.1;

/**
 * The bands of a number that tell most about the outcome: exact over at most `maxPreBins` stretches of its values, see
 * {@link optimalBands}. Leads without a number, and special numbers, stand apart.
 *
 * `undefined` where no band can be made: fewer than two numbers known, or all or none of their leads with the outcome.
 *
 * @throws LabError (configuration) `band-options` for a share outside (0, 1], a p-value outside (0, 1], fewer than 1 band
 * @example numberBands({ values: employees, outcomes }).bands.map(({ from }) => from) // [undefined, 50, 1000]
 */
export function numberBands(column: NumberColumn, options: NumberBandOptions = {}): NumberBands | undefined {
	const { trend = "auto", special = [], minShare = 0.05, maxBands, maxPValue = 0.05, maxPreBins = 77 } = options;
	demand(minShare > 0 && minShare <= 1, `minShare must be in (0, 1], got ${minShare}`);
	demand(maxPValue > 0 && maxPValue <= 1, `maxPValue must be in (0, 1], got ${maxPValue}`);
	demand(
		maxBands === undefined || (Number.isInteger(maxBands) && maxBands >= 1),
		`maxBands must be 1 or more, got ${maxBands}`,
	);
	demand(Number.isInteger(maxPreBins) && maxPreBins >= 1, `maxPreBins must be 1 or more, got ${maxPreBins}`);
	const bins = preBins(column, { most: maxPreBins, special });
	if (bins.length < 2) return undefined;
	const known = bins.reduce((sum, bin) => sum + bin.leads, 0);
	const rules = {
		minLeads: Math.ceil(minShare * known),
		...(maxBands === undefined ? {} : { maxBands }),
		...(maxPValue === 1 ? {} : { maxPValue }),
	};
	const found = (trend === "auto" ? bestTrend : only(trend))((one) => optimalBands(bins, { ...rules, trend: one }));
	if (found === undefined) return undefined;
	const counts = found.best.starts.map((start, b) => {
		const part = bins.slice(start, found.best.starts[b + 1]);
		return { leads: sumOf(part, "leads"), positives: sumOf(part, "positives") };
	});
	const all = { leads: known, positives: sumOf(bins, "positives") };
	const bands = counts.map((band, b): NumberBand => {
		const before = counts[b - 1];
		const next = found.best.starts[b + 1];
		return {
			...band,
			from: b === 0 ? undefined : bins[found.best.starts[b]!]!.from,
			below: next === undefined ? undefined : bins[next]!.from,
			woe: weightOfEvidence(band, all),
			pValue: before && pairOfRatesTail(band.positives, band.leads, before.positives, before.leads),
		};
	});
	return {
		trend: found.trend,
		bands,
		apart: leadsApart(column, special, all),
		informationValue: found.best.informationValue,
	};
}

interface Found {
	readonly trend: Trend;
	readonly best: OptimalBands;
}

type Solve = (trend: Trend) => OptimalBands | undefined;

function only(trend: Trend): (solve: Solve) => Found | undefined {
	return (solve) => {
		const best = solve(trend);
		return best && { trend, best };
	};
}

function bestTrend(solve: Solve): Found | undefined {
	const better = (trends: readonly [Trend, Trend]) =>
		trends
			.flatMap((trend) => only(trend)(solve) ?? [])
			.reduce<Found | undefined>(
				(best, one) => (best && best.best.informationValue >= one.best.informationValue ? best : one),
				undefined,
			);
	const straight = better(["ascending", "descending"]);
	const turned = better(["peak", "valley"]);
	if (straight === undefined || turned === undefined) return straight ?? turned;
	const pays = turned.best.informationValue > straight.best.informationValue * TURN_PAYS + 1e-9;
	return pays ? turned : straight;
}

function leadsApart(
	{ values, outcomes }: NumberColumn,
	special: readonly number[],
	all: BandCounts,
): readonly BandApart[] {
	const groups = [...new Set(special), undefined].map((value) => {
		let leads = 0;
		let positives = 0;
		for (let i = 0; i < values.length; i++) {
			const own = values[i] === undefined || Number.isNaN(values[i]) ? undefined : values[i];
			if (own !== value) continue;
			leads += 1;
			positives += outcomes[i] === 0 ? 0 : 1;
		}
		return { value, leads, positives, woe: weightOfEvidence({ leads, positives }, all) };
	});
	return groups.filter(({ leads }) => leads > 0);
}

function weightOfEvidence(band: BandCounts, all: BandCounts): number | undefined {
	if (band.positives <= 0 || band.positives >= band.leads) return undefined;
	const without = (band.leads - band.positives) / (all.leads - all.positives);
	const woe = Math.log(without / (band.positives / all.positives));
	return Number.isFinite(woe) ? woe : undefined;
}

function sumOf(bins: readonly BandCounts[], key: "leads" | "positives"): number {
	return bins.reduce((sum, bin) => sum + bin[key], 0);
}

function demand(holds: boolean, message: string): void {
	if (!holds) throw configurationError({ code: "band-options", message: `Bands of a number: ${message}.` });
}
