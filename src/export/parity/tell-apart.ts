import type { Value } from "../../base/value.ts";
import { compilePredicate, type Predicate } from "../../model/predicate.ts";

const CONDITIONS = new Set(["is", "starts_with", "contains", "matches", "below", "at_least"]);

/**
 * One value for each way in which conditions can come out, each condition of a predicate on its own; the first such
 * value.
 *
 * @example tellApart([{ below: 50 }], [10, 20, 60]) // [10, 60]
 */
export function tellApart(predicates: readonly Predicate[], values: readonly Value[]): Value[] {
	const alone = predicates.flatMap(({ known, ...conditions }) =>
		Object.entries(conditions)
			.filter(([name]) => CONDITIONS.has(name))
			.map(([name, one]): Predicate => ({ [name]: one })),
	);
	const tests = [...predicates, ...alone].map(compilePredicate);
	const found = new Map<string, Value>();
	for (const value of values) {
		const outcome = tests.map((holds) => (holds(value) ? "1" : "0")).join("");
		if (!found.has(outcome)) found.set(outcome, value);
	}
	return [...found.values()];
}
