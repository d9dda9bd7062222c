import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { prependColumns } from "../prepend-columns.ts";

const NEWEST = Date.UTC(2020, 5, 30);

/** 100 leads a day, the last row first: lead numbers descend down the file, so the first row is taken as the newest. */
const dayOf = (row: number) => new Date(NEWEST - Math.floor(row / 100) * 86_400_000).toISOString().slice(0, 10);

/**
 * Writes `leads.csv`: each line of the file as it is, with `row, created_on, converted_on` before it. The days are MADE
 * UP: a lead that converted did so on the day it was created, which is the end of that day and thus after its creation.
 */
export async function prepareLeads(raw: string, into: string, file = "leads.csv.gz"): Promise<void> {
	const text = gunzipSync(readFileSync(join(raw, file))).toString("utf8");
	const converted = text.slice(0, text.indexOf("\n")).split(",").indexOf("Converted");
	const lines = prependColumns(text, {
		names: ["row", "created_on", "converted_on"],
		delimiter: ",",
		cells: (line, row) => {
			const day = dayOf(row);
			// Columns up to this one hold no comma; a line wrapped whole in quotes begins with one.
			return [String(row + 1), day, line.replace(/^"/, "").split(",")[converted] === "1" ? day : ""];
		},
	});
	writeFileSync(join(into, "leads.csv"), lines);
}
