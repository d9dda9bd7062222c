import { createCalendar } from "../../src/dataset/calendar.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { datasetFrom } from "../../src/dataset/dataset-from.ts";
import type { SampleOptions } from "../../src/sample/sample-options.ts";
import { SAMPLE_TIME_ZONE } from "../../src/sample/tables/dataset-file.ts";
import { generateSample } from "../../src/sample/tables/generate-sample.ts";
import {
	HISTORY_ONLY_ATTRIBUTES,
	SAMPLE_ATTRIBUTES,
	SAMPLE_COLUMNS,
	SAMPLE_EXITS,
	SAMPLE_LADDER,
	SAMPLE_PROPERTIES,
	type SampleAttribute,
	type SampleTable,
} from "../../src/sample/vocabulary.ts";

const DAY_MS = 86_400_000;

/** The clean rows of a sample as a dataset in memory, read by nobody but this: a check on the files' meaning. */
export function sampleDataset(options: Omit<SampleOptions, "dirty">): Dataset {
	const sample = generateSample(options);
	const calendar = createCalendar(SAMPLE_TIME_ZONE);
	/** A date without a time is the end of that day. */
	const instant = (text: string) =>
		text.length === 10
			? calendar.startOf(Date.parse(`${text}T00:00:00Z`) / DAY_MS + 1) - 1
			: calendar.instantOf(Date.parse(`${text.replace(" ", "T")}Z`));
	const rows = (table: SampleTable) =>
		Array.from(sample.rows(table), (cells) =>
			Object.fromEntries(SAMPLE_COLUMNS[table].map((column, i) => [column, cells[i]!])),
		);
	const names = Object.keys(SAMPLE_ATTRIBUTES) as SampleAttribute[];
	const wide = names.filter((name) => !HISTORY_ONLY_ATTRIBUTES.includes(name));
	return datasetFrom({
		name: "saas-sample",
		asOf: calendar.startOf(sample.plan.asOfDay + 1) - 1,
		timeZone: SAMPLE_TIME_ZONE,
		ladder: SAMPLE_LADDER,
		exits: SAMPLE_EXITS,
		attributes: Object.fromEntries(
			names.map((name) => [
				name,
				{
					type: SAMPLE_ATTRIBUTES[name],
					...(name === "incumbent" ? { known: { stage: "sal" } } : {}),
					...(name === "revenue_band" ? { known: { column: "enriched_at" } } : {}),
				},
			]),
		),
		leads: rows("leads").map((row) => ({
			id: row.id!,
			created: instant(row.created_at!),
			account: row.account_id!,
			values: Object.fromEntries(
				wide.map((name) => [name, name === "employees" && row[name] !== "" ? numberIn(row[name]!) : row[name]]),
			),
			knownAt: row.enriched_at === "" ? {} : { enriched_at: instant(row.enriched_at!) },
		})),
		properties: SAMPLE_PROPERTIES,
		activities: rows("activities").map((row) => ({
			lead: row.lead_id!,
			at: instant(row.at!),
			type: row.type!,
			...(row.seen_at === "" ? {} : { known: instant(row.seen_at!) }),
			properties: { path: row.path, asset: row.asset, minutes: row.minutes === "" ? undefined : Number(row.minutes) },
		})),
		stages: rows("stages").map((row) => ({
			lead: row.lead_id!,
			stage: row.stage!,
			at: instant(row.at!),
			...(row.reason === "" ? {} : { reason: row.reason! }),
			...(row.amount === "" ? {} : { amount: Number(row.amount) }),
		})),
		history: rows("attribute_history").map((row) => ({
			lead: row.lead_id!,
			attribute: row.attribute!,
			value: row.value!,
			known: instant(row.known_at!),
		})),
		worked: { activities: ["sales_email", "sales_call"] },
	});
}

/** A cell of a number column; text in it is unknown. */
function numberIn(text: string): number | undefined {
	const number = Number(text);
	return Number.isFinite(number) ? number : undefined;
}
