import { characterClass } from "../../base/plain-text.ts";

/**
 * A name as an SQL identifier. NUL cannot stand in SQL text and is left out.
 *
 * @example sqlName('a"b') // '"a""b"'
 */
export function sqlName(name: string): string {
	return `"${name.replaceAll("\0", "").replaceAll('"', '""')}"`;
}

/**
 * A text as an SQL literal.
 *
 * @example sqlText("it's") // "'it''s'"
 */
export function sqlText(text: string): string {
	return `'${text.replaceAll("\0", "").replaceAll("'", "''")}'`;
}

const ofSql = (point: number) => `\\x{${point.toString(16)}}`;
const INVISIBLE = sqlText(`[${characterClass("invisible", ofSql)}]`);
const BLANK = sqlText(`[${characterClass("blank", ofSql)}]`);

/** Text around which blanks do not count. */
const BLANKS = "E' \\t\\r\\n\\f\\x0B'";

/**
 * SQL of a text as `plainText` has it: without what no screen shows, every blank a space, NFC, trimmed. What is wholly
 * ASCII is only trimmed, at the cost of two lengths.
 */
export function plainSql(text: string): string {
	const folded = `regexp_replace(regexp_replace(${text}, ${INVISIBLE}, '', 'g'), ${BLANK}, ' ', 'g')`;
	return `CASE WHEN strlen(${text}) = length(${text}) THEN trim(${text}, ${BLANKS}) ELSE trim(nfc_normalize(${folded}), ${BLANKS}) END`;
}
