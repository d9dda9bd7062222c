import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { prependColumns } from "../prepend-columns.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** The first flag was in May 2008. */
const FIRST_YEAR = 2008;

/**
 * Writes `bank-full.csv`: each line of the file as it is, with `row; contact_on; subscribed_on` before it. Rows are in the
 * order of dates, so a year ends where a month is smaller than that of the row before.
 */
export async function prepareBank(raw: string, into: string): Promise<void> {
	const text = gunzipSync(readFileSync(join(raw, "bank-full.csv.gz"))).toString("utf8");
	const header = cellsOf(text.slice(0, text.indexOf("\n")));
	const [day, month, answer] = ["day", "month", "y"].map((name) => header.indexOf(name)) as [number, number, number];
	let year = FIRST_YEAR;
	let before = 0;
	const lines = prependColumns(text, {
		names: ["row", "contact_on", "subscribed_on"],
		delimiter: ";",
		cells: (line, row) => {
			const cells = cellsOf(line);
			const number = MONTHS.indexOf(cells[month]!) + 1;
			if (number < before) year++;
			before = number;
			const date = `${year}-${String(number).padStart(2, "0")}-${cells[day]!.padStart(2, "0")}`;
			return [String(row + 1), date, cells[answer] === "yes" ? date : ""];
		},
	});
	writeFileSync(join(into, "bank-full.csv"), lines);
}

/** No cell of the file holds a semicolon. */
const cellsOf = (line: string) => line.trim().replaceAll('"', "").split(";");
