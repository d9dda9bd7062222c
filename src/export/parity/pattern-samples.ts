import { normalText } from "../../base/plain-text.ts";
import { compilePattern } from "../../model/predicate.ts";
import { compilePatternProgram, type PatternProgram } from "./pattern-program.ts";

const MOST_TEXTS = 4000;
const LONGEST = 80;
/** What may stand before the match, for patterns that ask what precedes them. */
const BEFORE = ["", "a", "a-", "-"];

/**
 * Short texts in which a pattern is found, the shortest first: a breadth-first walk of its automaton, each text checked
 * with the expression engine. Empty when none is found within the bounds of the walk.
 *
 * @example patternSamples("^vp\\b") // ["vp", "vp-"]
 */
export function patternSamples(pattern: string, { most = 3 }: { readonly most?: number } = {}): string[] {
	const program = compilePatternProgram(pattern);
	const expression = compilePattern(pattern);
	const samples: string[] = [];
	let nodes = BEFORE.map((text) => ({ text, waiting: [program.start] }));
	const seen = new Set<string>();
	for (let count = 0; nodes.length > 0 && count < MOST_TEXTS; ) {
		const next: typeof nodes = [];
		for (const { text, waiting } of nodes) {
			if (count++ >= MOST_TEXTS || samples.length >= most) break;
			const fits = normalText(text) === text && text !== "" && expression.test(text);
			if (fits && !samples.includes(text)) samples.push(text);
			if (text.length >= LONGEST) continue;
			for (const character of nextCharacters(program, waiting)) {
				const after = follow(program, waiting, text, character);
				const key = `${[...after].sort((a, b) => a - b)}|${/\w/.test(character)}`;
				// Another text that leaves the automaton in the same place can only lead to the same matches again; twice is
				// enough for some variety.
				const again = seen.has(key) && seen.has(`${key}|again`);
				if (after.length === 0 || again) continue;
				seen.add(seen.has(key) ? `${key}|again` : key);
				next.push({ text: text + character, waiting: after });
			}
			if (fits && text.length < 3) next.push({ text: `${text}-`, waiting: [] });
		}
		nodes = next;
	}
	return samples;
}

/** The steps that are reached without taking a character. */
function closure(program: PatternProgram, waiting: readonly number[], conditions: number): Set<number> {
	const reached = new Set<number>();
	const pending = [...waiting];
	for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
		if (reached.has(at)) continue;
		reached.add(at);
		const step = program.steps[at];
		if (step?.kind === "split") pending.push(step.to, step.or);
		if (step?.kind === "empty" && (conditions & step.conditions) === step.conditions) pending.push(step.to);
	}
	return reached;
}

function nextCharacters(program: PatternProgram, waiting: readonly number[]): string[] {
	const characters = new Set<string>();
	for (const at of closure(program, waiting, -1)) {
		const step = program.steps[at];
		if (step?.kind !== "range") continue;
		for (const character of representatives(step.ranges)) characters.add(character);
	}
	return [...characters];
}

/** A plain letter or digit of the ranges, one from outside ASCII words, and the first that is in its compared form. */
function representatives(ranges: readonly number[]): string[] {
	const inside = (code: number) =>
		ranges.some((low, i) => i % 2 === 0 && code >= low && code <= (ranges[i + 1] ?? low));
	const plain = Array.from("axe0179 -/_.@").filter((character) => inside(character.codePointAt(0) ?? 0));
	const found = plain.slice(0, 2);
	const other = plain.find((character) => !/\w/.test(character));
	if (other !== undefined) found.push(other);
	if (found.length > 0) return found;
	for (let i = 0; i < ranges.length; i += 2) {
		const [low = 0, high = low] = [ranges[i], ranges[i + 1]];
		for (let code = low; code <= Math.min(high, low + 100); code++) {
			const character = String.fromCodePoint(code);
			if (normalText(character) === character) return [character];
		}
	}
	return [];
}

/** Where the automaton waits after one more character. */
function follow(program: PatternProgram, waiting: readonly number[], text: string, character: string): number[] {
	const code = character.codePointAt(0) ?? 0;
	const reached = closure(program, waiting, between(Array.from(text).at(-1), character));
	return [...reached].flatMap((at) => {
		const step = program.steps[at];
		if (step?.kind !== "range") return [];
		return step.ranges.some((low, i) => i % 2 === 0 && code >= low && code <= (step.ranges[i + 1] ?? low))
			? [step.to]
			: [];
	});
}

function between(before: string | undefined, after: string): number {
	const inWord = (character: string | undefined) => character !== undefined && /^\w$/.test(character);
	const start = before === undefined ? 5 : before === "\n" ? 1 : 0;
	return start | (after === "\n" ? 2 : 0) | (inWord(before) === inWord(after) ? 32 : 16);
}
