import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/base/canonical-json.ts";
import { createRandom } from "../../src/base/random.ts";
import { parityCoverage } from "../../src/export/parity/parity-coverage.ts";
import { expectationOf, vectorFrom } from "../../src/export/parity/parity-vector.ts";
import { parityVectors } from "../../src/export/parity/parity-vectors.ts";
import { type Probe, probeView } from "../../src/export/parity/probe.ts";
import { probesOf } from "../../src/export/parity/probe-rules.ts";
import type { LeadView } from "../../src/model/lead-view.ts";
import { modelFrom, parseModel } from "../../src/model/parse-model.ts";
import type { ScoringModel } from "../../src/model/schema.ts";
import { compileModel, type Scorer } from "../../src/model/score.ts";
import { sized } from "../full-size.ts";
import { arbitraryModel, arbitraryView } from "../model/arbitraries.ts";
import { mutantsOf } from "./mutants.ts";

const TEMPLATES = new URL("../../data/models/", import.meta.url);
const templates = readdirSync(TEMPLATES)
	.filter((name) => /\.ya?ml$/.test(name))
	.map((name) => ({ name, model: parseModel(readFileSync(new URL(name, TEMPLATES), "utf8"), { file: name }).model }));

/** What any artefact says of a lead: no gates one by one, no bands. */
function said(scorer: Scorer, lead: LeadView): string {
	const { score, contributions, groups, stages } = expectationOf(scorer, lead);
	const flagged = Object.fromEntries(Object.entries(stages).map(([stage, { flagged: is }]) => [stage, is]));
	return canonicalJson({ score, contributions, groups, flagged });
}

/** Leads put together from the probes of a model: where rules meet that no probe has side by side. */
function mixtures(probes: readonly Probe[], count: number): LeadView[] {
	const random = createRandom("mixtures");
	return Array.from({ length: count }, () => {
		const some = Array.from({ length: 2 + random.integer(8) }, () => random.pick(probes));
		const attributes = Object.assign({}, ...some.map((probe) => probe.attributes)) as Probe["attributes"];
		return probeView({ attributes, activities: some.flatMap(({ activities }) => activities) });
	});
}

interface Kills {
	readonly dead: number;
	/** Mutants that no lead tried can tell from the model: an unreachable case, a gate behind an unreachable threshold. */
	readonly alike: number;
	/** Mutants that some lead can tell from the model, and no vector. */
	readonly alive: readonly string[];
}

/** How many mutants the vectors of a model kill. */
function killsOf(model: ScoringModel, { limit = 400, views = [] as readonly LeadView[], searches = 200 } = {}): Kills {
	const scorer = compileModel(model);
	const told = parityVectors(model, { limit }).map(({ lead }) => ({ lead, said: said(scorer, lead) }));
	const others = [...views, ...mixtures(probesOf(model).probes, searches)].map((lead) => ({
		lead,
		said: said(scorer, lead),
	}));
	const alive: string[] = [];
	let dead = 0;
	let alike = 0;
	for (const mutant of mutantsOf(model)) {
		const mistaken = compileModel(mutant.model);
		const tells = (one: { readonly lead: LeadView; readonly said: string }) => said(mistaken, one.lead) !== one.said;
		if (told.some(tells)) {
			dead++;
			continue;
		}
		const own = probesOf(mutant.model).probes.map((probe) => ({
			lead: probeView(probe),
			said: said(scorer, probeView(probe)),
		}));
		if (others.some(tells) || own.some(tells)) alive.push(mutant.name);
		else alike++;
	}
	return { dead, alike, alive };
}

