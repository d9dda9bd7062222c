import { type DecimalSign, numberPattern } from "../checks/number-notation.ts";
import type { ColumnKind } from "../files/source.ts";
import { plainSql, sqlText } from "../files/sql-text.ts";
import { LARGEST_NUMBER } from "./value-parser.ts";

/** A cell with no number in it, as it travels from the reader. Real numbers stay below 1e15. */
export const EMPTY_NUMBER = 3e300;
/** A cell that is there and is no number. */
export const BAD_NUMBER = 2e300;
/** A number that is not finite or beyond 1e15. */
export const LARGE_NUMBER = 1e300;

/** SQL of a column as numbers, read as `numberOf` reads them, or text in a declared notation. */
export function numberSql(column: string, kind: ColumnKind, decimal?: DecimalSign): string {
	const empty = `WHEN ${column} IS NULL THEN ${EMPTY_NUMBER}`;
	if (kind === "number" || kind === "integer") {
		const number = `CAST(${column} AS DOUBLE)`;
		return `CASE ${empty} WHEN isnan(${number}) THEN ${EMPTY_NUMBER} WHEN abs(${number}) > ${LARGEST_NUMBER} THEN ${LARGE_NUMBER} ELSE ${number} END`;
	}
	if (kind !== "text") return `CASE ${empty} ELSE ${BAD_NUMBER} END`;
	const text = plainSql(column);
	const pattern = decimal === undefined ? "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?" : numberPattern(decimal);
	const digits =
		decimal === ","
			? `replace(translate(${text}, '. ''\u2019', ''), ',', '.')`
			: decimal === "."
				? `translate(${text}, ', ''\u2019', '')`
				: text;
	const number = `try_cast(${digits} AS DOUBLE)`;
	return `CASE ${empty} WHEN ${text} = '' THEN ${EMPTY_NUMBER}
		WHEN NOT regexp_full_match(${text}, ${sqlText(pattern)}) THEN ${BAD_NUMBER}
		WHEN ${number} IS NULL OR NOT abs(${number}) <= ${LARGEST_NUMBER} THEN ${LARGE_NUMBER} ELSE ${number} END`;
}
