import { RE2JS } from "re2js";
import { LabError } from "../../base/error.ts";
import { foldText } from "../../base/plain-text.ts";

/**
 * One step of a pattern's automaton. `split` goes both ways, `empty` passes where its conditions hold (bits: 1 start of
 * line, 2 end of line, 4 start of text, 8 end of text, 16 word boundary, 32 no word boundary), `range` takes one code
 * point that lies in one of its ranges `[low, high, low, high, ...]`, `match` accepts, `fail` never passes.
 */
export type PatternStep =
	| { readonly kind: "split"; readonly to: number; readonly or: number }
	| { readonly kind: "empty"; readonly conditions: number; readonly to: number }
	| { readonly kind: "range"; readonly ranges: readonly number[]; readonly to: number }
	| { readonly kind: "match" }
	| { readonly kind: "fail" };

/** A regular expression as a Thompson automaton: following every way at once takes linear time whatever the text. */
export interface PatternProgram {
	readonly start: number;
	readonly steps: readonly PatternStep[];
}

/** Instruction of re2js, as far as it is read here. */
interface Instruction {
	readonly op: number;
	readonly out: number;
	readonly arg: number;
	readonly runes: ArrayLike<number>;
}

const ALT = 1;
const ALT_MATCH = 2;
const CAPTURE = 3;
const EMPTY_WIDTH = 4;
const FAIL = 5;
const MATCH = 6;
const NOP = 7;
const RUNE = 8;
const RUNE1 = 9;
const RUNE_ANY = 10;
const RUNE_ANY_NOT_NL = 11;
const FOLD_CASE = 1;
const LAST = 0x10ffff;

/**
 * Compiles a pattern as the model language means it (RE2 syntax, without case) into an automaton that can be written
 * into an artefact. The program is the one that re2js itself runs, so both accept the same texts.
 *
 * Source: Cox, Regular Expression Matching: the Virtual Machine Approach, 2009.
 *
 * @throws LabError (configuration, `pattern-export`) when the pattern needs an instruction that the automaton lacks
 * @example compilePatternProgram("^a").steps.length // 3
 */
export function compilePatternProgram(pattern: string): PatternProgram {
	const compiled: unknown = RE2JS.compile(foldText(pattern), RE2JS.CASE_INSENSITIVE).re2Input.prog;
	if (!isProgram(compiled)) throw refusal(pattern, "the compiled form of the expression engine is not the one known");
	const steps = compiled.inst.map((instruction): PatternStep => {
		const { op, out, arg, runes } = instruction;
		if (op === ALT || op === ALT_MATCH) return { kind: "split", to: out, or: arg };
		if (op === CAPTURE || op === NOP) return { kind: "empty", conditions: 0, to: out };
		if (op === EMPTY_WIDTH) return { kind: "empty", conditions: arg, to: out };
		if (op === FAIL) return { kind: "fail" };
		if (op === MATCH) return { kind: "match" };
		if (op === RUNE_ANY) return { kind: "range", ranges: [0, LAST], to: out };
		if (op === RUNE_ANY_NOT_NL) return { kind: "range", ranges: [0, 9, 11, LAST], to: out };
		if (op === RUNE1 || op === RUNE)
			return { kind: "range", ranges: rangesOf(runes, (arg & FOLD_CASE) !== 0), to: out };
		throw refusal(pattern, `instruction ${op} has no counterpart`);
	});
	return withoutDetours({ start: compiled.start, steps });
}

function rangesOf(runes: ArrayLike<number>, fold: boolean): number[] {
	const only = runes[0];
	if (runes.length !== 1 || only === undefined) return Array.from(runes);
	const members = fold ? sameWithoutCase(only) : [only];
	return members.flatMap((rune) => [rune, rune]);
}

/** Every letter with a partner of the other case lies below this. */
const LAST_CASED = 0x1efff;
const folds = new Map<number, readonly number[]>();

/** The code points that equal one without case, by the tables of the expression engine itself; ascending. */
function sameWithoutCase(rune: number): readonly number[] {
	const known = folds.get(rune);
	if (known !== undefined) return known;
	const expression = RE2JS.compile(`^\\x{${rune.toString(16)}}$`, RE2JS.CASE_INSENSITIVE);
	const lower = (code: number) => String.fromCodePoint(code).toLowerCase();
	const upper = (code: number) => String.fromCodePoint(code).toUpperCase();
	const members: number[] = [];
	for (let code = 0; code <= LAST_CASED; code++) {
		// Only a letter whose own case changes, or the character itself, can be equal; the engine has the last word.
		const text = String.fromCodePoint(code);
		const cased = lower(code) !== text || upper(code) !== text;
		if ((code === rune || cased) && expression.matcher(text).find()) members.push(code);
	}
	folds.set(rune, members);
	return members;
}

/** Drops the steps that do nothing and those that no way leads to; numbers the rest from 0. */
function withoutDetours({ start, steps }: PatternProgram): PatternProgram {
	const skip = (from: number): number => {
		let at = from;
		for (let step = steps[at]; step?.kind === "empty" && step.conditions === 0; step = steps[at]) at = step.to;
		return at;
	};
	const places = new Map<number, number>();
	const kept: PatternStep[] = [];
	const pending = [skip(start)];
	for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
		const step = steps[at];
		if (step === undefined || places.has(at)) continue;
		places.set(at, kept.length);
		kept.push(step);
		if (step.kind === "split") pending.push(skip(step.or));
		if ("to" in step) pending.push(skip(step.to));
	}
	const place = (at: number) => places.get(skip(at)) ?? 0;
	return {
		start: place(start),
		steps: kept.map((step): PatternStep => {
			if (step.kind === "split") return { ...step, to: place(step.to), or: place(step.or) };
			return "to" in step ? { ...step, to: place(step.to) } : step;
		}),
	};
}

function isProgram(value: unknown): value is { readonly inst: readonly Instruction[]; readonly start: number } {
	if (value === null || typeof value !== "object" || !("inst" in value) || !("start" in value)) return false;
	if (!Array.isArray(value.inst) || typeof value.start !== "number") return false;
	return value.inst.every(
		(one: unknown) =>
			one !== null &&
			typeof one === "object" &&
			["op", "out", "arg"].every((key) => typeof (one as Record<string, unknown>)[key] === "number") &&
			"runes" in one,
	);
}

function refusal(pattern: string, why: string): LabError {
	return new LabError("configuration", [
		{
			code: "pattern-export",
			severity: "error",
			message: `the regular expression ${JSON.stringify(pattern)} cannot be exported: ${why}.`,
			cure: "Write it with starts_with, contains or is, or with plainer syntax.",
		},
	]);
}
