/**
 * Puts columns before those of a delimited text, each line otherwise left byte for byte as it is: its quotes and its
 * line break. No cell may hold a line break.
 *
 * @param cells the new cells of a data line; `row` counts from 0
 * @example prependColumns("a\nx\n", { names: ["n"], delimiter: ",", cells: (_, row) => [String(row)] }) // "n,a\n0,x\n"
 */
export function prependColumns(
	text: string,
	{
		names,
		delimiter,
		cells,
	}: {
		readonly names: readonly string[];
		readonly delimiter: string;
		readonly cells: (line: string, row: number) => readonly string[];
	},
): string {
	const lines = text.split("\n");
	const last = lines.at(-1) === "" ? lines.pop() : undefined;
	const out = lines.map((line, i) => [...(i === 0 ? names : cells(line, i - 1)), line].join(delimiter));
	return [...out, ...(last === undefined ? [] : [last])].join("\n");
}
