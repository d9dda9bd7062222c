import { expect, test } from "vitest";

interface Found {
	readonly numbers: number;
	readonly faults: readonly { readonly kind: string; readonly path: string; readonly place: string }[];
}
type Compare = (old: unknown, now: unknown, options: { readonly command: string }) => Found;
const { compareNumbers } = (await import(new URL("./numbers-compare.mjs", import.meta.url).href)) as {
	readonly compareNumbers: Compare;
};

const OLD = {
	leadlab: "replay/1",
	asOf: "2024-09-30T21:59:59.999Z",
	handoffs: [
		{
			...{ call: "mql", outcome: "sql", called: 8, hits: 1, misses: 7, callsPerWeek: 0.5, setAside: 3 },
			...{
				precision: 0.125,
				precisionInterval: [0.02, 0.47],
				recall: null,
				recallInterval: null,
				recallReason: "none",
			},
		},
	],
	touchDelays: [
		{ call: "mql", outcome: "sql", fromDays: 0, toDays: null, hits: 2, total: 4, rate: 0.5, interval: [0.1, 0.9] },
	],
	ranking: [{ outcome: "sql", auc: 0.7, reason: "few", aucInterval: null, aucReason: "few", aucMoreNeeded: 40 }],
	slices: [{ difference: 0.1, interval: [-0.1, 0.3], moreToTell: 12 }],
};

const NOW = {
	leadlab: "replay/2",
	asOf: "2024-09-30T21:59:59.999Z",
	handoffs: [
		{
			...{ from: "mql", to: "sql", flagged: 8, hits: 1, misses: 7, perWeek: 0.5, excluded: 3 },
			precision: { value: 0.125, low: 0.02, high: 0.47, hits: 1, total: 8, reason: null, moreNeeded: null },
			recall: { value: null, low: null, high: null, hits: 0, total: 0, reason: "none", moreNeeded: 5 },
		},
	],
	touchDelays: [
		{
			from: "mql",
			to: "sql",
			fromDays: 0,
			toDays: null,
			precision: { value: 0.5, low: 0.1, high: 0.9, hits: 2, total: 4 },
		},
	],
	ranking: [{ stage: "sql", auc: { value: 0.7, low: null, high: null, reason: "few", moreNeeded: 40 } }],
	slices: [{ difference: { value: 0.1, low: -0.1, high: 0.3, moreNeeded: 12 } }],
};

/** The document with its nth number, or instant, changed or taken out. */
function spoilt(document: unknown, nth: number, spoil: (value: number) => unknown): unknown {
	let at = 0;
	return JSON.parse(JSON.stringify(document), (_, value) =>
		typeof value === "number" && at++ === nth ? spoil(value) : value,
	);
}

test("a number is found under its new name, in its estimate and below its new key", () => {
	expect(compareNumbers(OLD, NOW, { command: "replay" })).toMatchObject({ numbers: 21, faults: [] });
	expect(compareNumbers(OLD, OLD, { command: "replay" })).toMatchObject({ numbers: 21, faults: [] });
});

test("every number that is another or gone is a fault", () => {
	// The counts inside the two estimates of the hand-off and the moreNeeded of the second are new: nothing old to compare.
	const fresh = new Set([8, 9, 10, 11, 12]);
	let held = 0;
	for (let nth = 0; nth < 25; nth++) {
		const faults = [
			compareNumbers(
				OLD,
				spoilt(NOW, nth, (value) => value + 1e-12),
				{ command: "replay" },
			),
			compareNumbers(
				OLD,
				spoilt(NOW, nth, () => undefined),
				{ command: "replay" },
			),
		].map((found) => found.faults.map(({ kind }) => kind));
		if (fresh.has(nth)) expect(faults, `number ${nth}`).toEqual([[], []]);
		else {
			held++;
			expect(faults, `number ${nth}`).toEqual([["differs"], ["missing"]]);
		}
	}
	expect(held).toBe(20);
});

test("a number where none was, a row less and another instant are faults", () => {
	const kinds = (now: unknown) =>
		compareNumbers(OLD, now, { command: "replay" }).faults.map(({ kind, path }) => [kind, path]);
	const [delay] = NOW.touchDelays;
	expect(kinds({ ...NOW, touchDelays: [{ ...delay, toDays: 3 }] })).toEqual([["appeared", "touchDelays.0.toDays"]]);
	expect(kinds({ ...NOW, asOf: "2024-09-30T22:00:00.000Z" })).toEqual([["differs", "asOf"]]);
	expect(kinds({ ...NOW, slices: [...NOW.slices, ...NOW.slices] })).toEqual([["differs", "slices.length"]]);
});
