import { describe, expect, it } from "vitest";
import { DAY_MS } from "../../src/dataset/calendar.ts";
import { datasetFrom } from "../../src/dataset/dataset-from.ts";
import { leakVerdict } from "../../src/leaks/leak-verdict.ts";
import { findLeaks } from "../../src/leaks/leaks.ts";
import { healthWorld } from "../health/health-world.ts";

describe("the verdict on leaks", () => {
	it("says that attributes dated after the landmark were not looked at, and at which landmark they can be", async () => {
		const dataset = healthWorld({ room: 0.97, roomKnownAfter: 30 });
		const verdict = leakVerdict(await findLeaks(dataset));
		expect(verdict).toMatchObject({ state: "not tested", looked: 2, all: 3, takes: "--landmark-days 30" });
		const later = leakVerdict(await findLeaks(dataset, { landmarkDays: 30 }));
		expect(later).toMatchObject({ looked: 3, all: 3 });
		expect(later.takes).toBeUndefined();
	});

	it("claims nothing when nothing was looked at", async () => {
		const dataset = healthWorld({ room: 0.97, roomKnownAfter: 30 });
		const alone = { ...dataset, attributes: dataset.attributes.filter(({ name }) => name === "room") };
		expect(leakVerdict(await findLeaks(alone))).toMatchObject({ state: "not tested", looked: 0, all: 1 });
	});

	it("does not look at an attribute of a handful of leads", async () => {
		const dataset = healthWorld({ fits: 0.05, others: 0.05, room: 0.2 });
		const { looks } = await findLeaks(dataset);
		const room = looks.find(({ attribute }) => attribute === "room")!;
		expect(room.filled).toBeLessThan(20);
		expect(room.skipped).toMatch(/^only \d+ leads have a value at creation$/);
	});

	it("passes over an attribute that is empty for everybody", async () => {
		const verdict = leakVerdict(await findLeaks(healthWorld({ room: 0 })));
		expect(verdict).toMatchObject({ state: "passed", looked: 3, all: 3 });
	});
});

const AS_OF = Date.UTC(2024, 0, 1);
const text = (at: number) => new Date(at).toISOString().slice(0, 10);

/** 200 leads over 300 days, the youngest 90 days old, with a day so many days after each lead's creation. */
function dated(days: number, { known }: { readonly known?: number } = {}) {
	const leads = Array.from({ length: 200 }, (_, i) => {
		const created = AS_OF - (90 + (i * 3) / 2) * DAY_MS;
		return {
			id: `L-${i}`,
			created,
			values: { day: text(created + days * DAY_MS) },
			...(known === undefined ? {} : { knownAt: { day_at: created + known * DAY_MS } }),
		};
	});
	return datasetFrom({
		asOf: AS_OF,
		ladder: ["lead", "sql"],
		attributes: { day: known === undefined ? {} : { known: { column: "day_at" } } },
		leads,
		stages: leads.flatMap(({ id, created }, i) =>
			i % 3 ? [] : [{ lead: id, stage: "sql", at: created + 40 * DAY_MS }],
		),
	});
}
const levels = async (dataset: ReturnType<typeof dated>) =>
	(await findLeaks(dataset)).findings.flatMap(({ evidence }) =>
		evidence.flatMap(({ check, level }) => (check === "date ahead" ? [level] : [])),
	);

describe("a value that is a day after the moment from which it is declared known", () => {
	it("is certain, whatever became of the lead", async () => {
		expect(await levels(dated(20))).toEqual(["certain"]);
		expect(await levels(dated(20, { known: 5 }))).toEqual(["certain"]);
	});

	it("is none on the day itself, the day after (another zone), or once the day has come", async () => {
		expect(await levels(dated(-3))).toEqual([]);
		expect(await levels(dated(0))).toEqual([]);
		expect(await levels(dated(1))).toEqual([]);
		expect(await levels(dated(20, { known: 20 }))).toEqual([]);
	});

	it("is only worth a look in a column of plans, some of which lie after the extract", async () => {
		expect(await levels(dated(100))).toEqual(["look at it"]);
	});
});
