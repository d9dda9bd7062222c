// Who needs an export: other files, tests, and whether a path of the product leads to it, declaration by declaration.

/** All names a module exports, `export *` followed. */
export function namesOf(file, resolve, seen = new Set()) {
	if (file === undefined || seen.has(file)) return [];
	seen.add(file);
	const passed = file.passes.flatMap(({ from, as }) =>
		as === "*" ? namesOf(resolve(file, from), resolve, seen) : [as],
	);
	return [...new Set([...file.exports.map(({ name }) => name), ...passed])];
}

/**
 * All exports of the sources, each with who needs it. `imported`: another source file, or one of `users` (notebooks,
 * scripts of the build) imports it; `tested`: a test does; `reached`: a path of the product leads to its declaration.
 * Paths begin at `users` and at source files that do something when loaded and that no other imports (the command line,
 * workers, pages). To be listed in a public entry is not yet a use.
 */
export function exportsAndUses({ source, test, users, resolve }) {
	const importedBy = (files) =>
		new Set(
			files.flatMap((file) => file.imports.flatMap((one) => definitions(file, one, resolve).map((at) => keyOf(...at)))),
		);
	const targets = new Set(source.flatMap((file) => file.imports.map(({ from }) => resolve(file, from))));
	const roots = source.filter((file) => !targets.has(file) && file.statements.some(isEffect));
	const [imported, tested] = [importedBy([...source, ...users]), importedBy(test)];
	const reached = reachFrom(roots, users, resolve);
	return source
		.filter(({ path }) => !path.includes(".d."))
		.flatMap((file) =>
			file.exports.map((one) => {
				const key = keyOf(file, one.name);
				return {
					path: file.path,
					...one,
					imported: imported.has(key),
					tested: tested.has(key),
					reached: reached.has(key),
				};
			}),
		);
}

const keyOf = (file, name) => `${file.path} ${name}`;
const isEffect = ({ names }) => names.length === 0;

/** Where the names of an import are declared, as `[file, name]`, re-exports followed. */
function definitions(file, { from, name }, resolve) {
	const target = resolve(file, from);
	if (target === undefined) return [];
	if (name === "*") return namesOf(target, resolve).flatMap((one) => definitions(file, { from, name: one }, resolve));
	if (target.exports.some((one) => one.name === name)) return [[target, name]];
	const passes = target.passes.filter(({ as }) => as === name || as === "*");
	return passes.flatMap(({ from, as, name: inner }) =>
		definitions(target, { from, name: as === "*" ? name : inner }, resolve),
	);
}

function reachFrom(roots, users, resolve) {
	const [loaded, reached] = [new Set(), new Set()];
	const load = (file) => {
		if (file === undefined || loaded.has(file)) return;
		loaded.add(file);
		for (const statement of file.statements.filter(isEffect)) follow(file, statement);
		for (const one of file.imports) if (one.as === undefined && one.at === undefined) load(resolve(file, one.from));
	};
	const follow = (file, statement) => {
		for (const name of statement.uses) use(file, name);
		for (const one of file.imports) if (one.at === statement) take(file, one);
	};
	const take = (file, one) => {
		load(resolve(file, one.from));
		for (const [target, name] of definitions(file, one, resolve)) {
			load(target);
			use(target, name);
		}
	};
	const use = (file, name) => {
		if (reached.has(keyOf(file, name))) return;
		reached.add(keyOf(file, name));
		for (const statement of file.statements.filter(({ names }) => names.includes(name))) follow(file, statement);
		for (const one of file.imports) if (one.as === name) take(file, one);
	};
	for (const root of roots) load(root);
	for (const user of users) for (const one of user.imports) take(user, one);
	return reached;
}
