import type { Replay } from "../../replay/replay-result.ts";
import { issueTable, rowsTable } from "../../tables/quality-table.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import type { Block, Section } from "../report-document.ts";

/** What loading found: rows read, loaded and rejected of each table, and every kind of issue with its count. */
export function qualitySection(
	candidate: Replay,
	{ issueExamples = false }: { readonly issueExamples?: boolean } = {},
): Section {
	const tables = Object.entries(candidate.tables);
	const rejected = tables.reduce((sum, [, counts]) => sum + counts.rejected, 0);
	const read = tables.reduce((sum, [, counts]) => sum + counts.read, 0);
	const blocks: Block[] = [
		{
			kind: "text",
			text:
				read === 0
					? "No rows were read."
					: `${formatCount(rejected)} of ${formatCount(read)} rows (${formatRate(rejected / read, 2)}) were rejected; each stands with its reason in the folder of rejects. Rows loaded and rejected add up to the rows read.`,
		},
		{
			kind: "table",
			table: { ...rowsTable(candidate), caption: "Rows by table" },
		},
	];
	if (candidate.issues.length === 0) blocks.push({ kind: "text", text: "No check of the data contract fired." });
	else {
		blocks.push({
			kind: "table",
			table: {
				...issueTable(candidate, { examples: issueExamples }),
				caption: "Issues found",
				...(issueExamples
					? {}
					: {
							note: "Examples are left out: they quote rows of your data. Ask for them when the report stays inside.",
						}),
			},
		});
	}
	return { id: "data-quality", title: "Data quality and rejects", blocks };
}
