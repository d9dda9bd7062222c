/** A JSON Schema (draft 7), as far as ours go. */
export interface JsonSchema {
	readonly description?: string;
	readonly type?: string | readonly string[];
	readonly const?: unknown;
	readonly enum?: readonly unknown[];
	readonly default?: unknown;
	readonly anyOf?: readonly JsonSchema[];
	readonly items?: JsonSchema;
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly required?: readonly string[];
	readonly additionalProperties?: JsonSchema | boolean;
}

/** One key of a file: where it stands, what may be written, and what that means. */
export interface KeyRow {
	/** Path below its section, such as `known.stage`; `NAME` stands for a name of the user's, `[]` for an item of a list. */
	readonly key: string;
	readonly value: string;
	readonly isRequired: boolean;
	readonly meaning: string;
}

/** Keys that several places of a file share: said once, under a title of their own, and named elsewhere. */
export interface SharedKeys {
	readonly title: string;
	/** How a type that has them is written. */
	readonly called: string;
	readonly keys: readonly string[];
}

/** A part of the reference: the keys at a path, and of what stands below them. */
export interface Section {
	readonly title: string;
	/** `""` is the whole file; `leads`, or `groups[].rules[]#1` for the second of several shapes. */
	readonly path: string;
}

/**
 * The tables of a file's keys as Markdown. What is shared comes first where it is met; a path that has a section of its own is
 * only named where it stands.
 *
 * @throws Error when a key has no description, so that none can be forgotten
 */
export function referenceTables(
	schema: JsonSchema,
	sections: readonly Section[],
	shared: readonly SharedKeys[],
): string {
	const parts = sections.map(({ title, path }) => {
		const others = sections.map((section) => section.path).filter((other) => other !== path && other !== "");
		return `${title}\n\n${markdownTable(keyRows(schemaAt(schema, path), { path, others, shared }))}`;
	});
	const common = shared.map(({ title, keys }) => {
		const shape = findShape(schema, keys);
		if (shape === undefined) throw new Error(`no part of the schema has the keys ${keys.join(", ")}.`);
		const only = Object.fromEntries(Object.entries(shape.properties ?? {}).filter(([key]) => keys.includes(key)));
		const rows = keyRows({ ...shape, properties: only }, { path: "", others: [], shared: [] });
		return `${title}\n\n${markdownTable(rows)}`;
	});
	return [...parts, ...common].join("\n\n");
}

/** A page with the text between the marks of a name replaced. @throws Error when the page has no such marks */
export function withPart(page: string, name: string, text: string): string {
	const marks = new RegExp(`(<!-- ${name}: [^>]*-->\\n)[\\s\\S]*?(<!-- end -->)`);
	if (!marks.test(page)) throw new Error(`the page has no marks for "${name}".`);
	return page.replace(marks, (_, start: string, end: string) => `${start}\n${text}\n\n${end}`);
}

