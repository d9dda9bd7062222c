import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareReplays } from "../../src/compare/compare-replays.ts";
import type { Comparison, PairedHandoff } from "../../src/compare/comparison.ts";
import { DAY_MS } from "../../src/dataset/calendar.ts";
import { type DatasetInput, datasetFrom } from "../../src/dataset/dataset-from.ts";
import { compileModel } from "../../src/model/score.ts";
import { firstFlag, referencePath } from "../../src/replay/reference.ts";
import { replay } from "../../src/replay/replay.ts";
import { sized } from "../full-size.ts";
import { arbitraryModel } from "../model/arbitraries.ts";
import { arbitraryHistory } from "../replay/arbitrary-history.ts";
import { pairedHistory, pairedModel, pairedReplays } from "./paired-history.ts";

/** What became of a lead under both models, by the definitions and nothing else. */
interface Judged {
	readonly id: string;
	readonly reached: boolean;
	readonly flags: readonly [number | undefined, number | undefined];
	readonly states: readonly [string, string];
	readonly caught: readonly [boolean, boolean];
}

/** Every lead of a history at a hand-off, walked one by one through the reference scorer. */
function judge(
	input: DatasetInput,
	models: Parameters<typeof compileModel>[0][],
	{
		from: flag,
		to: outcome,
		horizonDays,
	}: { readonly from: string; readonly to: string; readonly horizonDays: number },
): Judged[] {
	const dataset = datasetFrom(input);
	return input.leads.flatMap(({ id, created }, lead) => {
		const rows = (input.stages ?? []).filter((row) => row.lead === id && row.stage === outcome);
		const s = rows.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...rows.map(({ at }) => at));
		if (s <= created) return [];
		const seen = models.map((model) => {
			const t = firstFlag(referencePath(dataset, compileModel(model), lead), flag, model.stages[flag]!.score);
			const end = t + horizonDays * DAY_MS;
			if (!Number.isFinite(t)) return { t: undefined, state: "none", caught: false };
			const caught = s > t && s <= end;
			const state = s <= t ? "late" : end > input.asOf ? "immature" : caught ? "hit" : "miss";
			return { t, state, caught };
		});
		return [
			{
				id,
				reached: Number.isFinite(s),
				flags: [seen[0]!.t, seen[1]!.t] as const,
				states: [seen[0]!.state, seen[1]!.state] as const,
				caught: [seen[0]!.caught, seen[1]!.caught] as const,
			},
		];
	});
}

const count = (leads: readonly Judged[], holds: (lead: Judged) => boolean) => leads.filter(holds).length;

