import { describe, expect, it } from "vitest";
import { DAY_MS } from "../../src/dataset/calendar.ts";
import { type DatasetInput, datasetFrom } from "../../src/dataset/dataset-from.ts";
import { leaksJson } from "../../src/json/leaks-json.ts";
import { leakVerdict } from "../../src/leaks/leak-verdict.ts";
import { findLeaks } from "../../src/leaks/leaks.ts";
import { modelFrom } from "../../src/model/parse-model.ts";
import { replay } from "../../src/replay/replay.ts";
import { sampleHistory, template } from "../notebook/sample.ts";

describe("findLeaks on the sample", () => {
	it("finds the planted leak, and of the other 15 attributes none", async () => {
		const leaks = await findLeaks(await sampleHistory());
		const attributes = leaks.findings.filter(({ kind }) => kind === "attribute");
		expect(attributes.map(({ name, level }) => [name, level])).toEqual([["deal_room_url", "certain"]]);
		expect(leaks.looks).toHaveLength(16);
		expect(leaks.looks.filter(({ skipped }) => skipped !== undefined)).toEqual([]);
		expect(leakVerdict(leaks)).toEqual({
			state: "failed",
			text: "1 attribute knows the future: deal_room_url",
			looked: 16,
			all: 16,
		});
	});

	it("says of each outcome how many leads reached it, as the stages table has them", async () => {
		const history = await sampleHistory();
		const { outcomes, mature } = await findLeaks(history);
		const old = [...history.createdAt.keys()].filter((lead) => history.createdAt[lead]! <= history.asOf - 90 * DAY_MS);
		expect(mature).toBe(old.length);
		const sql = history.stages.firstAt[history.stages.names.indexOf("sql")]!;
		expect(outcomes[0]).toMatchObject({
			stage: "sql",
			reached: old.filter((lead) => sql[lead]! < history.asOf + 1 && sql[lead]! > history.createdAt[lead]!).length,
			others: old.filter((lead) => sql[lead] === Number.POSITIVE_INFINITY).length,
			few: undefined,
		});
	});

	it("has a model's activities only, and warns of attributes that are declared too late for their flag", async () => {
		const { model } = modelFrom({
			leadlab: "model/1",
			name: "late",
			groups: [
				{
					id: "all",
					rules: [
						{ id: "rival", attribute: "incumbent", points: 5 },
						{ id: "proposal", activity: "proposal_viewed", points: 10 },
					],
				},
			],
			stages: { mql: { score: 5 }, sql: { score: 10 } },
		});
		const { findings } = await findLeaks(await sampleHistory(), { model });
		const told = findings.filter(({ name }) => name !== "deal_room_url");
		expect(told.map(({ name, level, use }) => [name, level, use?.rules])).toEqual([
			["proposal_viewed", "look at it", ["proposal"]],
			["incumbent", "look at it", ["rival"]],
		]);
		expect(told[1]!.message).toBe(
			'rule "rival" uses it, but the contract says it is known only from sal on: it can never help to flag mql',
		);
	});

	it("takes a replay that is there already", async () => {
		const [history, model] = [await sampleHistory(), await template("saas-candidate")];
		const replayed = await replay(history, model, { horizonDays: 90, landmarkDays: 14 });
		expect(leaksJson(await findLeaks(history, { model, replayed }))).toEqual(
			leaksJson(await findLeaks(history, { model })),
		);
	});
});

const AS_OF = Date.UTC(2024, 0, 1);

function small(n: number, winners: number): DatasetInput {
	const created = AS_OF - 200 * DAY_MS;
	return {
		asOf: AS_OF,
		ladder: ["lead", "sql"],
		attributes: { room: {}, seats: { type: "number" }, sector: {} },
		leads: Array.from({ length: n }, (_, i) => ({
			id: `L-${i}`,
			created: created - (i % 9) * DAY_MS,
			values: { room: i < winners ? `r${i}` : undefined, seats: (i * 37) % 90, sector: ["a", "b", "c"][i % 3]! },
		})),
		activities: Array.from({ length: n }, (_, i) => ({
			lead: `L-${i}`,
			at: created + (i % 20) * DAY_MS,
			type: i % 2 ? "visit" : "mail",
		})),
		stages: Array.from({ length: winners }, (_, i) => ({ lead: `L-${i}`, stage: "sql", at: created + 30 * DAY_MS })),
	};
}

describe("findLeaks", () => {
	it("does not depend on the order of any table's rows", async () => {
		const input = small(240, 80);
		const turned = {
			...input,
			leads: input.leads.toReversed(),
			activities: input.activities!.toReversed(),
			stages: input.stages!.toReversed(),
		};
		const comparable = async (of: DatasetInput) => {
			const { dataset: _, ...found } = leaksJson(await findLeaks(datasetFrom(of)));
			return found;
		};
		expect(await comparable(turned)).toEqual(await comparable(input));
	});

	it("changes nothing in what it is given", async () => {
		const dataset = datasetFrom(small(240, 80));
		const before = JSON.stringify(dataset);
		await findLeaks(dataset);
		expect(JSON.stringify(dataset)).toBe(before);
	});

	it("cannot tell yet with 19 winners, and says how many more leads it takes", async () => {
		const verdict = leakVerdict(await findLeaks(datasetFrom(small(100, 19))));
		expect(verdict.state).toBe("cannot tell yet");
		expect(verdict.few).toBe(
			"SQL was reached by 19 and not by 81 of the leads that are 90 days old (about 6 more are needed).",
		);
	});

	it("looks at no lead, and at no attribute", async () => {
		const none = await findLeaks(
			datasetFrom({ asOf: AS_OF, ladder: ["lead", "sql"], leads: [], attributes: { a: {} } }),
		);
		expect([none.findings, none.mature, leakVerdict(none).state]).toEqual([[], 0, "cannot tell yet"]);
		expect(none.looks[0]!.skipped).toBe("no lead has a value at creation");
		const { attributes: _, ...bare } = small(100, 40);
		const input = { ...bare, leads: bare.leads.map(({ id, created }) => ({ id, created })) };
		expect((await findLeaks(datasetFrom(input))).findings).toEqual([]);
	});

	it("refuses days that are none, and a model that flags nothing", async () => {
		const dataset = datasetFrom(small(40, 20));
		await expect(findLeaks(dataset, { horizonDays: 0 })).rejects.toThrow(
			"findLeaks: horizonDays must be a whole number from 1, got 0.",
		);
		await expect(findLeaks(dataset, { landmarkDays: 1.5 })).rejects.toThrow(RangeError);
		const { model } = modelFrom({
			leadlab: "model/1",
			name: "mute",
			groups: [{ id: "g", rules: [{ id: "r", attribute: "room", points: 1 }] }],
			stages: {},
		});
		await expect(findLeaks(dataset, { model })).rejects.toThrow(/no-flag/);
	});
});
