import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder with the given files, gone when the test has finished. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
	const folder = mkdtempSync(join(tmpdir(), "leadlab-test-"));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	for (const [name, content] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), content);
	}
	return folder;
}

/** A contract that most tests use. */
export const SPEC = `leadlab: dataset/1
as_of: 2024-09-30
time_zone: Europe/Berlin
ladder: [lead, mql, sql, customer]
exits: [lost]
leads: { file: leads.csv, id: id, created: created, attributes: { industry: { type: text }, employees: { type: number } } }
activities: { file: activities.csv, lead: lead, at: at, type: type, properties: [path] }
stages: { file: stages.csv, lead: lead, stage: stage, at: at }
attribute_history: { file: history.csv, lead: lead, attribute: attribute, value: value, known: known }
`;

export const LEADS = "id,created,industry,employees\na,2024-01-01,software,10\nb,2024-01-02,retail,20\n";
export const ACTIVITIES = "lead,at,type,path\na,2024-02-01T10:00:00,page_view,/pricing\nb,2024-02-02T10:00:00,demo,\n";
export const STAGES = "lead,stage,at\na,mql,2024-03-01\na,sql,2024-04-01\n";
export const HISTORY = "lead,attribute,value,known\na,employees,12,2024-05-01\n";

/** A clean dataset with some files replaced. */
export function datasetWith(files: Readonly<Record<string, string | Uint8Array>>): string {
	return folderOf({
		"dataset.yaml": SPEC,
		"leads.csv": LEADS,
		"activities.csv": ACTIVITIES,
		"stages.csv": STAGES,
		"history.csv": HISTORY,
		...files,
	});
}
