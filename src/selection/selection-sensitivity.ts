import type { SelectionEstimates } from "../metrics/selection/selection-estimates.ts";
import type { SelectionFlags } from "./selection-flags.ts";

/** One model's side of a comparison: flags with their fitted chances, and which of the leads the other model flags too. */
export interface SensitivitySide {
	readonly flags: SelectionFlags;
	readonly estimates: SelectionEstimates;
	readonly isFlaggedByOther: (lead: number) => boolean;
}

/** Odds beyond this are no reason anybody would take seriously, and the search ends. */
const MOST = 100;

/**
 * How strong a reason that is on no record would have to be to overturn a difference had all been worked: the smallest
 * factor G of at least 1 with which the interval reaches 0, when unworked leads that only one model flags have odds of
 * the outcome G times lower than worked leads like them on the side that the difference favours, and G times higher on
 * the other side. Leads that both flag count for both and are left as they are.
 *
 * 1.2 is easily overturned; 3 takes a reason three times as strong as most that are on record. `undefined` when the
 * interval holds 0 already (there is nothing to overturn) or no factor up to 100 does it.
 *
 * Source: the odds-ratio selection model of Robins, Rotnitzky and Scharfstein 2000; as E-values, VanderWeele and Ding 2017.
 *
 * @param interval of candidate minus baseline
 * @example overturningOdds([0.02, 0.09], { candidate, baseline }) // 1.6
 */
export function overturningOdds(
	[low, high]: readonly [number, number],
	{ candidate, baseline }: { readonly candidate: SensitivitySide; readonly baseline: SensitivitySide },
): number | undefined {
	if (low <= 0 && high >= 0) return undefined;
	const reach = low > 0 ? low : -high;
	const sides = low > 0 ? [candidate, baseline] : [baseline, candidate];
	const [favoured, other] = sides.map(openChances) as [OpenChances, OpenChances];
	const moved = (factor: number) => shift(favoured, 1 / factor) + shift(other, factor);
	if (moved(MOST) < reach) return undefined;
	let [less, more] = [1, MOST];
	for (let step = 0; step < 50; step++) {
		const middle = Math.sqrt(less * more);
		if (moved(middle) < reach) less = middle;
		else more = middle;
	}
	return more;
}

/** Chances of the leads whose outcome nobody saw, and how many flags they are a part of. */
interface OpenChances {
	readonly chances: readonly number[];
	readonly flags: number;
}

function openChances({ flags, estimates, isFlaggedByOther }: SensitivitySide): OpenChances {
	const looked = [...flags.lead.keys()].filter((i) => estimates.blind[i] !== 1);
	const open = looked.filter((i) => flags.worked[i] !== 1 && flags.hit[i] !== 1 && !isFlaggedByOther(flags.lead[i]!));
	// An unworked lead's value is its chance alone.
	return { chances: open.map((i) => Math.min(1, Math.max(0, estimates.values[i]!))), flags: looked.length };
}

/** By how much a side's precision moves, in either direction, when odds are `factor` times what they were. */
function shift({ chances, flags }: OpenChances, factor: number): number {
	let sum = 0;
	for (const chance of chances) sum += (factor * chance) / (1 - chance + factor * chance) - chance;
	return flags === 0 ? 0 : Math.abs(sum) / flags;
}
