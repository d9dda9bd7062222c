import type { Session } from "../files/session.ts";
import type { Source, SourceColumn } from "../files/source.ts";
import { idText, type LeadIds } from "./lead-ids.ts";

/** Ways in which two exports write one id, with what to do about each. */
const FORMS: readonly { readonly sql: (id: string) => string; readonly differs: string; readonly cure: string }[] = [
	{
		sql: (id) => `regexp_replace(${id}, '[.,]0+$', '')`,
		differs: 'but for ".0"',
		cure: "A column with empty cells was exported as fractions; export it as whole numbers or text.",
	},
	{
		sql: (id) => `CASE WHEN regexp_full_match(${id}, '\\d+') THEN ltrim(${id}, '0') ELSE ${id} END`,
		differs: "but for leading zeros",
		cure: "A spreadsheet takes leading zeros off; export both files with the id as text.",
	},
	{
		sql: (id) =>
			`CASE WHEN regexp_full_match(${id}, '[0-9A-Za-z]{15}([0-9A-Za-z]{3})?') THEN left(${id}, 15) ELSE ${id} END`,
		differs: "in their first 15 characters",
		cure: "Salesforce writes ids with 15 or with 18 characters; export both files with 18.",
	},
	{
		sql: (id) => `lower(${id})`,
		differs: "but for case",
		cure: "Ids that differ in case are two ids; write them alike in both files.",
	},
	{
		sql: (id) => `regexp_replace(${id}, '\\s', '', 'g')`,
		differs: "but for blanks",
		cure: "Write them without blanks in both files.",
	},
	{
		sql: (id) => `regexp_replace(lower(${id}), '[^\\p{L}\\p{N}]', '', 'g')`,
		differs: "but for punctuation and case",
		cure: "Write them alike in both files.",
	},
];

/** Ids that are not found are tried up to this many. */
const TRIED = 1000;

/**
 * What to do about ids that name no lead, where most of them would if they were written as the leads' are: without `.0`,
 * leading zeros, in another case, with 15 or 18 characters.
 *
 * @returns `undefined` when no usual form explains at least one in five of them
 */
export async function likelyCure(
	session: Session,
	{ source, column, ids }: { readonly source: Source; readonly column: SourceColumn; readonly ids: LeadIds },
): Promise<string | undefined> {
	const known = await ids.table();
	const orphans = session.name("orphans");
	await session.run(
		`CREATE TEMP TABLE ${orphans} AS SELECT id FROM (SELECT DISTINCT ${idText(column)} AS id FROM ${source.relation} AS s) AS o
			WHERE id <> '' AND NOT EXISTS (SELECT 1 FROM ${known} AS k WHERE k.id = o.id) ORDER BY id LIMIT ${TRIED}`,
	);
	const [[total] = []] = await session.rows(`SELECT count(*) FROM ${orphans}`);
	const found: { readonly count: number; readonly text: string; readonly cure: string }[] = [];
	for (const { sql, differs, cure } of FORMS) {
		const [[matched, here, there] = []] = await session.rows(
			`SELECT count(DISTINCT o.id), min(o.id), arg_min(k.id, o.id) FROM ${orphans} AS o JOIN ${known} AS k ON ${sql("o.id")} = ${sql("k.id")} AND ${sql("o.id")} <> ''`,
		);
		const count = Number(matched ?? 0);
		if (count * 5 < Number(total)) continue;
		const example = `${JSON.stringify(String(here))} here, ${JSON.stringify(String(there))} in leads`;
		found.push({ count, text: `${count} ${differs} (${example})`, cure });
	}
	await session.run(`DROP TABLE ${orphans}`);
	found.sort((a, b) => b.count - a.count);
	const [best] = found;
	if (best === undefined) return undefined;
	// The last form takes in what others explain better.
	const named = best.count === Number(total) ? [best] : found.slice(0, 4);
	const cure = named.length === 1 ? best.cure : "Write the ids alike in both files.";
	return `Of ${total} ids that are not found, some would match: ${named.map(({ text }) => text).join("; ")}. ${cure}`;
}
