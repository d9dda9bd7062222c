/**
 * Whether simulations, random worlds and kills run at their full size: in `npm run proofs` and `npm run coverage`, and so in
 * `.ci/run`. `npm test` runs the same tests on a part, with limits that leave room for the luck of fewer draws.
 */
export const FULL_SIZE = process.env.LEADLAB_FULL_SIZE === "1";

/**
 * How many to draw.
 *
 * @example sized({ full: 10_000, usual: 1000 }) // 1000 in `npm test`
 */
export function sized({ full, usual }: { readonly full: number; readonly usual: number }): number {
	return FULL_SIZE ? full : usual;
}

/** Room that the luck of `of` draws needs around a share: three standard deviations, and none at full size. */
export function luck(share: number, of: number): number {
	return FULL_SIZE ? 0 : 3 * Math.sqrt((share * (1 - share)) / of);
}