/** A table in Markdown; a cell may hold any text. */
export function markdownRows(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
	return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

function markdownTable(rows: readonly KeyRow[]): string {
	return markdownRows(
		["key", "value", "meaning"],
		rows.map(({ key, value, isRequired, meaning }) => [`\`${key}\`${isRequired ? " *" : ""}`, value, meaning]),
	);
}

interface Place {
	readonly path: string;
	readonly others: readonly string[];
	readonly shared: readonly SharedKeys[];
}

function keyRows(schema: JsonSchema, place: Place, prefix = ""): KeyRow[] {
	const properties = schema.properties ?? {};
	const left = sharedIn(properties, place.shared).flatMap(({ keys }) => keys);
	return Object.entries(properties)
		.filter(([key]) => !left.includes(key))
		.flatMap(([name, value]) => {
			const key = `${prefix}${name}`;
			const meaning = meaningOf(value);
			if (meaning === "") throw new Error(`the key "${key}" has no description.`);
			const row: KeyRow = {
				key,
				value: valueText(value, place.shared) + (value.default === undefined ? "" : ` (${valueName(value.default)})`),
				isRequired: schema.required?.includes(name) === true && value.default === undefined,
				meaning,
			};
			const at = place.path === "" ? key : `${place.path}.${key}`;
			return [row, ...below(value, at, key, place)];
		});
}

/** Rows of the objects within a value, as far as they have no section of their own. */
function below(schema: JsonSchema, at: string, key: string, place: Place): KeyRow[] {
	if (place.others.some((other) => other === at || other.startsWith(`${at}#`))) return [];
	if (schema.anyOf) {
		const seen = new Map(schema.anyOf.flatMap((one) => below(one, at, key, place)).map((row) => [row.key, row]));
		return [...seen.values()];
	}
	if (schema.items) return below(schema.items, `${at}[]`, `${key}[]`, place);
	if (typeof schema.additionalProperties === "object") {
		return below(schema.additionalProperties, `${at}.NAME`, `${key}.NAME`, place);
	}
	return schema.properties ? keyRows(schema, place, `${key}.`) : [];
}

/** What a value means; of several shapes also what each of them does. */
function meaningOf(schema: JsonSchema): string {
	const { anyOf = [] } = schema.items ?? schema;
	const shapes = anyOf.flatMap(({ description, properties }) =>
		description === undefined || properties === undefined
			? []
			: `\`{ ${Object.keys(properties).slice(0, 2).join(", ")} }\`: ${description}`,
	);
	const own = schema.description ?? anyOf.find(({ description }) => description !== undefined)?.description;
	return [...(own === undefined ? [] : [own]), ...shapes].join(" ");
}

function valueText(schema: JsonSchema, shared: readonly SharedKeys[]): string {
	if (schema.const !== undefined) return valueName(schema.const);
	if (schema.enum) return schema.enum.map(valueName).join(", ");
	if (schema.anyOf) return [...new Set(schema.anyOf.map((one) => valueText(one, shared)))].join(" or ");
	if (schema.items) return `list of ${valueText(schema.items, shared)}`;
	if (schema.properties) {
		const parts = sharedIn(schema.properties, shared);
		const left = parts.flatMap(({ keys }) => keys);
		const own = Object.keys(schema.properties).filter((key) => !left.includes(key));
		if (own.length > 3 || schema.properties.file !== undefined) return "`{ ... }`";
		const names = own.length === 0 ? [] : [`\`{ ${own.join(", ")} }\``];
		return [...names, ...parts.map(({ called }) => called)].join(" with ");
	}
	if (typeof schema.additionalProperties === "object") {
		return `NAME: ${valueText(schema.additionalProperties, shared)}`;
	}
	return [schema.type ?? "any"].flat().map(typeName).join(" or ");
}

function typeName(type: string): string {
	return { string: "text", integer: "whole number", boolean: "true or false" }[type] ?? type;
}

function valueName(value: unknown): string {
	return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}

function sharedIn(properties: object, shared: readonly SharedKeys[]): readonly SharedKeys[] {
	return shared.filter(({ keys }) => keys.every((key) => key in properties));
}

function findShape(schema: JsonSchema, keys: readonly string[]): JsonSchema | undefined {
	if (schema.properties && keys.every((key) => key in (schema.properties ?? {}))) return schema;
	for (const child of children(schema)) {
		const found = findShape(child, keys);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** What stands directly within a schema. */
export function children(schema: JsonSchema): readonly JsonSchema[] {
	return [
		...Object.values(schema.properties ?? {}),
		...(schema.anyOf ?? []),
		...(schema.items ? [schema.items] : []),
		...(typeof schema.additionalProperties === "object" ? [schema.additionalProperties] : []),
	];
}

/** The schema at a path, through lists and alternatives; `#1` takes the second object among alternatives. */
function schemaAt(schema: JsonSchema, path: string): JsonSchema {
	const steps = path.split(/\.|(?=\[\])|(?=#)/).filter((step) => step !== "");
	const found = steps.reduce((at, step) => stepInto(at, step) ?? missing(path), schema);
	return objectsOf(found)[0] ?? missing(path);
}

function stepInto(at: JsonSchema, step: string): JsonSchema | undefined {
	if (step.startsWith("#")) return objectsOf(at)[Number(step.slice(1))];
	return [at, ...(at.anyOf ?? [])]
		.map((one) => {
			if (step === "[]") return one.items;
			if (step === "NAME" && typeof one.additionalProperties === "object") return one.additionalProperties;
			return one.properties?.[step];
		})
		.find((one) => one !== undefined);
}

function objectsOf(schema: JsonSchema): readonly JsonSchema[] {
	return (schema.anyOf ?? [schema]).filter(({ properties }) => properties !== undefined);
}

function missing(path: string): never {
	throw new Error(`the schema has nothing at "${path}".`);
}
