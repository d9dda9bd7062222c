import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asKnownAt } from "../../src/dataset/as-known-at.ts";
import { DAY_MS } from "../../src/dataset/calendar.ts";
import { type DatasetInput, datasetFrom } from "../../src/dataset/dataset-from.ts";
import { replay } from "../../src/replay/replay.ts";
import type { Replay } from "../../src/replay/replay-result.ts";
import { chooseAndHoldOut } from "../../src/tune/choose-and-hold-out.ts";
import { cutInstant, splitInTime } from "../../src/tune/time-split.ts";
import { arbitraryModel } from "../model/arbitraries.ts";
import { arbitraryHistory } from "../replay/arbitrary-history.ts";
import { history, historyModel } from "./history.ts";

const HANDOFFS = [{ from: "mql", to: "sql" }];
const options = { horizonDays: 15, landmarkDays: 7, handoffs: HANDOFFS, threads: 1 };
const model = arbitraryModel({ maxGroups: 3, maxRules: 4 }).map((one) => ({
	...one,
	cap: Math.min(one.cap ?? 500, 500),
}));

/** Everything a choice could look at. */
function seen({ handoffs, sweep, weekly, ranking, months, exitReasons, touchDelays, funnel, columns }: Replay) {
	return { handoffs, sweep, weekly, ranking, months, exitReasons, touchDelays, funnel, columns };
}

/** The same past, and another future: facts after the cut gone, moved or made up, leads after it too. */
function withAnotherFuture(
	input: DatasetInput,
	{ cut, salt }: { readonly cut: number; readonly salt: number },
): DatasetInput {
	const later = (i: number) => Math.min(input.asOf, cut + 1 + ((salt + 7919 * i) % Math.max(1, input.asOf - cut)));
	const old = new Set(input.leads.filter(({ created }) => created < cut).map(({ id }) => id));
	const some = [...old];
	const moved = <T extends { readonly lead: string }>(
		rows: readonly T[],
		known: (row: T) => number,
		to: (row: T, i: number) => T,
	) => rows.flatMap((row, i): T[] => (known(row) <= cut ? [row] : (i + salt) % 3 === 0 ? [] : [to(row, i)]));
	return {
		...input,
		leads: input.leads.map((lead, i) => ({
			...lead,
			...(lead.created < cut ? {} : { created: Math.max(cut, later(i)), values: {} }),
			knownAt: { verified: lead.knownAt!.verified! <= cut ? lead.knownAt!.verified! : later(i) },
		})),
		activities: [
			...moved(
				input.activities!,
				({ at, known }) => Math.max(at, known ?? at),
				(row, i) => ({ ...row, at: later(i), known: later(i) }),
			),
			...some.map((lead, i) => ({ lead, at: later(i), type: "demo" })),
		],
		stages: [
			...moved(
				input.stages!,
				({ at }) => at,
				(row, i) => ({ ...row, at: later(i), amount: 1 + (i % 5) }),
			),
			...some.map((lead, i) => ({ lead, at: later(i), stage: "sql", amount: 3 })),
		],
		history: moved(
			input.history!,
			({ known }) => known,
			(row, i) => ({ ...row, known: later(i) }),
		),
	};
}

describe("what was known at a cut", () => {
	const world = fc.record({
		input: arbitraryHistory({ maxLeads: 6 }),
		model,
		share: fc.double({ min: 0.2, max: 0.9, noNaN: true }),
		salt: fc.nat(1e6),
	});

	it("is not changed by anything later (150 worlds)", async () => {
		await fc.assert(
			fc.asyncProperty(world, async ({ input, model, share, salt }) => {
				const cut = Math.floor(input.asOf - (1 - share) * 60 * DAY_MS);
				const choosing = (one: DatasetInput) =>
					replay(asKnownAt(datasetFrom(withAmounts(one)), cut), model, { ...options, to: cut });
				expect(seen(await choosing(withAnotherFuture(input, { cut, salt })))).toEqual(seen(await choosing(input)));
			}),
			{ seed: 6, numRuns: 150 },
		);
	});

	it("is an extract taken then", async () => {
		await fc.assert(
			fc.asyncProperty(world, async ({ input, model, share }) => {
				const cut = Math.floor(input.asOf - (1 - share) * 60 * DAY_MS);
				const leads = input.leads.filter(({ created }) => created < cut);
				const ids = new Set(leads.map(({ id }) => id));
				const past = <T extends { readonly lead: string }>(rows: readonly T[], known: (row: T) => number) =>
					rows.filter((row) => ids.has(row.lead) && known(row) <= cut);
				const then: DatasetInput = {
					...input,
					asOf: cut,
					leads,
					activities: past(input.activities!, ({ at, known }) => Math.max(at, known ?? at)),
					stages: past(input.stages!, ({ at }) => at),
					history: past(input.history!, ({ known }) => known),
				};
				const taken = await replay(datasetFrom(then), model, options);
				const cutBack = await replay(asKnownAt(datasetFrom(input), cut), model, { ...options, to: cut });
				expect(cutBack.asOf).toBe(cut);
				expect(cutBack.handoffs.map(withoutAmounts)).toEqual(taken.handoffs.map(withoutAmounts));
				expect(cutBack.sweep.map(({ rows }) => rows)).toEqual(taken.sweep.map(({ rows }) => rows));
				expect(cutBack.weekly).toEqual(taken.weekly);
				expect(cutBack.ranking).toEqual(taken.ranking);
			}),
			{ seed: 7, numRuns: 100 },
		);
	});

	it("cannot be asked of a time after the extract", () => {
		const dataset = datasetFrom(history());
		expect(asKnownAt(dataset, dataset.asOf)).toBe(dataset);
		expect(() => asKnownAt(dataset, dataset.asOf + 1)).toThrow(/must not be after the extract/);
		expect(asKnownAt(dataset, dataset.asOf - 1).fingerprint).not.toBe(dataset.fingerprint);
	});
});

