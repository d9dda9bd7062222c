/**
 * A number as a chart draws it: 6 significant digits, far finer than a pixel, so that specs are small and compare equal.
 * What is undefined is null: nothing is drawn there.
 *
 * @example drawnNumber(0.123456789) // 0.123457
 */
export function drawnNumber(value: number | undefined): number | null {
	return value === undefined ? null : Number(value.toPrecision(6));
}
