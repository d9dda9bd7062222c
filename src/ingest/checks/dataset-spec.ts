import { z } from "zod";
import { plainText } from "../../base/plain-text.ts";
import { CHECK_CODES } from "./check-codes.ts";

const text = z.string().min(1);
/** A name that models and reports use, compared as names are. */
const name = z.string().overwrite(plainText).min(1);
const nulls = z
	.array(z.string().overwrite(plainText))
	.optional()
	.describe('Texts that mean unknown, e.g. ["Select", "n/a"].');
const dateFormat = z
	.union([text, z.array(text).min(1)])
	.optional()
	.describe(
		'How instants are written when not in ISO 8601: a strptime pattern such as "%d/%m/%Y %H:%M", several of them, or epoch_ms or epoch_s.',
	);

/** How a file is to be read; shared by all tables. */
const fileShape = {
	file: z
		.union([text, z.array(text).min(1)])
		.describe("File name relative to dataset.yaml, or several of the same shape."),
	format: z
		.enum(["csv", "parquet", "jsonl"])
		.optional()
		.describe("Left out: by the extension of the file; gzip (.gz) is seen too."),
	delimiter: z
		.string()
		.regex(/^[\t -!#-~]$/, "a delimiter is one ASCII character other than a quote")
		.optional()
		.describe('Cell delimiter of a CSV file; default ",", for .tsv a tab.'),
	encoding: z
		.enum(["utf-8", "latin-1", "utf-16"])
		.optional()
		.describe("Default utf-8; a byte order mark is heeded by itself. latin-1 is read as windows-1252."),
	date_format: dateFormat,
	decimal: z
		.enum([".", ","])
		.optional()
		.describe(
			'Sign between the whole and the fraction of a number in text; then thousands may be divided, by a blank, an apostrophe or the other sign. Left out: "." and no thousands.',
		),
	null_values: nulls,
};

/** A column by its name, or with how its instants are written. */
export const instantColumnSchema = z.union([
	text,
	z.strictObject({ column: text.describe("Name of the column."), date_format: dateFormat }),
]);

/** The same text for every row, or the column it stands in. */
const constantOrColumn = z.union([
	text,
	z.strictObject({ is: name.describe("The value of every row.") }).describe("The same for every row of the table."),
]);

const knownSchema = z.union([
	z
		.strictObject({ stage: name.describe("A rung or exit.") })
		.describe("Known from the first time the lead reached this stage; never, if it did not."),
	z
		.strictObject({ column: text.describe("Name of the column."), date_format: dateFormat })
		.describe("Known from the instant in this column; never where it is empty."),
]);

const attributeSchema = z.strictObject({
	type: z.enum(["text", "number", "boolean"]).optional().describe("Left out: text, or what a Parquet column is."),
	column: z
		.union([text, z.literal(false)])
		.optional()
		.describe(
			"Column of the leads table; left out: the attribute's name; false: values only come from attribute_history.",
		),
	known: knownSchema.optional().describe("When the value became known; left out: at lead creation."),
	null_values: nulls,
});

const leadsSchema = z.strictObject({
	...fileShape,
	id: text.describe("Column that names the lead; unique."),
	created: instantColumnSchema.describe("Column with the creation; a date without a time is the start of that day."),
	account: text.optional().describe("Column that names the lead's account; intervals are clustered by it."),
	attributes: z
		.union([z.array(name), z.record(name, attributeSchema)])
		.optional()
		.describe("Column names, or attribute names with what each is; left out: there are none."),
});

const leadColumn = text.describe("Column with the id of the lead.");

const activitiesSchema = z.strictObject({
	...fileShape,
	lead: leadColumn,
	at: instantColumnSchema.describe("Column with the instant at which it happened."),
	type: constantOrColumn.describe("Column with the kind of activity, or { is: download } for a table of one kind."),
	known: instantColumnSchema.optional().describe("When it became known; empty: when it occurred."),
	properties: z.array(name).optional().describe("Columns that conditions (where) of a model may look at."),
});

const stagesSchema = z.strictObject({
	...fileShape,
	lead: leadColumn,
	stage: constantOrColumn.describe(
		"Column with the stage, or { is: mql } for a table (or a column of dates) of one stage.",
	),
	at: instantColumnSchema.describe("When it was reached. With { is: ... } an empty cell means: not reached."),
	labels: z
		.record(text, z.union([text, z.array(text).min(1)]))
		.optional()
		.describe(
			"Stage to what the column calls it, where that is something else, e.g. { mql: [Marketing Qualified, MQL] }.",
		),
	reason: text.optional().describe("Column with the reason of the change."),
	amount: text
		.optional()
		.describe("Column with a sum of money; of several rows of a lead and stage the largest counts."),
});

const historySchema = z.strictObject({
	...fileShape,
	lead: leadColumn,
	attribute: text.describe("Column that names the attribute."),
	value: text.describe("Column with the new value; an empty cell means unknown from then on."),
	known: instantColumnSchema.describe("Column with the instant from which the value is known."),
});

const oneOrMore = <T extends z.ZodType>(schema: T) => z.union([schema, z.array(schema).min(1)]);

const limit = z
	.union([
		z.number().int().min(0),
		z.string().regex(/^\s*\d+(\.\d+)?\s*%\s*$/, 'a limit is a number of rows or a share such as "1 %"'),
	])
	.optional();

const checkSchema = z.strictObject({
	action: z
		.enum(["keep", "reject", "reach"])
		.optional()
		.describe(
			"What becomes of the row; the table of checks has the defaults. reach, for skipped-rung alone: the rungs that a lead skipped count as reached when the first rung after them was.",
		),
	warn_if: limit.describe(
		'Warn when more rows than this are concerned: a number, or a share such as "1 %"; default 0, or what the table of checks says.',
	),
	error_if: limit.describe(
		'Stop when more rows than this are concerned: a number, or a share such as "1 %"; default never.',
	),
});

/** The file `dataset.yaml`, `leadlab: dataset/1`. */
export const datasetSpecSchema = z.strictObject({
	leadlab: z.literal("dataset/1").describe("The kind of file and its version."),
	name: text.optional().describe("Left out: the name of the folder."),
	description: z.string().optional().describe("For people."),
	source: z.string().optional().describe("Where the data comes from."),
	as_of: text.describe("When the extract was taken; a date without a time is the end of that day."),
	time_zone: text.default("UTC").describe("IANA time zone of naive timestamps and of calendar days."),
	ladder: z.array(name).min(1).max(200).describe("The rungs from first to last."),
	exits: z.array(name).max(50).default([]).describe("Stages that leave the ladder."),
	leads: leadsSchema.describe("The table of leads, one row a lead."),
	activities: oneOrMore(activitiesSchema).optional().describe("A table of activities, or a list of them."),
	stages: oneOrMore(stagesSchema).optional().describe("A table of stage changes, or a list of them."),
	attribute_history: oneOrMore(historySchema)
		.optional()
		.describe("A table of dated attribute values, or a list of them; these win over the column of leads."),
	worked: z
		.strictObject({
			activities: z.array(name).optional().describe("Activity types by which sales acts on a lead."),
			stages: z.array(name).optional().describe("Stages that say sales acted."),
			column: instantColumnSchema.optional().describe("Column of the leads table with the first sales contact."),
		})
		.optional()
		.describe("What counts as sales having worked a lead; needed to ask whether unworked leads bend the figures."),
	handoffs: z
		.array(
			z.union([
				z
					.strictObject({
						from: name.describe("The stage that a model flags."),
						to: name.describe("The stage to follow."),
					})
					.describe("One hand-off."),
				z
					.strictObject({ call: name.describe("The same as from."), outcome: name.describe("The same as to.") })
					.describe("The same in older words.")
					.transform(({ call, outcome }) => ({ from: call, to: outcome })),
			]),
		)
		.min(1)
		.optional()
		.describe(
			"Hand-offs to measure; left out: mql to sql, sql to customer and mql to customer, as far as the model flags the first and the ladder has the second; else each flag with every later rung.",
		),
	checks: z
		.partialRecord(z.enum(CHECK_CODES), checkSchema)
		.optional()
		.describe("Code of a check to what becomes of its rows, and when it warns or stops."),
});

/** What may be written in `dataset.yaml`. */
export type DatasetSpecInput = z.input<typeof datasetSpecSchema>;
/** A checked dataset contract: plain frozen data. */
export type DatasetSpec = z.output<typeof datasetSpecSchema>;
/** The `leads` section. */
export type LeadsSpec = DatasetSpec["leads"];
/** One attribute of the `leads` section. */
export type AttributeSpec = z.output<typeof attributeSchema>;
/** One table of the `activities` section. */
export type ActivitiesSpec = z.output<typeof activitiesSchema>;
/** One table of the `stages` section. */
export type StagesSpec = z.output<typeof stagesSchema>;
/** One table of the `attribute_history` section. */
export type HistorySpec = z.output<typeof historySchema>;
/** A column of instants: its name, or with how they are written. */
export type InstantColumn = z.output<typeof instantColumnSchema>;
/** What every table says about its file. */
export type FileSpec = Pick<
	LeadsSpec,
	"file" | "format" | "delimiter" | "encoding" | "date_format" | "decimal" | "null_values"
>;

/** The contract as JSON Schema, draft 7, for editors. */
export function datasetJsonSchema(): Record<string, unknown> {
	const schema = z.toJSONSchema(datasetSpecSchema, { target: "draft-7", io: "input" });
	return { ...schema, title: "leadlab dataset/1" };
}

/**
 * One or more as a list.
 *
 * @example listOf("a") // ["a"]
 */
export function listOf<T>(oneOrMany: T | readonly T[] | undefined): readonly T[] {
	if (oneOrMany === undefined) return [];
	return Array.isArray(oneOrMany) ? (oneOrMany as readonly T[]) : [oneOrMany as T];
}