/** Holds every count of a hand-off against the leads themselves. */
function expectCounts(
	{ swap, tests, differences, headStart, baseline, candidate }: PairedHandoff,
	leads: readonly Judged[],
) {
	const isFlagged = (model: 0 | 1) => (lead: Judged) => lead.flags[model] !== undefined;
	const groups = {
		enters: leads.filter((lead) => !isFlagged(0)(lead) && isFlagged(1)(lead)),
		leaves: leads.filter((lead) => isFlagged(0)(lead) && !isFlagged(1)(lead)),
		stays: leads.filter((lead) => isFlagged(0)(lead) && isFlagged(1)(lead)),
	};
	for (const [name, group] of Object.entries(groups)) {
		const by = name === "leaves" ? 0 : 1;
		const is = (state: string) => count(group, ({ states }) => states[by] === state);
		expect(swap[name as keyof typeof groups]).toMatchObject({
			flagged: group.length,
			late: is("late"),
			immature: is("immature"),
			precision: { hits: is("hit"), total: is("hit") + is("miss") },
			reached: count(group, ({ reached }) => reached),
		});
	}
	expect(swap.moved.earlier).toBe(count(groups.stays, ({ flags }) => flags[1]! < flags[0]!));
	expect(swap.moved.later).toBe(count(groups.stays, ({ flags }) => flags[1]! > flags[0]!));
	expect(swap.enters.flagged + swap.stays.flagged).toBe(candidate.flagged);
	expect(swap.leaves.flagged + swap.stays.flagged).toBe(baseline.flagged);

	const [caught, falseFlags] = tests;
	expect(caught).toMatchObject({
		onlyCandidate: count(leads, (lead) => !lead.caught[0] && lead.caught[1]),
		onlyBaseline: count(leads, (lead) => lead.caught[0] && !lead.caught[1]),
	});
	const vain = (lead: Judged, model: 0 | 1) => lead.states[model] === "miss" && lead.states[1 - model] === "none";
	expect(falseFlags).toMatchObject({
		onlyCandidate: count(leads, (lead) => vain(lead, 1)),
		onlyBaseline: count(leads, (lead) => vain(lead, 0)),
	});
	expect(headStart.both).toBe(count(leads, (lead) => lead.caught[0] && lead.caught[1]));

	const rate = (hits: number, total: number) => (total === 0 ? undefined : hits / total);
	for (const model of [0, 1] as const) {
		const key = model === 0 ? "baseline" : "candidate";
		const of = (measure: string) => differences.find((one) => one.measure === measure)![key];
		const is = (state: string) => count(leads, ({ states }) => states[model] === state);
		expect(of("precision")).toBe(rate(is("hit"), is("hit") + is("miss")));
		expect(of("recall")).toBe(
			rate(
				count(leads, (lead) => lead.caught[model]),
				count(leads, ({ reached }) => reached),
			),
		);
		expect(of("flagged")).toBe(count(leads, isFlagged(model)));
		expect(of("late")).toBe(is("late"));
	}
}

/** Numbers that must not depend on the order of rows: all but the order of the slices, and examples by name. */
const numbersOf = ({ handoffs, ranking, guardrails, verdict, slices }: Comparison) => ({
	handoffs,
	ranking: ranking.map(({ differences, delong }) => ({ differences, delong })),
	guardrails,
	verdict,
	slices: slices.toSorted((a, b) => (`${a.attribute} ${a.value}` < `${b.attribute} ${b.value}` ? -1 : 1)),
});

