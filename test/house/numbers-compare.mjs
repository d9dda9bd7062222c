// Walks an old JSON document and the new one together and compares every number, by the table of names.
import { DERIVED, GONE, INTERVAL_OF, INTO_ESTIMATE, MAY_BE_NEW, PATHS, RENAMES } from "./numbers-names.mjs";

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isInstant = (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(value);
/** Numbers and instants: what is held. */
const isHeld = (value) => typeof value === "number" || isInstant(value);

/**
 * @returns counts, and faults `{ kind, path, place, old, now }`: `missing` has no counterpart, `differs` has another value,
 *   `appeared` was null and is a number now (`uncertain` counts those that say themselves how many leads they lack)
 */
export function compareNumbers(old, now, { command }) {
	const found = { numbers: 0, nulls: 0, uncertain: 0, gone: 0, words: 0, faults: [], otherWords: [] };
	const rules = pathRules(PATHS[command] ?? {});
	const gone = Object.entries(GONE[command] ?? {}).map(([pattern, why]) => ({ test: matcher(pattern), why }));
	walk(old, now, "", "");
	return found;

	function walk(before, after, path, place) {
		if (Array.isArray(before)) return walkArray(before, after, path, place);
		if (isObject(before)) return walkObject(before, after, path, place);
		if (before === null && isIntervalKey(path) && isObject(after)) {
			leaf(null, after.low, path, `${place}.low`, after);
			leaf(null, after.high, path, `${place}.high`, after);
			return;
		}
		leaf(before, after, path, place);
	}

	function walkArray(before, after, path, place) {
		// An interval, `[low, high]`, may have become the ends of an estimate.
		if (before.length === 2 && isObject(after) && ("low" in after || "high" in after)) {
			leaf(before[0], after.low, `${path}.0`, `${place}.low`);
			leaf(before[1], after.high, `${path}.1`, `${place}.high`);
			return;
		}
		if (Array.isArray(after) && after.length !== before.length) {
			fault("differs", `${path}.length`, `${place}.length`, before.length, after.length);
		}
		for (const [i, one] of before.entries()) walk(one, after?.[i], join(path, i), join(place, i));
	}

	function walkObject(before, after, path, place) {
		for (const [key, value] of Object.entries(before)) {
			const at = join(path, key);
			const candidates = placesOf(key, before, at);
			const there = candidates.find((steps) => fits(key, value, resolve(after, steps)));
			const steps = (there ?? candidates[0]).map((step) => step.name ?? step);
			const here = there === undefined ? undefined : resolve(after, there);
			walk(value, here, at, [place, ...steps].filter(Boolean).join("."));
		}
	}

	/** Where a key may stand now, as steps from the object that takes the place of the old one; first what the table says. */
	function placesOf(key, before, path) {
		const names = [key, ...(RENAMES[key] ?? []), ...(DERIVED[key] ?? [])];
		const own = names.map((name) => [name]);
		const within = (owner) => {
			if (key === "interval") return [owner];
			return [...(key === "rate" ? ["value"] : []), ...names].map((name) => [...owner, name]);
		};
		const byPath = rules
			.filter((rule) => rule.test(path))
			.flatMap(({ to }) =>
				to.flatMap((one) => (one.startsWith("/") ? [one.slice(1).split(".")] : within(one.split(".")))),
			);
		const owner = INTERVAL_OF.find((name) => name in before);
		const moves = owner !== undefined && owner !== key && (key === "interval" || INTO_ESTIMATE.includes(key));
		const inEstimate = moves ? [owner, ...(RENAMES[owner] ?? [])].flatMap((name) => within([name])) : [];
		// A value beside its interval is the estimate itself.
		const self = key === "interval" ? [SELF] : key === owner && "interval" in before ? [["value"]] : [];
		return [...byPath, ...own, ...partOf(key), ...self, ...inEstimate];
	}

	/** `precisionInterval` is [low, high] of `precision`, `precisionReason` its reason. */
	function partOf(key) {
		const [, stem, part] = /^(.+)(Interval|Reason|MoreNeeded)$/.exec(key) ?? [];
		if (part === undefined) return [];
		const inner = { Interval: [], Reason: ["reason"], MoreNeeded: ["moreNeeded"] }[part];
		return [stem, ...(RENAMES[stem] ?? [])].map((name) => [name, ...inner]);
	}

	function leaf(before, after, path, place, estimate = after) {
		if (gone.some((rule) => rule.test(path))) {
			found.gone++;
			return;
		}
		const value = isObject(after) ? after.value : after;
		if (isHeld(before)) {
			found.numbers++;
			if (value === undefined) fault("missing", path, place, before, suggestion(before, place));
			else if (!Object.is(before, value)) fault("differs", path, place, before, value);
		} else if (before === null) {
			found.nulls++;
			const key = path.slice(path.lastIndexOf(".") + 1);
			if (!isHeld(value) || MAY_BE_NEW.some((name) => key.toLowerCase().endsWith(name.toLowerCase()))) return;
			if (typeof estimate?.moreNeeded === "number") found.uncertain++;
			else fault("appeared", path, place, null, value);
		} else if (before !== value) {
			found.words++;
			found.otherWords.push({ path, place, old: before, now: value });
		}
	}

	function fault(kind, path, place, before, after) {
		found.faults.push({ kind, path, place, old: before, now: after });
	}

	/** Places near by that hold the number; a help to finish the table. */
	function suggestion(number, place) {
		let steps = place.split(".").slice(0, -1);
		for (; steps.length > 0; steps = steps.slice(0, -1)) {
			const near = resolve(now, steps);
			if (near === undefined) continue;
			const places = [...leavesOf(near)].filter(([, value]) => Object.is(value, number)).map(([path]) => path);
			return places.length === 0 ? undefined : `near by: ${[...new Set(places)].slice(0, 3).join(", ")}`;
		}
		return undefined;
	}
}

/** The place of the object itself. */
const SELF = [];

/** Whether what stands at a place can be what the old value has become: an interval is no number, and the other way. */
function fits(key, before, after) {
	if (after === undefined) return false;
	if (isHeld(before) && (Array.isArray(after) || (isObject(after) && !("value" in after)))) return false;
	const isInterval = Array.isArray(before) || (before === null && isIntervalKey(key));
	return !isInterval || after === null || typeof after === "object";
}

const isIntervalKey = (key) => /(^|\.)interval$|Interval$/.test(key);

function resolve(value, steps) {
	let at = value;
	for (const step of steps) {
		if (at === null || typeof at !== "object") return undefined;
		at = typeof step === "function" ? step(at) : at[step];
	}
	// An interval at the place of its own object only where that has ends.
	if (steps === SELF && !(isObject(at) && "low" in at)) return undefined;
	return at;
}

function* leavesOf(value, path = "") {
	if (value === null || typeof value !== "object") yield [path, value];
	else for (const [key, one] of Object.entries(value)) yield* leavesOf(one, join(path, key));
}

const join = (path, key) => (path === "" ? String(key) : `${path}.${key}`);

/** `a.*.{b,c}` as a test of paths; `**.` at the front is any path before. */
function matcher(pattern) {
	const source = pattern
		.replaceAll(".", "\\.")
		.replace(/^\*\*\\\./, "(?:.*\\.)?")
		.replace(/(^|\.)\*(?=\\\.|$)/g, "$1[^.]+")
		.replace(/\{([^}]+)\}/g, (_, names) => `(?:${names.replaceAll(",", "|")})`);
	const expression = new RegExp(`^${source}$`);
	return (path) => expression.test(path);
}

const pathRules = (rules) =>
	Object.entries(rules).map(([pattern, to]) => ({ test: matcher(pattern), to: [to].flat() }));

/** Faults with the same shape of path as one: `handoffs.*.precision`. */
export function groupFaults(faults) {
	const groups = new Map();
	for (const one of faults) {
		const shape = (path) => path.replace(/(^|\.)\d+(?=\.|$)/g, "$1*");
		const key = `${one.kind} ${shape(one.path)} -> ${shape(one.place)}`;
		const group = groups.get(key) ?? { key, count: 0, example: one };
		group.count++;
		groups.set(key, group);
	}
	return [...groups.values()];
}
