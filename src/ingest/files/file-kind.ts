/** First bytes of files that are no text, what they are, and what to do with them. */
const KINDS: readonly { readonly bytes: readonly number[]; readonly name: string; readonly cure: string }[] = [
	{
		bytes: [0x50, 0x4b, 0x03, 0x04],
		name: "a zip file or an Excel workbook",
		cure: "Unpack it, or save the sheet as CSV.",
	},
	{ bytes: [0x28, 0xb5, 0x2f, 0xfd], name: "compressed with zstd", cure: "Unpack it: zstd -d; gzip is read as it is." },
	{ bytes: [0x42, 0x5a, 0x68], name: "compressed with bzip2", cure: "Unpack it: bunzip2; gzip is read as it is." },
	{
		bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a],
		name: "compressed with xz",
		cure: "Unpack it: xz -d; gzip is read as it is.",
	},
	{ bytes: [0x37, 0x7a, 0xbc, 0xaf], name: "a 7-Zip archive", cure: "Unpack it." },
	{ bytes: [0x52, 0x61, 0x72, 0x21], name: "a RAR archive", cure: "Unpack it." },
	{ bytes: [0xd0, 0xcf, 0x11, 0xe0], name: "an old Excel workbook (.xls)", cure: "Save the sheet as CSV." },
	{ bytes: [0x25, 0x50, 0x44, 0x46], name: "a PDF", cure: "Export the table as CSV." },
	{
		bytes: [0x50, 0x41, 0x52, 0x31],
		name: "a Parquet file",
		cure: "Name it with .parquet, or write format: parquet for this table.",
	},
	{ bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], name: "a SQLite database", cure: "Export the table as CSV." },
];

/**
 * What a file is that is no text, by its first bytes; `undefined` when they say nothing.
 *
 * @example fileKindOf(Buffer.from("PK\u0003\u0004"))?.name // "a zip file or an Excel workbook"
 */
export function fileKindOf(first: Buffer): { readonly name: string; readonly cure: string } | undefined {
	return KINDS.find(({ bytes }) => bytes.every((byte, i) => first[i] === byte));
}
