import { createRandom } from "../../base/random.ts";
import { createCreationCalendar } from "../creation-calendar.ts";
import type { SamplePlan } from "../sample-options.ts";
import { type SampleLead, simulateLead } from "../simulate-lead.ts";
import type { SampleTable } from "../vocabulary.ts";
import { CLEAN_ROWS, isHandTyped, type SampleRow } from "./clean-rows.ts";
import { DIRT_KINDS, type DirtKind, soiledRow } from "./dirt.ts";

/** Told of every row with a fault as it is made. */
export type OnDirt = (table: SampleTable, kind: DirtKind) => void;

/** Every lead of a plan, in order of number, made one at a time. */
export function* eachLead(plan: SamplePlan): Generator<SampleLead> {
	const calendar = createCreationCalendar(plan.startDay, plan.asOfDay);
	for (let number = 0; number < plan.leads; number++) yield simulateLead(plan, calendar, number);
}

/** The rows of a table, lead after lead. */
export function* tableRows(plan: SamplePlan, table: SampleTable): Generator<SampleRow> {
	for (const lead of eachLead(plan)) yield* leadRows(plan, table, lead);
}

/**
 * The rows of one lead in a table, bad rows among them when the plan asks for dirt: a good row is followed by a bad copy
 * of itself with the chance that makes bad rows the wanted share of all. Good rows stay, so that outcomes are the same
 * with and without dirt; only a head count may be overwritten.
 */
export function leadRows(
	plan: SamplePlan,
	table: SampleTable,
	lead: SampleLead,
	onDirt: OnDirt = () => {},
): readonly SampleRow[] {
	const clean = CLEAN_ROWS[table](lead);
	if (table === "leads" && isHandTyped(lead)) onDirt(table, "wrong-type");
	if (plan.dirty === 0) return clean;
	const random = createRandom(`${plan.seed}/dirt/${table}/${lead.number}`);
	const chance = plan.dirty / (1 - plan.dirty);
	const rows: SampleRow[] = [];
	clean.forEach((row, i) => {
		if (!random.chance(chance)) {
			rows.push(row);
			return;
		}
		const kind = random.pick(DIRT_KINDS[table]);
		const overwritten = kind === "wrong-type";
		if (!overwritten) rows.push(row);
		rows.push(soiledRow(random, plan, table, kind, row, `${lead.number + 1}-${i + 1}`));
		if (!(overwritten && isHandTyped(lead))) onDirt(table, kind);
	});
	return rows;
}
