import type { LeakFinding } from "../leaks/leak-finding.ts";
import { leakVerdict } from "../leaks/leak-verdict.ts";
import type { Leaks } from "../leaks/leaks.ts";
import { formatCount } from "../words/number-format.ts";
import type { Cell, Table } from "./table.ts";
import { columnsOf } from "./table.ts";

/**
 * What looking for leaks found, gravest first: what it is, how sure it is, the observation with its counts, the rules of the
 * model that use it, and the cure.
 *
 * @example leakTable(await findLeaks(history, { model })).rows[0] // ["deal_room_url", "certain", ...]
 */
export function leakTable(leaks: Leaks): Table {
	const { findings, mature, horizonDays } = leaks;
	const { looked, all } = leakVerdict(leaks);
	const of = looked === all ? formatCount(all) : `${formatCount(looked)} of ${formatCount(all)}`;
	return {
		caption: "What knows the future, or looks as if it did",
		columns: columnsOf("what", "how sure", "what was seen", "used by", "cure"),
		rows: findings.map((one): Cell[] => [
			leakName(one),
			one.level,
			one.message,
			usedBy(one),
			one.cure.yaml === undefined ? one.cure.text : `in dataset.yaml: ${one.cure.yaml}`,
		]),
		note: `Certain: the data contradict what dataset.yaml says of when it is known. Suspect: ask who writes it, and when. Looked at: ${of} attributes on ${formatCount(mature)} of ${formatCount(leaks.leads)} leads, those at least ${horizonDays} days old.`,
	};
}

/** What a finding is about, as people name it. */
export function leakName({ kind, name }: Pick<LeakFinding, "kind" | "name">): string {
	return kind === "activity" ? `activity ${name}` : name;
}

function usedBy({ use }: LeakFinding): string {
	if (use === undefined) return "no rule";
	return [...use.rules, ...use.gates.map((stage) => `gate of ${stage}`)].join(", ");
}
