import type { FeatureRows } from "./feature-rows.ts";

/** Two columns whose product is a feature of its own. */
export type ColumnPair = readonly [column: number, other: number];

/** What a fit without products leaves over. */
export interface LeftOver {
	/** Outcome less fitted probability, an entry a row of the table. */
	readonly residuals: ArrayLike<number>;
	/** Fitted probability (1 - it), an entry a row. */
	readonly variances: ArrayLike<number>;
	/** Rows the fit was made on. */
	readonly rows: ArrayLike<number>;
}

/**
 * The products of two features that a fit without them misses most: those whose sum of residuals stands at least `least`
 * of its standard errors from 0 (the score test of adding the product to the fit), the strongest first, at most `most`.
 * Ties go to the earlier columns. Products that fewer than 20 rows hold are not tried.
 *
 * The standard error takes the fit as given, which makes it too large rather than too small.
 *
 * Source: Rao's score test; screening as in Hao and Zhang 2014.
 *
 * @example strongestProducts(features, { residuals, variances, rows }) // [[0, 7], [2, 5]]
 */
export function strongestProducts(
	{ names, offsets, columns, values }: FeatureRows,
	{ residuals, variances, rows }: LeftOver,
	{ most = 40, least = 2.5 }: { readonly most?: number; readonly least?: number } = {},
): readonly ColumnPair[] {
	const width = names.length;
	const sums = new Float64Array(width * width);
	const squares = new Float64Array(width * width);
	const held = new Int32Array(width * width);
	for (let i = 0; i < rows.length; i++) {
		const row = rows[i]!;
		const [left, spread] = [residuals[row]!, variances[row]!];
		for (let k = offsets[row]!, end = offsets[row + 1]!; k < end; k++) {
			const line = columns[k]! * width;
			for (let m = k + 1; m < end; m++) {
				const at = columns[m]! > columns[k]! ? line + columns[m]! : columns[m]! * width + columns[k]!;
				const product = values[k]! * values[m]!;
				sums[at]! += product * left;
				squares[at]! += product * product * spread;
				held[at]!++;
			}
		}
	}
	const found: { readonly pair: ColumnPair; readonly strength: number }[] = [];
	for (let at = 0; at < sums.length; at++) {
		if (held[at]! < LEAST_ROWS || squares[at]! <= 0) continue;
		const strength = Math.abs(sums[at]!) / Math.sqrt(squares[at]!);
		if (strength >= least) found.push({ pair: [Math.floor(at / width), at % width], strength });
	}
	return found
		.sort((a, b) => b.strength - a.strength)
		.slice(0, most)
		.map(({ pair }) => pair);
}

const LEAST_ROWS = 20;

/**
 * The same rows with a column more for each pair: the product of the two.
 *
 * @example withProducts(featureRows([[2, 3]]), [[0, 1]]).values // Float64Array [2, 3, 6]
 */
export function withProducts(
	{ names, offsets, columns, values }: FeatureRows,
	pairs: readonly ColumnPair[],
): FeatureRows {
	const row = new Float64Array(names.length);
	const longer = new Int32Array(offsets.length);
	const at: number[] = [];
	const held: number[] = [];
	for (let i = 0; i + 1 < offsets.length; i++) {
		for (let k = offsets[i]!; k < offsets[i + 1]!; k++) {
			row[columns[k]!] = values[k]!;
			at.push(columns[k]!);
			held.push(values[k]!);
		}
		pairs.forEach(([one, other], p) => {
			const product = row[one]! * row[other]!;
			if (product === 0) return;
			at.push(names.length + p);
			held.push(product);
		});
		for (let k = offsets[i]!; k < offsets[i + 1]!; k++) row[columns[k]!] = 0;
		longer[i + 1] = at.length;
	}
	return {
		names: [...names, ...pairs.map(([one, other]) => `${names[one]} x ${names[other]}`)],
		offsets: longer,
		columns: Int32Array.from(at),
		values: Float64Array.from(held),
	};
}
