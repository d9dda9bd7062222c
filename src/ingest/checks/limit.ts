/** A number of rows, or a share of a table's rows. */
export type Limit = { readonly count: number } | { readonly share: number };

const SHARE = /^\s*(\d+(?:\.\d+)?)\s*%\s*$/;

/**
 * Reads a limit as it is written in `dataset.yaml`: a whole number of rows, or a percentage of the rows read.
 *
 * @returns `undefined` when it is neither
 * @example parseLimit("1 %") // { share: 0.01 }
 * @example parseLimit(100) // { count: 100 }
 */
export function parseLimit(limit: number | string): Limit | undefined {
	if (typeof limit === "number") return Number.isInteger(limit) && limit >= 0 ? { count: limit } : undefined;
	const share = SHARE.exec(limit)?.[1];
	if (share !== undefined) return Number(share) <= 100 ? { share: Number(share) / 100 } : undefined;
	return /^\s*\d+\s*$/.test(limit) ? { count: Number(limit) } : undefined;
}

/**
 * Whether a count is above a limit. The limit itself is still allowed: `error_if: 0` stops at the first row.
 *
 * @example exceedsLimit(2, 100, { share: 0.01 }) // true
 */
export function exceedsLimit(count: number, rows: number, limit: Limit): boolean {
	return "count" in limit ? count > limit.count : count > limit.share * rows;
}

/** A limit as people write it. */
export function limitText(limit: Limit): string {
	return "count" in limit ? `${limit.count} rows` : `${Number((limit.share * 100).toFixed(6))} % of the rows`;
}
