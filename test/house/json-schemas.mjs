// JSON Schemas of what the commands print, made from the types in src/json: `npm run schemas` writes them to data/schemas.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDER = join(ROOT, "data", "schemas");
// TypeScript 7 has no checker that JavaScript can ask yet; the notebook kernel brings one that has.
const ts = createRequire(import.meta.url)("@tslab/typescript-for-tslab");

/** Keys whose text is an instant, as `resultJson` writes them. */
const INSTANT = /^(asOf|at|createdFrom|createdTo|flaggedUntil|recentMatureFrom|[a-zA-Z]+At)$/;

/** Every schema by the name of its file: one for each exported type of src/json that has a `leadlab`. */
export function jsonSchemas() {
	const folder = join(ROOT, "src", "json");
	const files = readdirSync(folder)
		.filter((name) => name.endsWith(".ts"))
		.map((name) => join(folder, name));
	const program = ts.createProgram(files, {
		target: ts.ScriptTarget.ES2022,
		lib: ["lib.es2023.d.ts"],
		module: ts.ModuleKind.NodeNext,
		moduleResolution: ts.ModuleResolutionKind.NodeNext,
		types: ["node"],
		strict: true,
		exactOptionalPropertyTypes: true,
		allowImportingTsExtensions: true,
		skipLibCheck: true,
		noEmit: true,
	});
	const checker = program.getTypeChecker();
	const schemas = new Map();
	for (const file of files) {
		const source = program.getSourceFile(file);
		for (const symbol of checker.getExportsOfModule(checker.getSymbolAtLocation(source))) {
			if (!(symbol.flags & ts.SymbolFlags.TypeAlias)) continue;
			const type = checker.getDeclaredTypeOfSymbol(symbol);
			const leadlab = type.getProperty("leadlab");
			if (leadlab === undefined) continue;
			const { value } = checker.getTypeOfSymbolAtLocation(leadlab, source);
			schemas.set(`${value.replace("/", "-")}.schema.json`, schemaOf(type, { symbol, value, checker, source }));
		}
	}
	return new Map([...schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function schemaOf(root, { symbol, value, checker, source }) {
	const definitions = new Map();
	const schema = convert(root, value, { isRoot: true });
	const sorted = [...definitions].sort(([a], [b]) => (a < b ? -1 : 1));
	const defs = Object.fromEntries(sorted.map(([name, { made }]) => [name, made]));
	return {
		$schema: "https://json-schema.org/draft/2020-12/schema",
		title: value,
		...describe(symbol),
		...schema,
		$defs: defs,
	};

	function convert(type, path, { isRoot = false } = {}) {
		const { flags } = type;
		if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never)) {
			throw new Error(`${path}: ${checker.typeToString(type)} has no schema.`);
		}
		if (flags & ts.TypeFlags.Null) return { type: "null" };
		if (flags & ts.TypeFlags.BooleanLiteral) return { const: checker.typeToString(type) === "true" };
		if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
		if (flags & ts.TypeFlags.Boolean) return { type: "boolean" };
		if (flags & ts.TypeFlags.StringLike) return { type: "string" };
		if (flags & ts.TypeFlags.NumberLike) return { type: "number" };
		if (type.isUnion()) return unionOf(type.types, path);
		if (checker.isTupleType(type)) {
			const items = checker.getTypeArguments(type).map((one, i) => convert(one, `${path}[${i}]`));
			return { type: "array", prefixItems: items, items: false, minItems: items.length };
		}
		if (checker.isArrayType(type))
			return { type: "array", items: convert(checker.getTypeArguments(type)[0], `${path}[]`) };
		return isRoot ? objectOf(type, path) : named(type, path);
	}

	function unionOf(types, path) {
		const parts = types.filter((one) => !(one.flags & ts.TypeFlags.Undefined)).map((one) => convert(one, path));
		const constants = parts.filter((one) => "const" in one).map((one) => one.const);
		const both = constants.includes(true) && constants.includes(false);
		const values = constants.filter((one) => !both || typeof one !== "boolean");
		const simple = parts
			.filter((one) => Object.keys(one).length === 1 && typeof one.type === "string")
			.map((one) => one.type);
		if (both) simple.unshift("boolean");
		const others = parts.filter(
			(one) => !("const" in one) && !(Object.keys(one).length === 1 && typeof one.type === "string"),
		);
		const alternatives = [
			...distinct(others),
			...(values.length === 0 ? [] : [values.length === 1 ? { const: values[0] } : { enum: values }]),
			...(simple.length === 0 ? [] : [{ type: simple.length === 1 ? simple[0] : simple }]),
		];
		return alternatives.length === 1 ? alternatives[0] : { anyOf: alternatives };
	}

	/** A type with a name stands once, among the definitions. */
	function named(type, path) {
		const name = nameOf(type);
		if (name === undefined) return objectOf(type, path);
		const known = definitions.get(name);
		if (known !== undefined && known.type !== type) {
			const made = objectOf(type, path);
			if (JSON.stringify(made) !== JSON.stringify(known.made)) return made;
		} else if (known === undefined) {
			const entry = { type, made: undefined };
			definitions.set(name, entry);
			entry.made = objectOf(type, path);
		}
		return { $ref: `#/$defs/${name}` };
	}

	function nameOf(type) {
		const own = type.symbol?.name;
		const of = type.aliasSymbol?.name === "ResultJson" ? type.aliasTypeArguments?.[0]?.symbol?.name : undefined;
		return [own, of].find((name) => name !== undefined && /^[A-Z]/.test(name));
	}

	function objectOf(type, path) {
		const index = checker.getIndexInfoOfType(type, ts.IndexKind.String);
		if (index !== undefined) return { type: "object", additionalProperties: convert(index.type, `${path}.*`) };
		const properties = {};
		const required = [];
		for (const property of inOrder(checker.getPropertiesOfType(type))) {
			const of = checker.getTypeOfSymbolAtLocation(property, source);
			const made = convert(of, `${path}.${property.name}`);
			const instant = INSTANT.test(property.name) && mayBeText(made) ? { format: "date-time" } : {};
			properties[property.name] = { ...made, ...instant, ...describe(property) };
			if (!(property.flags & ts.SymbolFlags.Optional)) required.push(property.name);
		}
		return { type: "object", properties, required, additionalProperties: false };
	}

	function describe(of) {
		const text = ts.displayPartsToString(of.getDocumentationComment(checker)).replace(/\s+/g, " ").trim();
		return text === "" ? {} : { description: text };
	}
}

/** What a document begins with comes first; the checker lists spread properties last. */
function inOrder(properties) {
	const place = ({ name }) => (name === "leadlab" ? 0 : name === "health" ? 1 : 2);
	return [...properties].sort((a, b) => place(a) - place(b));
}

const mayBeText = ({ type }) => type === "string" || (Array.isArray(type) && type.includes("string"));

function distinct(schemas) {
	return [...new Map(schemas.map((one) => [JSON.stringify(one), one])).values()];
}

/** What a schema file holds. */
export const schemaText = (schema) => `${JSON.stringify(schema, null, "\t")}\n`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const check = process.argv.includes("--check");
	const stale = [];
	for (const [name, schema] of jsonSchemas()) {
		const file = join(FOLDER, name);
		const text = schemaText(schema);
		const old = readdirSync(FOLDER).includes(name) ? readFileSync(file, "utf8") : "";
		if (old !== text) stale.push(name);
		if (!check) writeFileSync(file, text);
	}
	console.log(stale.length === 0 ? "schemas are up to date" : `${check ? "stale" : "wrote"}: ${stale.join(", ")}`);
	if (check && stale.length > 0) process.exitCode = 1;
}
