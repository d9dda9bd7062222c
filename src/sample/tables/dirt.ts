import type { Random } from "../../base/random.ts";
import type { SamplePlan } from "../sample-options.ts";
import { SAMPLE_COLUMNS, type SampleTable } from "../vocabulary.ts";
import { DAY_SECONDS, timeText } from "../wall-clock.ts";
import type { SampleRow } from "./clean-rows.ts";

/** One way in which a row can be bad. A bad row has one fault only. */
export type DirtKind =
	| "missing-id"
	| "duplicate-id"
	| "orphan"
	| "bad-date"
	| "placeholder-instant"
	| "after-as-of"
	| "unknown-stage"
	| "wrong-type";

/** The faults that rows of each table can have. */
export const DIRT_KINDS: Readonly<Record<SampleTable, readonly DirtKind[]>> = {
	leads: ["missing-id", "duplicate-id", "bad-date", "placeholder-instant", "after-as-of", "wrong-type"],
	activities: ["missing-id", "orphan", "bad-date", "placeholder-instant", "after-as-of"],
	stages: ["missing-id", "orphan", "bad-date", "placeholder-instant", "after-as-of", "unknown-stage"],
	attribute_history: ["missing-id", "orphan", "bad-date", "placeholder-instant", "after-as-of"],
};

/** What reading makes of a fault: the code, and whether the row is kept. */
export function dirtOutcome(table: SampleTable, kind: DirtKind): { readonly code: string; readonly kept: boolean } {
	if (kind === "bad-date") return { code: "type", kept: false };
	if (kind === "wrong-type") return { code: "type", kept: true };
	if (kind === "orphan") return { code: ORPHAN_CODE[table], kept: false };
	return { code: kind, kept: false };
}

const ORPHAN_CODE: Readonly<Record<SampleTable, string>> = {
	leads: "missing-id",
	activities: "orphan-activity",
	stages: "orphan-stage",
	attribute_history: "orphan-history",
};

const BAD_DATES = ["2024-02-31", "yesterday", "2023-13-05 25:61:00", "12.34.5678"] as const;
const PLACEHOLDERS = ["0000-00-00", "1970-01-01", "1900-01-01", "9999-12-31"] as const;
const UNKNOWN_STAGES = ["MQL?", "hot", "closed won", "stage 4"] as const;

/**
 * A bad row made from a good one.
 *
 * @param serial makes ids that no other row has
 */
export function soiledRow(
	random: Random,
	plan: SamplePlan,
	table: SampleTable,
	kind: DirtKind,
	row: SampleRow,
	serial: string,
): SampleRow {
	const columns: readonly string[] = SAMPLE_COLUMNS[table];
	const idColumn = table === "leads" ? "id" : "lead_id";
	const dateColumn = table === "leads" ? "created_at" : table === "attribute_history" ? "known_at" : "at";
	const copy = [...row];
	const set = (column: string, cell: string) => {
		copy[columns.indexOf(column)] = cell;
	};
	// A bad lead is nobody's double: it has an id of its own, unless that is its fault.
	if (table === "leads" && kind !== "duplicate-id" && kind !== "wrong-type") set("id", `X-${serial}`);
	if (kind === "missing-id") set(idColumn, "");
	else if (kind === "orphan") set(idColumn, `Z-${serial}`);
	else if (kind === "bad-date") set(dateColumn, random.pick(BAD_DATES));
	else if (kind === "placeholder-instant") set(dateColumn, random.pick(PLACEHOLDERS));
	else if (kind === "unknown-stage") set("stage", random.pick(UNKNOWN_STAGES));
	else if (kind === "wrong-type") set("employees", random.pick(["about 50", "50-100", "1.000 MA", "unknown"]));
	else if (kind === "after-as-of") {
		set(dateColumn, timeText(plan.end + (1 + random.integer(300)) * DAY_SECONDS + 9 * 3600));
		// A later moment of recording would be a second fault, and none is needed.
		if (table === "activities") set("seen_at", "");
	}
	if ((kind === "bad-date" || kind === "placeholder-instant") && table === "activities") set("seen_at", "");
	return copy;
}
