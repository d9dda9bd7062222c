import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes files into a folder below `root` and tells its name. */
export function writeFolder(root: string, name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
	mkdirSync(join(root, name), { recursive: true });
	for (const [file, content] of Object.entries(files)) writeFileSync(join(root, name, file), content);
	return name;
}

/** A contract with these tables. */
export const specWith = (tables: string) => `leadlab: dataset/1
as_of: 2024-09-30
ladder: [lead, mql, sql, customer]
exits: [lost]
${tables}`;

/** Two good leads, and what the contract says of them. */
export const LEADS = "id,created,industry,employees\na,2024-01-01,software,10\nb,2024-01-02,retail,-20\n";
export const LEADS_SPEC =
	"leads: { file: leads.csv, id: id, created: created, attributes: { industry: { type: text }, employees: { type: number } } }\n";

/** A small model with some of its parts replaced. */
export function modelWith({
	rules = "- { id: i, attribute: industry, points: 5 }",
	stages = "{ mql: { score: 5 } }",
	more = "",
}): string {
	return `leadlab: model/1\nname: m\ngroups:\n  - id: g\n    rules:\n${rules.replace(/^/gm, "      ")}\nstages: ${stages}\n${more}`;
}