describe("parityVectors", () => {
	it.each(templates.slice(0, sized({ full: templates.length, usual: 2 })))(
		"kills every mutant of $name that any lead can tell from it",
		({ model }) => {
			const { dead, alive, alike } = killsOf(model);
			expect(alive).toEqual([]);
			expect(dead).toBeGreaterThan(4 * alike);
		},
	);

	it("kills nearly every mutant of random models", () => {
		const views = fc.sample(arbitraryView(), { numRuns: 150, seed: 5 });
		let dead = 0;
		const alive: string[] = [];
		for (const model of fc.sample(arbitraryModel(), { numRuns: sized({ full: 12, usual: 2 }), seed: 3 })) {
			const kills = killsOf(model, { views });
			dead += kills.dead;
			alive.push(...kills.alive);
		}
		expect(dead).toBeGreaterThan(sized({ full: 400, usual: 40 }));
		expect(alive.length / (alive.length + dead)).toBeLessThan(0.01);
	});

	it("share leads when there is little room, and still tell nearly every mutant", () => {
		const { model } = templates.find(({ name }) => name === "saas-baseline.yaml")!;
		const vectors = parityVectors(model, { limit: 60 });
		expect(vectors.length).toBe(60);
		const { dead, alive } = killsOf(model, { limit: 60 });
		expect(alive.length / (alive.length + dead)).toBeLessThan(0.05);
	});

	it("are the same for the same model, and at most as many as allowed for a big one", () => {
		const groups = Array.from({ length: 20 }, (_, g) => ({
			id: `g${g}`,
			cap: 30,
			decay: { half_life_days: 10 + g },
			rules: Array.from({ length: 15 }, (_, r) =>
				r % 3 === 0
					? {
							id: `a${g}-${r}`,
							attribute: `attribute ${g} ${r}`,
							points: [
								{ is: ["x", "y"], points: r },
								{ at_least: r, points: 2 },
							],
						}
					: {
							id: `e${g}-${r}`,
							activity: `type ${g} ${r}`,
							points: r + 0.5,
							at_most: { count: r },
							window_days: 30 + r,
						},
			),
		}));
		const stages = { mql: { score: 50, require: [{ rule: "a0-3" }] } };
		const { model } = modelFrom({ leadlab: "model/1", name: "big", groups, stages });
		const start = performance.now();
		const vectors = parityVectors(model);
		expect(performance.now() - start).toBeLessThan(20_000);
		expect(vectors).toHaveLength(400);
		expect(parityVectors(model)).toEqual(vectors);
		expect(parityCoverage(model, vectors)).toEqual([]);
	});

	it("put given leads first and drop their unknown values", () => {
		const { model } = templates[0]!;
		const lead = {
			today: 20_001,
			createdDay: 19_990,
			attributes: { industry: "software", x: undefined },
			activities: [],
		};
		const [first, ...rest] = parityVectors(model, { leads: [{ name: "one of ours", lead }], limit: 50 });
		expect(first).toMatchObject({ name: "one of ours", lead: { today: 20_001 } });
		expect(first?.lead.attributes).toEqual({ industry: "software" });
		expect(rest).toHaveLength(49);
	});

	it.each([0, -1, 2.5, Number.NaN])("refuse a limit of %s", (limit) => {
		expect(() => parityVectors(templates[0]!.model, { limit })).toThrow(RangeError);
	});
});

describe("parityCoverage", () => {
	it.each(templates.slice(0, sized({ full: templates.length, usual: 4 })))(
		"finds every part of $name shown by its vectors",
		({ model }) => {
			const missing = parityCoverage(model, parityVectors(model));
			expect(missing).toEqual([]);
		},
	);

	it("names what vectors do not show", () => {
		const { model } = modelFrom({
			leadlab: "model/1",
			name: "small",
			groups: [
				{
					id: "g",
					cap: 5,
					rules: [
						{ id: "size", attribute: "employees", points: [{ below: 50, points: 1 }, { points: 10 }] },
						{
							id: "demo",
							activity: "demo",
							tiers: [
								{ at_least: 1, points: 1 },
								{ at_least: 2, points: 3 },
							],
						},
					],
				},
			],
			stages: { mql: { score: 5, require: [{ activity: "demo" }] } },
		});
		const lead = {
			today: 1,
			createdDay: 1,
			attributes: { employees: 10 },
			activities: [{ type: "demo", day: 1, properties: {} }],
		};
		expect(parityCoverage(model, [vectorFrom(compileModel(model), { name: "one", lead })])).toEqual([
			"rule size gives nothing",
			"rule size, case 2",
			"rule demo gives nothing",
			"rule demo, tier 2",
			"cap of group g",
			"gate 1 of mql missed",
			"stage mql flagged",
		]);
	});
});