/** An amount of no account, so that an extract without any has the same columns as one with some. */
function withAmounts(input: DatasetInput): DatasetInput {
	const row = { lead: input.leads[0]!.id, stage: "recycled", at: input.asOf, amount: 1 };
	return { ...input, stages: [...input.stages!, row] };
}

/** Without any amount in the extract there is no column for it. */
function withoutAmounts({ caughtAmount: _, reachedAmount: __, ...rest }: Replay["handoffs"][number]) {
	return rest;
}

describe("splitInTime", () => {
	it("cuts at the first day by which the older leads that can be judged are as many as the younger", () => {
		const dataset = datasetFrom(history());
		const cut = cutInstant(dataset, { horizonDays: 30 })!;
		const judged = (from: number, to: number) =>
			[...dataset.createdAt].filter((at) => at >= from && at <= to - 30 * DAY_MS).length;
		const balance = (at: number) => judged(Number.NEGATIVE_INFINITY, at) - judged(at, dataset.asOf);
		expect(cut % DAY_MS).toBe(0);
		expect(balance(cut)).toBeGreaterThanOrEqual(0);
		expect(balance(cut - DAY_MS)).toBeLessThan(0);
	});

	it("says so where the history is too short, and refuses a cut without leads on a side", async () => {
		const dataset = datasetFrom(history());
		expect(await splitInTime(dataset, historyModel(), { horizonDays: 400 })).toMatchObject({
			state: "cannot tell yet",
			reason: expect.stringContaining("too short"),
		});
		await expect(splitInTime(dataset, historyModel(), { horizonDays: 30, cutAt: 5 })).rejects.toThrow(
			/must have leads/,
		);
	});

	it("draws one lead of each account, whatever the order of rows, and none of an account seen before", async () => {
		const input = history();
		const drawn = async (one: DatasetInput) => {
			const dataset = datasetFrom(one);
			const split = await splitInTime(dataset, historyModel(), { horizonDays: 30 });
			if (!("cutAt" in split)) throw new Error(split.reason);
			const ids = (replay: Replay) => [...replay.columns.lead].map((lead) => dataset.idOf(lead));
			const { replay, leads, sameAccount, knownAccount } = split.certifying;
			return {
				older: ids(split.older),
				younger: ids(split.younger),
				counted: ids(replay),
				leads,
				sameAccount,
				knownAccount,
			};
		};
		const one = await drawn(input);
		const accountOf = new Map(input.leads.map(({ id, account }) => [id, account]));
		const accounts = one.counted.map((id) => accountOf.get(id) ?? id);
		expect(new Set(accounts).size).toBe(accounts.length);
		const known = new Set(one.older.map((id) => accountOf.get(id)).filter(Boolean));
		expect(one.counted.filter((id) => known.has(accountOf.get(id)))).toEqual([]);
		expect(one.leads + one.sameAccount + one.knownAccount).toBe(one.younger.length);
		expect(one.leads).toBe(one.counted.length);
		// Every account of the younger leads that is new has a lead that counts.
		const fresh = new Set(one.younger.map((id) => accountOf.get(id) ?? id).filter((account) => !known.has(account)));
		expect(new Set(accounts)).toEqual(fresh);
		expect(one.sameAccount).toBeGreaterThan(0);
		const turned = await drawn({ ...input, leads: input.leads.toReversed() });
		expect(turned.counted.toSorted()).toEqual(one.counted.toSorted());
	});
});

describe("chooseAndHoldOut", () => {
	it("tells of each figure what it was where it was chosen, what it is later, and the difference", async () => {
		const split = await splitInTime(datasetFrom(history()), historyModel(), { horizonDays: 30 });
		if (!("cutAt" in split)) throw new Error(split.reason);
		const choice = chooseAndHoldOut(split, HANDOFFS[0]!, { fBeta: {} });
		const row = (replay: Replay) => replay.sweep[0]!.rows[choice.threshold!]!;
		const rate = ({ hits, misses }: { hits: number; misses: number }) => hits / (hits + misses);
		expect(choice.onOlder.chosen?.counts).toEqual(row(split.older));
		expect(choice.heldOut?.counts).toEqual(row(split.younger));
		expect(choice.optimism?.precision.optimism).toBeCloseTo(rate(row(split.older)) - rate(row(split.younger)), 12);
		expect(choice.optimism?.fBeta?.optimism).toBeCloseTo(choice.onOlder.chosen!.fBeta! - choice.heldOut!.fBeta!, 12);
		const none = chooseAndHoldOut(split, HANDOFFS[0]!, { precision: { atLeast: 0.999 } });
		expect(none).toMatchObject({ threshold: undefined, heldOut: undefined, optimism: undefined });
	});
});
