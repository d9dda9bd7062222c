import type { Leaks } from "../leaks/leaks.ts";
import { columnsOf, type Table } from "../tables/table.ts";

/**
 * What looking for leaks found, gravest first: what it is, how sure it is, the check that saw it, the observation with its
 * counts, the rules of the model that use it, and the line of `dataset.yaml` that mends it.
 *
 * @example show(leakTable(await findLeaks(history, { model })))
 */
export function leakTable({ findings, looks, mature, leads, horizonDays }: Leaks): Table {
	return {
		columns: columnsOf("what", "level", "seen by", "why", "used by", "cure"),
		rows: findings.map(({ name, level, evidence, says, use, cure }) => [
			name,
			level,
			[...new Set(evidence.map(({ check }) => check))].join(", "),
			says,
			[...(use?.rules ?? []), ...(use?.gates ?? []).map((stage) => `gate of ${stage}`)].join(", "),
			cure.yaml ?? cure.text,
		]),
		note: `${looks.length} attributes looked at on ${mature} of ${leads} leads, those at least ${horizonDays} days old.`,
	};
}
