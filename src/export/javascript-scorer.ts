import { fingerprint } from "../base/fingerprint.ts";
import type { ScoringModel } from "../model/schema.ts";
import { runtimeSource } from "./javascript-runtime.ts";
import { javaScriptTypes } from "./javascript-types.ts";
import { createJavaScriptWriter } from "./javascript-writer.ts";
import { quoteJavaScript as quote } from "./quote-javascript.ts";

/** A scorer as files: an ES module and its declarations. */
export interface JavaScriptScorer {
	/** One ES module without imports; runs in browsers and in Node, in strict mode, without `eval`. */
	readonly code: string;
	/** Its TypeScript declarations (`.d.ts`). */
	readonly types: string;
}

/**
 * A model as a JavaScript module that scores one lead at one instant, with exactly the meaning of the model language:
 * `score(lead)`, `flags(lead)`, `gates(lead)`, `band(score)`, `dayOf(date)`, `meta`. Only what the model uses is
 * written. Regular expressions become automata that take linear time. Equal models give equal bytes.
 *
 * @throws LabError (configuration, `pattern-export`) when a regular expression cannot be written as an automaton
 * @example exportJavaScript(model).code // "// saas-baseline ..."
 */
export function exportJavaScript(model: ScoringModel): JavaScriptScorer {
	const writer = createJavaScriptWriter();
	const groups = model.groups.map((group) => {
		const rules = group.rules.map(
			(rule) => `\t\t\t{ id: ${quote(rule.id)}${limits(rule)}, sum: ${writer.rule(rule, group)} },`,
		);
		return `\t{\n\t\tid: ${quote(group.id)}${limits(group)},\n\t\trules: [\n${rules.join("\n")}\n\t\t],\n\t},`;
	});
	const stages = Object.entries(model.stages).map(([id, { score, require = [] }]) => {
		const gates = require.map((gate) => `\n\t\t\t${writer.gate(gate)},`).join("");
		return `\t{ id: ${quote(id)}, score: ${score}, needs: [${gates}${gates === "" ? "" : "\n\t\t"}] },`;
	});
	const bands = (model.bands ?? []).map(({ name, from, action, stage }) => {
		const rest = [
			...(action === undefined ? [] : [`action: ${quote(action)}`]),
			...(stage === undefined ? [] : [`stage: ${quote(stage)}`]),
		];
		return `\t{ ${[`name: ${quote(name)}`, `from: ${from}`, ...rest].join(", ")} },`;
	});
	const print = fingerprint(model);
	const parts = [
		header(model, print),
		`// The model.\n\n${[...writer.patterns, table("GROUPS", groups), table("STAGES", stages), table("BANDS", bands)].join("\n\n")}`,
		`const LIMITS = {${limits(model).slice(1)} };`,
		META(model, print),
		CORE,
	];
	// The pieces are declared before the tables that call them.
	const [head, ...rest] = parts;
	const runtime = `// The meaning of its parts.\n\n${runtimeSource(writer.used)}`;
	return { code: `${[head, runtime, ...rest].join("\n\n")}\n`, types: javaScriptTypes(model) };
}

function limits({ cap, floor }: { readonly cap?: number | undefined; readonly floor?: number | undefined }): string {
	return `${cap === undefined ? "" : `, cap: ${cap}`}${floor === undefined ? "" : `, floor: ${floor}`}`;
}

function table(name: string, rows: readonly string[]): string {
	return rows.length === 0 ? `const ${name} = [];` : `const ${name} = [\n${rows.join("\n")}\n];`;
}

