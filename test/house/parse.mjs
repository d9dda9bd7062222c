// What one source file says of itself: lines, comments, functions, exports and imports. Syntax alone, no types are checked.
import { createRequire } from "node:module";

// TypeScript 7 has no parser to call from JavaScript; tslab brings one that has.
const ts = createRequire(import.meta.url)("@tslab/typescript-for-tslab");
const KINDS = ts.SyntaxKind;

/**
 * `lines` as `wc -l` counts them; `comments` are the lines that hold nothing else. `statements` are those of the top
 * level: the names they declare, whether they export them, the names they use. `imports` are `{ from, name, as, type }`
 * with `*` for all of a module and no `as` where the names are taken inside of statement `at`; `passes` are re-exports.
 */
export function parseSource(path, text) {
	const source = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true, path.endsWith("js") ? 1 : 3);
	const lineOf = (position) => source.getLineAndCharacterOfPosition(position).line;
	const file = { path, lines: text.split("\n").length - 1, comments: 0, anys: 0, ruleMarks: 0 };
	Object.assign(file, { functions: [], statements: [], imports: [], passes: [] });
	const code = new Set();
	const visit = (node, statement) => {
		if (node.kind >= KINDS.FirstJSDocNode && node.kind <= KINDS.LastJSDocNode) return;
		const start = node.getStart(source);
		const children = node.getChildren(source);
		if (children.length === 0 && node.end > start) {
			for (let line = lineOf(start); line <= lineOf(node.end); line += 1) code.add(line);
			if (ts.isIdentifier(node) && !isPropertyName(node)) statement?.uses.add(node.text);
		}
		if (ts.isFunctionLike(node) && node.body !== undefined) {
			const name = (node.name ?? node.parent.name ?? node.parent.left)?.getText(source) ?? "(unnamed)";
			file.functions.push({ name, path, line: lineOf(start) + 1, lines: lineOf(node.end) - lineOf(start) + 1 });
		}
		if (node.kind === KINDS.AnyKeyword) file.anys += 1;
		if (ts.isPropertyAssignment(node) && node.name.getText(source) === "mark" && isRule(node.initializer)) {
			file.ruleMarks += 1;
		}
		if (statement !== undefined) file.imports.push(...innerImports(node).map((one) => ({ ...one, at: statement })));
		for (const child of children) visit(child, statement);
	};
	for (const node of source.statements) {
		const linking = ts.isImportDeclaration(node) || (ts.isExportDeclaration(node) && node.moduleSpecifier);
		if (ts.isImportDeclaration(node)) file.imports.push(...importsOf(node));
		else if (linking) file.passes.push(...passesOf(node));
		else file.statements.push({ ...declared(node), uses: new Set(), line: lineOf(node.getStart(source)) + 1 });
		visit(node, linking ? undefined : file.statements.at(-1));
	}
	text.split("\n").forEach((line, i) => {
		if (line.trim() !== "" && !code.has(i)) file.comments += 1;
	});
	return { ...file, exports: exportsOf(file) };
}

/** `name` in `value.name`, `{ name: value }` and `name: Type` is not a use of what is called so. */
function isPropertyName(node) {
	const { parent } = node;
	const property =
		ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent);
	return property && parent.name === node;
}

function isRule(mark) {
	if (ts.isAsExpression(mark)) return isRule(mark.expression);
	if (ts.isStringLiteral(mark)) return mark.text === "rule";
	return (
		ts.isObjectLiteralExpression(mark) && mark.properties.some((p) => p.name?.text === "type" && isRule(p.initializer))
	);
}

/** A statement of the top level: `names` it declares, `exported` those of them that others may import. */
function declared(node) {
	const documented = node.jsDoc !== undefined;
	const type = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
	if (ts.isExportAssignment(node)) return { names: ["default"], exported: ["default"], documented, type };
	if (ts.isExportDeclaration(node)) {
		const names = node.exportClause.elements.map(({ name }) => name.text);
		return { names, exported: names, documented, type, clause: true };
	}
	const bound = (name) => (ts.isIdentifier(name) ? [name.text] : name.elements.flatMap((one) => bound(one.name)));
	const names = ts.isVariableStatement(node)
		? node.declarationList.declarations.flatMap(({ name }) => bound(name))
		: node.name === undefined
			? []
			: [node.name.text];
	const has = (kind) => node.modifiers?.some((modifier) => modifier.kind === kind) ?? false;
	const exported = has(KINDS.DefaultKeyword) ? ["default"] : has(KINDS.ExportKeyword) ? names : [];
	return { names: [...new Set([...names, ...exported])], exported, documented, type };
}

/** Overloads are one export; `export { name }` and `export default name` have the doc block of what they name. */
function exportsOf({ statements }) {
	const found = new Map();
	for (const statement of statements) {
		for (const name of statement.exported) {
			const named = statement.clause || name === "default" ? statements.filter((s) => sharesName(s, statement)) : [];
			const documented = [statement, ...named, found.get(name) ?? {}].some((one) => one.documented);
			found.set(name, { name, line: statement.line, type: statement.type, documented });
		}
	}
	return [...found.values()];
}

const sharesName = (one, { uses }) => one.names.some((name) => uses.has(name));

function importsOf({ importClause, moduleSpecifier: { text: from } }) {
	if (importClause === undefined) return [{ from, name: "*", type: false }];
	const { name, namedBindings, isTypeOnly: type } = importClause;
	const names = (namedBindings?.elements ?? []).map((one) => ({
		from,
		name: (one.propertyName ?? one.name).text,
		as: one.name.text,
		type: type || one.isTypeOnly,
	}));
	if (name !== undefined) names.push({ from, name: "default", as: name.text, type });
	if (namedBindings?.name !== undefined) names.push({ from, name: "*", as: namedBindings.name.text, type });
	return names;
}

function passesOf({ exportClause: clause, moduleSpecifier: { text: from }, isTypeOnly: type }) {
	if (clause === undefined) return [{ from, name: "*", as: "*", type }];
	if (ts.isNamespaceExport(clause)) return [{ from, name: "*", as: clause.name.text, type }];
	return clause.elements.map((one) => ({
		from,
		name: (one.propertyName ?? one.name).text,
		as: one.name.text,
		type: type || one.isTypeOnly,
	}));
}

/** `await import()`, whose names may be taken apart on the spot, and `import("...").Type`. */
function innerImports(node) {
	if (ts.isImportTypeNode(node)) {
		return [{ from: node.argument.literal.text, name: node.qualifier?.getText() ?? "*", type: true }];
	}
	if (!ts.isCallExpression(node) || node.expression.kind !== KINDS.ImportKeyword) return [];
	// A script may join the path of the module: the literal in it says which.
	const [, from] = /"([^"]+)"/.exec(node.arguments[0]?.getText() ?? "") ?? [];
	if (from === undefined) return [];
	const pattern = ts.isAwaitExpression(node.parent) ? node.parent.parent.name : undefined;
	const names = pattern?.elements?.map((one) => (one.propertyName ?? one.name).text) ?? ["*"];
	return names.map((name) => ({ from, name, type: false }));
}