describe("a comparison", () => {
	it("counts what the leads themselves say, of random models and histories", async () => {
		const handoffs = [
			{ from: "mql", to: "sql" },
			{ from: "mql", to: "customer" },
		];
		await fc.assert(
			fc.asyncProperty(
				arbitraryHistory({ maxLeads: 8 }),
				arbitraryModel({ maxGroups: 2, maxRules: 3 }),
				arbitraryModel({ maxGroups: 2, maxRules: 3 }),
				async (input, first, second) => {
					const models = [first, second].map((one) => ({ ...one, cap: Math.min(one.cap ?? 5000, 5000) }));
					const dataset = datasetFrom(input);
					const options = { horizonDays: 15, landmarkDays: 7, handoffs, threads: 1 };
					const [baseline, candidate] = [
						await replay(dataset, models[0]!, options),
						await replay(dataset, models[1]!, options),
					];
					const comparison = compareReplays(dataset, candidate, baseline);
					for (const handoff of comparison.handoffs) {
						expectCounts(handoff, judge(input, models, { ...handoff, horizonDays: 15 }));
					}
					expect(JSON.stringify(comparison)).not.toContain("NaN");
				},
			),
			{ seed: 5, numRuns: sized({ full: 500, usual: 100 }) },
		);
	});

	it("counts what the leads themselves say, of a history large enough for intervals", async () => {
		const input = pairedHistory({ leads: 500 });
		const models = [pairedModel("lax", { download: 12, mql: 12 }), pairedModel("strict", { mql: 20 })] as const;
		const { dataset, baseline, candidate } = await pairedReplays(input, models);
		for (const handoff of compareReplays(dataset, candidate, baseline).handoffs) {
			expectCounts(handoff, judge(input, [...models], { ...handoff, horizonDays: 60 }));
			const measured = handoff.differences.filter(({ difference }) => difference.state === "measured");
			expect(measured.length).toBeGreaterThan(3);
		}
	});

	it("turns around when the models change roles", async () => {
		const { dataset, baseline, candidate } = await pairedReplays(pairedHistory({ leads: 600, accounts: true }));
		const forth = compareReplays(dataset, candidate, baseline);
		const back = compareReplays(dataset, baseline, candidate);
		const pairs = [
			...forth.handoffs.map((one, i) => [one.differences, back.handoffs[i]!.differences] as const),
			...forth.ranking.map((one, i) => [one.differences, back.ranking[i]!.differences] as const),
		];
		let seen = 0;
		for (const [own, other] of pairs) {
			own.forEach(({ difference, baseline, candidate }, i) => {
				expect([other[i]!.candidate, other[i]!.baseline]).toEqual([baseline, candidate]);
				const turned = other[i]!.difference;
				if (difference.state !== "measured" || turned.state !== "measured") {
					expect(turned.state).toBe(difference.state);
					return;
				}
				seen++;
				expect(turned.value).toBeCloseTo(-difference.value, 12);
				expect(turned.interval[0]).toBeCloseTo(-difference.interval[1], 9);
				expect(turned.interval[1]).toBeCloseTo(-difference.interval[0], 9);
			});
		}
		expect(seen).toBeGreaterThan(8);
		forth.handoffs.forEach(({ swap, tests }, i) => {
			expect(back.handoffs[i]!.swap.enters.flagged).toBe(swap.leaves.flagged);
			tests.forEach(({ onlyBaseline, pValue }, k) => {
				expect(back.handoffs[i]!.tests[k]).toMatchObject({ onlyCandidate: onlyBaseline, pValue });
			});
		});
	});

	it("is the same to the last digit in whatever order the rows come", async () => {
		const input = pairedHistory({ leads: 300, accounts: true });
		const one = await pairedReplays(input);
		const other = await pairedReplays({
			...input,
			leads: input.leads.toReversed(),
			activities: input.activities!.toReversed(),
			stages: input.stages!.toReversed(),
		});
		const compare = ({ dataset, baseline, candidate }: typeof one) =>
			numbersOf(compareReplays(dataset, candidate, baseline, { capacity: 10 }));
		expect(compare(other)).toEqual(compare(one));
	});

	it("takes accounts whole: leads that repeat within one add nothing to what is known", async () => {
		const input = pairedHistory({ leads: 400 });
		const copies = [0, 1, 2];
		const copied: DatasetInput = {
			...input,
			leads: input.leads.flatMap((lead) => copies.map((i) => ({ ...lead, id: `${lead.id}.${i}`, account: lead.id }))),
			activities: input.activities!.flatMap((row) => copies.map((i) => ({ ...row, lead: `${row.lead}.${i}` }))),
			stages: input.stages!.flatMap((row) => copies.map((i) => ({ ...row, lead: `${row.lead}.${i}` }))),
		};
		const compare = ({ dataset, baseline, candidate }: Awaited<ReturnType<typeof pairedReplays>>) =>
			compareReplays(dataset, candidate, baseline).handoffs[0]!.differences;
		const single = compare(await pairedReplays(input));
		const tripled = compare(await pairedReplays(copied));
		for (const measure of ["precision", "recall"]) {
			const [a, b] = [single, tripled].map((list) => list.find((one) => one.measure === measure)!.difference);
			if (a!.state !== "measured" || b!.state !== "measured") return expect.fail("400 leads are enough");
			const length = ([low, high]: readonly [number, number]) => high - low;
			expect(b!.value).toBeCloseTo(a!.value, 12);
			expect(length(b!.interval) / length(a!.interval)).toBeGreaterThan(0.98);
			expect(length(b!.interval) / length(a!.interval)).toBeLessThan(1.05);
		}
	});
});