function header(model: ScoringModel, print: string): string {
	const version = model.version === undefined ? "" : `, version ${quote(model.version)}`;
	return `// Lead scorer of the model ${quote(model.name)}${version}, fingerprint ${print}.
// Written by leadlab from the model file; change the model and export again rather than edit this file, and check it
// with \`leadlab verify\`. No dependencies: runs in browsers and in Node.
//
// score(lead)  { score, raw, groups, contributions } of a lead as it is known at one instant
// flags(lead)  { stage: true | false, ... }: the score reaches the stage's threshold and every gate holds
// gates(lead)  { stage: [true | false, ...] }: each gate of each stage, in the order of the model
// band(score)  the band of a score, or undefined
// dayOf(date)  day number of "YYYY-MM-DD"
//
// A lead is { today, createdDay, attributes: { name: value }, activities: [{ type, day, properties: { name: value } }] }
// with day numbers of calendar days in one time zone; it must hold what is known at that instant and nothing later.`;
}

function META(model: ScoringModel, print: string): string {
	const version = model.version === undefined ? "" : `\n\tversion: ${quote(model.version)},`;
	return `export const meta = Object.freeze({
	format: "leadlab: scorer/1",
	name: ${quote(model.name)},${version}
	fingerprint: ${quote(print)},
	stages: Object.freeze(STAGES.map(({ id, score }) => Object.freeze({ id, score }))),
	bands: Object.freeze(BANDS.map((one) => Object.freeze(one))),
});`;
}

const CORE = `export function score(lead) {
	const { contributions, groups, raw, rounded } = add(checked(lead));
	return {
		score: rounded,
		raw,
		groups: Object.fromEntries(groups),
		contributions: Object.fromEntries(contributions),
	};
}

export function flags(lead) {
	const view = checked(lead);
	const { contributions, rounded } = add(view);
	return Object.fromEntries(
		STAGES.map(({ id, score, needs }) => [
			id,
			rounded >= score && needs.every((holds) => holds(view, contributions)),
		]),
	);
}

export function gates(lead) {
	const view = checked(lead);
	const { contributions } = add(view);
	return Object.fromEntries(
		STAGES.map(({ id, needs }) => [id, needs.map((holds) => holds(view, contributions))]),
	);
}

export function band(score, stage) {
	return meta.bands.find((one) => one.stage === stage && score >= one.from);
}

export function dayOf(date) {
	const day = /^\\d{4}-\\d{2}-\\d{2}$/.test(date) ? Date.parse(date) / 86400000 : NaN;
	if (Number.isNaN(day) || new Date(day * 86400000).toISOString().slice(0, 10) !== date) {
		throw new RangeError("dayOf: the date must be a calendar day written YYYY-MM-DD, got " + String(date));
	}
	return day;
}

// Rules add up to groups and groups to the score; each sum is limited before it is added, the score rounded once.
function add(view) {
	const contributions = new Map();
	const groups = new Map();
	let raw = 0;
	let total = 0;
	for (const group of GROUPS) {
		let sum = 0;
		for (const rule of group.rules) {
			const points = limited(rule.sum(view), rule);
			contributions.set(rule.id, points);
			raw += points;
			sum += points;
		}
		const points = limited(sum, group);
		groups.set(group.id, points);
		total += points;
	}
	return { contributions, groups, raw, rounded: rounded(limited(total, LIMITS)) };
}

function limited(sum, { cap, floor }) {
	const capped = cap !== undefined && sum > cap ? cap : sum;
	return floor !== undefined && capped < floor ? floor : capped;
}

// Half away from zero to 4 decimals. A value a hair below a half is that half: decimal points are not exact in binary.
function rounded(score) {
	const scaled = Math.abs(score) * 10000;
	const slack = Math.max(1e-7, scaled * 4e-15);
	const result = Math.floor(scaled + 0.5 + slack) / 10000;
	return score < 0 ? (result === 0 ? 0 : -result) : result;
}

function checked({ today, createdDay, attributes, activities }) {
	const day = (name, number) => {
		if (!Number.isInteger(number)) throw new TypeError(name + " must be a whole day number, got " + String(number));
		return number;
	};
	return {
		today: day("today", today),
		createdDay: day("createdDay", createdDay),
		attributes: attributes ?? {},
		activities: (activities ?? []).map((activity) => ({
			type: activity.type,
			day: day("day of an activity", activity.day),
			properties: activity.properties ?? {},
		})),
	};
}`;
