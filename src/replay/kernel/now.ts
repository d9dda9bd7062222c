/**
 * The numbers of the kernel that change from moment to moment, at the places below. In an array, since as variables or
 * fields every new value would be allocated.
 */
export type Now = Float64Array;

/** The moment at hand, ms. */
export const AT = 0;
/** Creation of the lead at hand, ms. */
export const CREATED = 1;
/** Largest rounded score of the lead so far. */
export const LARGEST = 2;
/** Unrounded score at the last evaluation. */
export const CLAMPED = 3;
/** How far the passing of days alone could raise the score, from the last evaluation on. */
export const RISE = 4;
/** What the rounded score must exceed to change anything. */
export const BAR = 5;
/** Up to where days are passed, ms. */
export const UNTIL = 6;

/** A score that is not larger than a rounded one by more than this rounds to no more than it. */
export const ROUNDING = 4.9e-5;

/** A new set of numbers, one for each run of the kernel. */
export function createNow(): Now {
	return new Float64Array(8);
}
