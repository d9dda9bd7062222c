import type { IssueCount, TableCounts } from "../dataset/dataset.ts";
import { countOf, formatCount } from "../words/number-format.ts";
import type { HealthInput, HealthRule } from "./health-input.ts";

/** A table that loses more than this share of its rows is not the history any more. */
const MOST_LOST = 0.5;

/**
 * What is found in most histories, and the share of a table's rows up to which it changes no figure that anybody acts on.
 * Every other code is told from its first row on.
 */
const ORDINARY: Readonly<Record<string, number>> = {
	"before-creation": 0.5,
	"repeated-row": 0.001,
	"skipped-rung": 0.01,
	"stage-order": 0.01,
	type: 0.01,
};

/** Codes that make every rate wrong, whatever their number, in the table that outcomes come from. */
const GRAVE: ReadonlySet<string> = new Set(["stages stale-table"]);

/**
 * Whether the history can be believed: rows lost, and what was found in those that were kept, by the code of each check of the
 * data. A check of the data that is new is told here without a line.
 */
export const dataCheck: HealthRule = {
	name: "data",
	anchor: "health",
	section: "data-quality",
	find: (input) => {
		const { tables } = input.quality;
		const all = Object.entries(tables);
		const read = all.reduce((sum, [, counts]) => sum + counts.read, 0);
		if (read === 0) return { state: "not tested", message: "no rows were read from files" };
		const lost = all.find(([, counts]) => counts.rejected > MOST_LOST * counts.read);
		if (lost !== undefined) {
			const [table, counts] = lost;
			return {
				state: "failed",
				message: `${formatCount(counts.rejected)} of ${countOf(counts.read, "row")} of ${table} are rejected`,
			};
		}
		const rejected = all.reduce((sum, [, counts]) => sum + counts.rejected, 0);
		const found = foundIn(input);
		const grave = found.filter(({ table, code }) => GRAVE.has(`${table} ${code}`));
		const told = found.filter((one) => grave.includes(one) || !isOrdinary(one, tables));
		const names = told.map(
			({ table, code, count }) => `${table} ${code}${count === undefined ? "" : ` ${formatCount(count)}`}`,
		);
		const message = `${formatCount(rejected)} of ${countOf(read, "row")} are rejected${names.length === 0 ? "" : `; found: ${names.join(", ")}`}`;
		if (grave.length > 0) return { state: "failed", message };
		return { state: told.length === 0 ? "passed" : "warning", message };
	},
};

/** One code of one table; without a count where it is about the table as a whole. */
interface Found {
	readonly table: string;
	readonly code: string;
	readonly kept: boolean;
	readonly count?: number;
}

/** What was counted, and what was only told. */
function foundIn({ quality: { issues }, warnings = [] }: HealthInput): Found[] {
	const counted = issues.map(({ table, code, kept, count }: IssueCount): Found => ({ table, code, kept, count }));
	const isNew = ({ table, code }: Found) => !counted.some((one) => one.table === table && one.code === code);
	const told = warnings.flatMap(({ table, code }): Found[] =>
		table === undefined || code === "rejected" ? [] : [{ table, code, kept: true }],
	);
	const once = told.filter(
		(one, i) => told.findIndex(({ table, code }) => table === one.table && code === one.code) === i,
	);
	return [...counted, ...once.filter(isNew)];
}

function isOrdinary({ table, code, kept, count }: Found, tables: Readonly<Record<string, TableCounts>>): boolean {
	const most = ORDINARY[code];
	return kept && most !== undefined && count !== undefined && count <= most * (tables[table]?.read ?? 0);
}
