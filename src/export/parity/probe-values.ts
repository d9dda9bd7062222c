import type { Value } from "../../base/value.ts";
import { knownValue, numberOf } from "../../base/value.ts";
import { compilePredicate, type Predicate } from "../../model/predicate.ts";
import { patternSamples } from "./pattern-samples.ts";

/** A value to try, and how much depends on it: 0 decides a condition, 1 is another spelling, 2 is one more of a kind. */
export interface ProbeValue {
	readonly value: Value;
	readonly rank: 0 | 1 | 2;
}

/**
 * Values that tell whether conditions are understood: for each condition values that satisfy it, values at its edges
 * and just beside them, other spellings of the same text (case, blanks, Unicode form, characters that nobody sees) and numbers as text. Every value
 * is a known one; of equal values the one of lowest rank is kept.
 *
 * @example probeValues([{ below: 50 }]).map(({ value }) => value) // [50, 49, 51, 49.5, "50", ...]
 */
export function probeValues(predicates: readonly Predicate[]): ProbeValue[] {
	const found: ProbeValue[] = predicates.flatMap((predicate) => {
		const own = valuesFor(predicate);
		const holds = compilePredicate(predicate);
		if (predicate.known === false || own.some(({ value }) => holds(value))) return own;
		return [...own, ...combinations(predicate, own).map((value): ProbeValue => ({ value, rank: 0 }))];
	});
	found.push({ value: "x", rank: 0 }, { value: 1, rank: 1 });
	const best = new Map<string, ProbeValue>();
	for (const probe of found) {
		if (knownValue(probe.value) === undefined) continue;
		const key = `${typeof probe.value} ${probe.value}`;
		if (probe.rank < (best.get(key)?.rank ?? 3)) best.set(key, probe);
	}
	return [...best.values()];
}

function valuesFor(predicate: Predicate): ProbeValue[] {
	const { is, starts_with: start, contains: part, matches: pattern, below, at_least: least } = predicate;
	const values: ProbeValue[] = [];
	const add = (rank: ProbeValue["rank"], ...some: readonly Value[]) => {
		values.push(...some.map((value) => ({ value, rank })));
	};
	const items = is === undefined ? [] : Array.isArray(is) ? is : [is as string | number | boolean];
	items.forEach((item: string | number | boolean, i) => {
		// Of a long list the first items tell how it is compared, the others that they are in it.
		const rank = i < 2 ? 1 : 2;
		add(i < 2 ? 0 : 1, typeof item === "boolean" ? String(item) : item);
		if (i >= 2) return;
		if (typeof item === "number") add(rank, ...numberSpellings(item), item + 1, item - 0.5, `${item} %`);
		else add(rank, ...spellings(String(item)), `${item}x`, withoutLast(String(item)), ...asNumber(String(item)));
	});
	if (start !== undefined) {
		add(0, start, withoutLast(start));
		add(1, ...spellings(`${start}x`), `x${start}`);
	}
	if (part !== undefined) {
		add(0, `x${part}x`, withoutLast(part));
		add(1, part, ...spellings(`x${part}`), `${withoutLast(part)}-${part.slice(-1)}`);
	}
	if (pattern !== undefined) {
		patternSamples(pattern).forEach((sample, i) => {
			add(i === 0 ? 0 : 1, sample);
			add(1, withoutLast(sample), sample.slice(1), `x${sample}`, `${sample}x`);
			if (i === 0) add(1, ...spellings(sample), `a ${sample} a`);
		});
		add(1, ...["42", "a b", "-"]);
	}
	for (const limit of [below, least]) {
		if (limit === undefined) continue;
		add(0, limit, limit - 1, limit + 1);
		add(1, limit - 0.5, ...numberSpellings(limit), `${limit} %`, "n/a");
	}
	if (below !== undefined && least !== undefined) add(0, (below + least) / 2);
	return values;
}

/** The same text written differently. */
function spellings(text: string): string[] {
	const turned = text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
	const composed = text.normalize("NFC");
	const unseen = `\u200b${text.replaceAll(" ", "\u00a0")}\ufeff`;
	return [turned, `  ${text} `, composed === text ? text.normalize("NFD") : composed, unseen];
}

/** The same number written as text. */
function numberSpellings(number: number): string[] {
	return [
		String(number),
		` ${number}${Number.isInteger(number) && Math.abs(number) < 1e15 ? ".0" : ""} `,
		`${number * 10}e-1`,
	];
}

/** Text that looks like a number compares as text: `"10"` is 10, but not 10.0. */
function asNumber(text: string): Value[] {
	const number = numberOf(text);
	return number === undefined ? [] : [number, `${number}.0`];
}

const withoutLast = (text: string) => Array.from(text).slice(0, -1).join("");

/** For several conditions on one value: numbers in the range, and texts put together from the parts. */
function combinations(predicate: Predicate, own: readonly ProbeValue[]): Value[] {
	const holds = compilePredicate(predicate);
	const low = predicate.at_least ?? (predicate.below === undefined ? 0 : predicate.below - 200);
	const numbers = Array.from({ length: 2000 }, (_, i) => low + i / 2);
	const texts = own.map(({ value }) => String(value));
	const pairs = texts.slice(0, 40).flatMap((a) => texts.slice(0, 40).flatMap((b) => [a + b, `${a} ${b}`]));
	return [...numbers, ...numbers.map(String), ...pairs].filter((value) => holds(value)).slice(0, 2);
}
