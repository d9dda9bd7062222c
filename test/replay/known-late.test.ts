import { expect, it } from "vitest";
import { DAY_MS } from "../../src/dataset/calendar.ts";
import { datasetFrom } from "../../src/dataset/dataset-from.ts";
import { modelFrom } from "../../src/model/parse-model.ts";
import { bindModel } from "../../src/replay/bind-model.ts";
import { knownLate } from "../../src/replay/leads/known-late.ts";

const CREATED = Date.UTC(2024, 0, 1);

/** Leads that reach sql on day 10; `late` of `n` know the attribute on that day, the others on day 3. */
function world(n: number, late: number, { told = false, column = true } = {}) {
	return datasetFrom({
		asOf: CREATED + 100 * DAY_MS,
		ladder: ["lead", "mql", "sql"],
		attributes: { seats: column ? { known: { column: "seen" } } : {} },
		leads: Array.from({ length: n }, (_, i) => ({
			id: String(i),
			created: CREATED,
			values: { seats: "9" },
			knownAt: { seen: CREATED + (i < late ? 10 : 3) * DAY_MS },
		})),
		stages: Array.from({ length: n }, (_, i) => ({ lead: String(i), stage: "sql", at: CREATED + 10 * DAY_MS })),
		history: told ? [{ lead: "0", attribute: "seats", value: "8", known: CREATED }] : [],
	});
}

const { model } = modelFrom({
	leadlab: "model/1",
	name: "m",
	groups: [{ id: "g", rules: [{ id: "seats", attribute: "seats", points: 5 }] }],
	stages: { mql: { score: 5 }, sql: { score: 5 } },
});

it("counts the leads that knew it at the stage or later", () => {
	const [found] = knownLate(world(40, 40), { attribute: 0, share: 0.9 });
	expect(found).toMatchObject({ stage: "sql", rate: { hits: 40, total: 40 } });
	expect(knownLate(world(40, 30), { attribute: 0, share: 0.9 })).toEqual([]);
	expect(knownLate(world(40, 30), { attribute: 0, share: 0.5 })).toHaveLength(1);
});

it("says nothing with 19 leads, of a column known at creation, and of one that has a history", () => {
	expect(knownLate(world(19, 19), { attribute: 0, share: 0.5 })).toEqual([]);
	expect(knownLate(world(40, 40, { column: false }), { attribute: 0, share: 0.5 })).toEqual([]);
	expect(knownLate(world(40, 40, { told: true }), { attribute: 0, share: 0.5 })).toEqual([]);
});

it("makes bindModel warn of a leak at every flag that it comes too late for", () => {
	const leaks = bindModel(model, world(40, 40));
	expect(leaks.map(({ code, severity, column }) => [code, severity, column])).toEqual([
		["leak", "warning", "groups[0].rules[0]"],
		["leak", "warning", "groups[0].rules[0]"],
	]);
	expect(leaks[0]!.message).toBe(
		'rule "seats" uses attribute "seats", which became known only when sql was reached or later for 40 of the 40 leads that reached it and have it, so it can hardly help to flag mql.',
	);
	expect(bindModel(model, world(40, 10))).toEqual([]);
});
