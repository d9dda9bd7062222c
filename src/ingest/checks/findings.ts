import { LabError } from "../../base/error.ts";
import { formatIssue, type Issue } from "../../base/issue.ts";
import type { IssueCount, Quality, TableCounts } from "../../dataset/dataset.ts";
import type { Session } from "../files/session.ts";
import type { FileReport, TableReport } from "../tables/table-report.ts";
import type { CheckCode } from "./check-codes.ts";
import { exceedsLimit, limitText } from "./limit.ts";
import type { Policy } from "./policy.ts";
import type { StaleTable } from "./stale-tables.ts";
import type { Check } from "./tally.ts";
import { unreadFault } from "./unread-fault.ts";

/** What reading found, counted and with examples. */
export interface Findings {
	readonly quality: Quality;
	/** One a file, code and column, with its first row. */
	readonly warnings: readonly Issue[];
}

/** One fault of one column of one file. */
interface Finding {
	readonly table: string;
	readonly code: CheckCode;
	readonly kept: boolean;
	readonly count: number;
	/** First row, as an issue of that row alone. */
	readonly example: Issue;
	/** The table as a whole: there are no rows to count. */
	readonly isWhole?: boolean;
}

/**
 * Counts what was found and tells it with an example each.
 *
 * @throws LabError (data) when a check fired more often than its `error_if` allows
 */
export async function gatherFindings(
	session: Session,
	policy: Policy,
	tables: readonly TableReport[],
	stale: readonly StaleTable[] = [],
): Promise<Findings> {
	const counts: Record<string, TableCounts> = {};
	const findings: Finding[] = [];
	for (const { table, files } of tables) {
		const read = files.reduce((sum, { source }) => sum + source.rows + source.unread.length, 0);
		const rejected = files.reduce((sum, { source, tally }) => sum + source.unread.length + tally.rejected(), 0);
		counts[table] = { read, loaded: read - rejected, rejected };
		for (const file of files) findings.push(...unreadFindings(file), ...(await rowFindings(session, file)));
	}
	for (const { table, issue } of stale) {
		findings.push({ table, code: "stale-table", kept: true, count: 1, example: issue, isWhole: true });
	}
	const totals = new Map<string, number>();
	for (const { table, code, count } of findings)
		totals.set(`${table} ${code}`, (totals.get(`${table} ${code}`) ?? 0) + count);
	const isAbove = (limit: ReturnType<Policy["errorIf"]>, { table, code }: Finding) =>
		limit !== undefined && exceedsLimit(totals.get(`${table} ${code}`) ?? 0, counts[table]?.read ?? 0, limit);

	const errors = findings.filter((finding) => isAbove(policy.errorIf(finding.code), finding));
	if (errors.length > 0) {
		const found = errors.map((finding): Issue => {
			const limit = policy.errorIf(finding.code);
			return {
				...told(finding),
				severity: "error",
				cure: `checks.${finding.code}.error_if allows ${limit === undefined ? "none" : limitText(limit)}. ${finding.example.cure ?? ""}`.trim(),
			};
		});
		throw new LabError("data", found);
	}
	return {
		quality: { tables: counts, issues: merged(findings) },
		warnings: findings.filter((finding) => isAbove(policy.warnIf(finding.code), finding)).map(told),
	};
}

/** The example with how many there are and what was done. */
function told({ kept, count, example, isWhole }: Finding): Issue {
	if (isWhole) return example;
	const more = count === 1 ? "" : ` ${count} rows are like this.`;
	const done =
		count === 1
			? kept
				? " The row is kept."
				: " The row is rejected."
			: kept
				? " They are kept."
				: " They are rejected.";
	return { ...example, message: `${example.message}${more}${done}` };
}

/** One entry a table, code and treatment. */
function merged(findings: readonly Finding[]): IssueCount[] {
	const entries = new Map<string, IssueCount>();
	for (const { table, code, kept, count, example } of findings) {
		const key = `${table} ${code} ${kept}`;
		const before = entries.get(key);
		const text = before?.example ?? formatIssue({ ...example, cure: "" }).replace(/ {2,}/g, " ");
		entries.set(key, { table, code, severity: "warning", kept, count: (before?.count ?? 0) + count, example: text });
	}
	return [...entries.values()];
}

function unreadFindings({ source }: FileReport): Finding[] {
	const codes = [...new Set(source.unread.map(({ code }) => code))];
	return codes.map((code) => {
		const rows = source.unread.filter((row) => row.code === code);
		const first = rows[0]!;
		const { message, cure } = unreadFault(first, { width: source.columns.length, delimiter: source.delimiter });
		return {
			table: source.table,
			code,
			kept: false,
			count: rows.length,
			example: { code, severity: "warning", file: source.file, table: source.table, row: first.line, message, cure },
		};
	});
}

async function rowFindings(session: Session, { source, tally }: FileReport): Promise<Finding[]> {
	const fired = tally.checks.filter((check) => check.count() > 0);
	if (fired.length === 0) return [];
	const rows = Int32Array.from(new Set(fired.map((check) => check.first()))).sort();
	const lines = await source.linesOf(rows);
	const cellOf = await cellReader(session, { source, tally }, { fired, rows });
	const findings: Finding[] = [];
	for (const check of fired) {
		const { code, column, keeps, cure } = check;
		const message = check.message(cellOf(check));
		const row = lines[rows.indexOf(check.first())];
		findings.push({
			table: source.table,
			code,
			kept: keeps,
			count: check.count(),
			example: {
				code,
				severity: "warning",
				file: source.file,
				table: source.table,
				...(row === undefined ? {} : { row }),
				...(column === undefined ? {} : { column }),
				message,
				cure,
			},
		});
	}
	return findings;
}

/** The cells that the examples are about, read at once. */
async function cellReader(
	session: Session,
	{ source }: FileReport,
	{ fired, rows }: { readonly fired: readonly Check[]; readonly rows: Int32Array },
): Promise<(check: Check) => string> {
	const columns = [...new Set(fired.map(({ column }) => column).filter((column) => column !== undefined))];
	const read = columns.map((column) => source.column(column));
	const selects = read.map(({ digits, sql }) => `CAST(s.${digits ?? sql} AS VARCHAR)`);
	const found = await session.rows(
		`SELECT ${['s."row"', ...selects].join(", ")} FROM ${source.narrow(read)} AS s WHERE s."row" IN (${rows.join(", ")})`,
	);
	const cells = new Map(found.map(([row, ...texts]) => [Number(row), texts]));
	return ({ column, first }) =>
		column === undefined ? "" : String(cells.get(first())?.[columns.indexOf(column)] ?? "");
}
