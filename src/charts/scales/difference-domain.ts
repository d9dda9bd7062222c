/**
 * The axis of differences: from the smallest to the largest end of the intervals, zero always within, with a little room.
 * With nothing to show it is -`least` to `least`.
 *
 * @param least smallest distance from the left to the right end
 * @example differenceDomain([{ low: 0.05, high: 0.12 }], { least: 0.1 }) // [-0.012, 0.132]
 */
export function differenceDomain(
	rows: readonly { readonly low: number | null; readonly high: number | null }[],
	{ least }: { readonly least: number },
): [number, number] {
	const known = rows.flatMap(({ low, high }) => [low, high]).filter((end) => end !== null);
	const low = Math.min(0, ...known);
	const high = Math.max(0, ...known);
	const missing = Math.max(0, least - (high - low)) / 2;
	const room = (high - low) * 0.1;
	const tidy = (value: number) => Number(value.toPrecision(6));
	return known.length === 0
		? [-least, least]
		: [tidy(low - Math.max(room, missing)), tidy(high + Math.max(room, missing))];
}
