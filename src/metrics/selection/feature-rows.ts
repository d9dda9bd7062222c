/**
 * Rows of features, most of them 0, stored by row: row `i` holds `values[k]` in column `columns[k]` for k from
 * `offsets[i]` to `offsets[i + 1]` (not included). Nothing is stored for a 0.
 */
export interface FeatureRows {
	readonly names: readonly string[];
	readonly offsets: Int32Array;
	readonly columns: Int32Array;
	readonly values: Float64Array;
}

/**
 * Feature rows from a table of numbers.
 *
 * @param rows one list a row, a number a column
 * @param names a name a column; numbered by default
 * @throws RangeError when a row is not as long as the first, or a number is not finite
 * @example featureRows([[0, 2], [1, 0]]).columns // Int32Array [1, 0]
 */
export function featureRows(rows: readonly (readonly number[])[], names?: readonly string[]): FeatureRows {
	const width = names?.length ?? rows[0]?.length ?? 0;
	const offsets = new Int32Array(rows.length + 1);
	const columns: number[] = [];
	const values: number[] = [];
	rows.forEach((row, i) => {
		if (row.length !== width) {
			throw new RangeError(`featureRows: row ${i} must have ${width} numbers, got ${row.length}.`);
		}
		row.forEach((value, column) => {
			if (!Number.isFinite(value)) {
				throw new RangeError(`featureRows: row ${i}, column ${column} must be a finite number, got ${value}.`);
			}
			if (value === 0) return;
			columns.push(column);
			values.push(value);
		});
		offsets[i + 1] = columns.length;
	});
	return {
		names: names ?? Array.from({ length: width }, (_, column) => `x${column + 1}`),
		offsets,
		columns: Int32Array.from(columns),
		values: Float64Array.from(values),
	};
}

/**
 * The same features for some of the rows, in the order given.
 *
 * @example pickRows(featureRows([[1], [2]]), [1]).values // Float64Array [2]
 */
export function pickRows({ names, offsets, columns, values }: FeatureRows, rows: ArrayLike<number>): FeatureRows {
	const picked = new Int32Array(rows.length + 1);
	for (let i = 0; i < rows.length; i++) picked[i + 1] = picked[i]! + offsets[rows[i]! + 1]! - offsets[rows[i]!]!;
	const of = { columns: new Int32Array(picked[rows.length]!), values: new Float64Array(picked[rows.length]!) };
	for (let i = 0; i < rows.length; i++) {
		const [from, to] = [offsets[rows[i]!]!, offsets[rows[i]! + 1]!];
		of.columns.set(columns.subarray(from, to), picked[i]!);
		of.values.set(values.subarray(from, to), picked[i]!);
	}
	return { names, offsets: picked, ...of };
}
