import { knownValue, type Value } from "../base/value.ts";
import { assembleDataset } from "./assemble.ts";
import { createCalendar } from "./calendar.ts";
import { type AttributeType, type Dataset, type HandoffSpec, NEVER, UNKNOWN } from "./dataset.ts";
import type { RawAttribute } from "./raw-columns.ts";
import { sharedFloat64, sharedInt32, sharedUint8, sharedUint16 } from "./shared-array.ts";

type Cell = string | number | boolean | null | undefined;

/** Rows in memory, for notebooks and tests; instants are ms since 1970-01-01T00:00Z. */
export interface DatasetInput {
	readonly name?: string;
	readonly asOf: number;
	readonly timeZone?: string;
	readonly ladder: readonly string[];
	readonly exits?: readonly string[];
	readonly handoffs?: readonly HandoffSpec[];
	/** Attribute names with their type and, unless known at creation, what makes them known. */
	readonly attributes?: Readonly<
		Record<
			string,
			{ readonly type?: AttributeType; readonly known?: { readonly stage: string } | { readonly column: string } }
		>
	>;
	readonly leads: readonly {
		readonly id: string;
		readonly created: number;
		readonly values?: Readonly<Record<string, Cell>>;
		/** Instants of knowledge, by the column an attribute names in `known`. */
		readonly knownAt?: Readonly<Record<string, number>>;
		readonly account?: string;
	}[];
	/** Activity properties there are, besides those that occur. */
	readonly properties?: readonly string[];
	readonly activities?: readonly {
		readonly lead: string;
		readonly at: number;
		readonly type: string;
		readonly known?: number;
		readonly properties?: Readonly<Record<string, Cell>>;
	}[];
	readonly stages?: readonly {
		readonly lead: string;
		readonly stage: string;
		readonly at: number;
		readonly reason?: string;
		readonly amount?: number;
	}[];
	readonly history?: readonly {
		readonly lead: string;
		readonly attribute: string;
		readonly value: Cell;
		readonly known: number;
	}[];
	readonly worked?: { readonly activities?: readonly string[]; readonly stages?: readonly string[] };
}

/**
 * A dataset from rows in memory. It trusts its caller: a row that names an unknown lead, stage or attribute is an error
 * of the program, not an issue.
 *
 * @throws RangeError naming the unknown lead, stage or attribute
 */
export function datasetFrom(input: DatasetInput): Dataset {
	const leadRow = new Map(input.leads.map(({ id }, row) => [id, row]));
	const rowOf = (id: string) => leadRow.get(id) ?? unknown("lead", id);
	const stageNames = [...input.ladder, ...(input.exits ?? [])];
	const stageOf = (name: string) => indexIn(stageNames, name, "stage");
	const names = Object.keys(input.attributes ?? {});
	const activities = input.activities ?? [];
	const stages = input.stages ?? [];
	const history = input.history ?? [];
	const dictionaries = names.map(() => dictionary());

	const attributes = names.map((name, index): RawAttribute => {
		const { type = "text", known } = input.attributes![name]!;
		const codes = sharedInt32(input.leads.length);
		input.leads.forEach((lead, row) => {
			codes[row] = dictionaries[index]!.codeOf(lead.values?.[name]);
		});
		const at = known !== undefined && "column" in known ? known.column : undefined;
		return {
			name,
			type,
			values: dictionaries[index]!.values,
			codes,
			known:
				known === undefined || "stage" in known
					? known
					: { at: float64(input.leads.map((lead) => lead.knownAt?.[at!] ?? NEVER)) },
		};
	});
	const types = [...new Set(activities.map(({ type }) => type))].sort();
	const occurring = activities.flatMap(({ properties }) => Object.keys(properties ?? {}));
	const propertyNames = [...new Set([...(input.properties ?? []), ...occurring])].sort();
	const reasons = dictionary();
	const accounts = dictionary();
	return assembleDataset({
		name: input.name ?? "in memory",
		asOf: input.asOf,
		calendar: createCalendar(input.timeZone ?? "UTC"),
		ladder: input.ladder,
		exits: input.exits ?? [],
		handoffs: input.handoffs,
		leads: {
			count: input.leads.length,
			idOf: (row) => input.leads[row]!.id,
			createdAt: float64(input.leads.map(({ created }) => created)),
			account: input.leads.some(({ account }) => account !== undefined)
				? { values: accounts.values, codes: int32(input.leads.map(({ account }) => accounts.codeOf(account))) }
				: undefined,
		},
		attributes,
		history: {
			count: history.length,
			lead: int32(history.map(({ lead }) => rowOf(lead))),
			attribute: uint16(history.map(({ attribute }) => indexIn(names, attribute, "attribute"))),
			code: int32(history.map(({ attribute, value }) => dictionaries[names.indexOf(attribute)]!.codeOf(value))),
			knownAt: float64(history.map(({ known }) => known)),
		},
		activities: {
			count: activities.length,
			lead: int32(activities.map(({ lead }) => rowOf(lead))),
			at: float64(activities.map(({ at }) => at)),
			knownAt: activities.some(({ known }) => known !== undefined)
				? float64(activities.map(({ at, known }) => Math.max(at, known ?? at)))
				: undefined,
			types,
			type: uint16(activities.map(({ type }) => types.indexOf(type))),
			properties: propertyNames.map((name) => {
				const values = dictionary();
				const codes = int32(activities.map(({ properties }) => values.codeOf(properties?.[name])));
				return { name, values: values.values, codes };
			}),
		},
		stages: {
			count: stages.length,
			lead: int32(stages.map(({ lead }) => rowOf(lead))),
			stage: uint8(stages.map(({ stage }) => stageOf(stage))),
			at: float64(stages.map(({ at }) => at)),
			reason: { values: reasons.values, codes: int32(stages.map(({ reason }) => reasons.codeOf(reason))) },
			amount: stages.some(({ amount }) => amount !== undefined)
				? float64(stages.map(({ amount }) => amount ?? Number.NaN))
				: undefined,
		},
		worked: input.worked && { activities: input.worked.activities ?? [], stages: input.worked.stages ?? [] },
		quality: {
			tables: {
				leads: allLoaded(input.leads.length),
				activities: allLoaded(activities.length),
				stages: allLoaded(stages.length),
				attribute_history: allLoaded(history.length),
			},
			issues: [],
		},
	});
}

function dictionary(): { readonly values: Value[]; codeOf(cell: Cell): number } {
	const values: Value[] = [];
	const codes = new Map<Value, number>();
	return {
		values,
		codeOf: (cell) => {
			const value = knownValue(cell);
			if (value === undefined) return UNKNOWN;
			const found = codes.get(value);
			if (found !== undefined) return found;
			codes.set(value, values.length);
			values.push(value);
			return values.length - 1;
		},
	};
}

function unknown(what: string, name: string): never {
	throw new RangeError(`datasetFrom: there is no ${what} "${name}".`);
}

function indexIn(names: readonly string[], name: string, what: string): number {
	const index = names.indexOf(name);
	return index >= 0 ? index : unknown(what, name);
}

const allLoaded = (count: number) => ({ read: count, loaded: count, rejected: 0 });
const float64 = (items: readonly number[]) => filled(sharedFloat64(items.length), items);
const int32 = (items: readonly number[]) => filled(sharedInt32(items.length), items);
const uint16 = (items: readonly number[]) => filled(sharedUint16(items.length), items);
const uint8 = (items: readonly number[]) => filled(sharedUint8(items.length), items);

function filled<T extends { set(items: ArrayLike<number>): void }>(array: T, items: readonly number[]): T {
	array.set(items);
	return array;
}
