import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { prependColumns } from "../prepend-columns.ts";

/**
 * Writes `leads.csv`: each line of the file as it is, with `total_touches_all` before it, the makers' planted leak: how
 * often the lead was touched in the 90 days that it was watched. They publish it in the training tables of seed 42 alone, so
 * it is counted from the touches; the test compares the two.
 */
export async function prepareTotalTouches(raw: string, into: string, seed: string): Promise<void> {
	const read = (file: string) => gunzipSync(readFileSync(join(raw, seed, file))).toString("utf8");
	const touches = read("touches.csv.gz").trimEnd().split("\n");
	const column = touches[0]!.split(",").indexOf("lead_id");
	const counts = new Map<string, number>();
	for (const line of touches.slice(1)) {
		const lead = line.split(",")[column]!;
		counts.set(lead, (counts.get(lead) ?? 0) + 1);
	}
	const lines = prependColumns(read("leads.csv.gz"), {
		names: ["total_touches_all"],
		delimiter: ",",
		cells: (line) => [String(counts.get(line.slice(0, line.indexOf(","))) ?? 0)],
	});
	writeFileSync(join(into, "leads.csv"), lines);
}
