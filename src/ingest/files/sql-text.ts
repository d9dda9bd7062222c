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
