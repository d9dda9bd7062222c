import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { chart } from "../../src/charts/chart.ts";
import type { Chart } from "../../src/charts/marks/chart.ts";
import { drawnNumber } from "../../src/charts/marks/drawn-number.ts";
import { slug } from "../../src/charts/marks/slug.ts";
import { thinRows } from "../../src/charts/marks/thin-rows.ts";
import { funnelChart } from "../../src/charts/replay/funnel-chart.ts";
import { precisionByMonthChart } from "../../src/charts/replay/precision-by-month-chart.ts";
import { precisionBySegmentChart } from "../../src/charts/replay/precision-by-segment-chart.ts";
import { precisionRecallChart, sweepTradeOffs } from "../../src/charts/replay/precision-recall-chart.ts";
import { scoreBins } from "../../src/charts/replay/score-distribution-chart.ts";
import { scorePathChart } from "../../src/charts/replay/score-path-chart.ts";
import { touchDelayChart } from "../../src/charts/replay/touch-delay-chart.ts";
import { waterfallSteps } from "../../src/charts/replay/waterfall-chart.ts";
import { rateDomain } from "../../src/charts/scales/rate-domain.ts";
import { capacityChart } from "../../src/charts/threshold/capacity-chart.ts";
import { profitChart } from "../../src/charts/threshold/profit-chart.ts";
import { thresholdSweepChart } from "../../src/charts/threshold/threshold-sweep-chart.ts";
import { estimateRate } from "../../src/metrics/rates/estimate.ts";
import { scoreTable } from "../../src/metrics/tables/score-table.ts";
import { clamp, type Explanation } from "../../src/model/score.ts";
import { cellText } from "../../src/tables/cell-text.ts";
import { countsText, estimateText, intervalText, shortEstimate } from "../../src/words/estimate-text.ts";
import { handoffName, stageName } from "../../src/words/stage-name.ts";
import { dayText, wallClock } from "../../src/words/wall-clock.ts";
import { wrapText } from "../../src/words/wrap-text.ts";
import { fixtureExplanation } from "./chart-cases.ts";
import { fixtureReplay } from "./replay-fixture.ts";

const SEEDED = { seed: 20_240_930, numRuns: 200 };
const MQL_SQL = { from: "mql", to: "sql" };

describe("rates as text", () => {
	test("carry their counts and interval", () => {
		const rate = estimateRate(123, 300);
		expect(countsText(rate)).toBe("123 of 300");
		expect(intervalText(rate)).toBe("35.6 to 46.6 %");
		expect(shortEstimate(rate)).toBe("41.0 % (123 of 300)");
		expect(estimateText(rate)).toBe("41.0 % (123 of 300; 95 % interval 35.6 to 46.6 %)");
	});

	test("of fewer than 10 trials are no number, of none a reason", () => {
		expect(shortEstimate(estimateRate(1, 3))).toBe("too little data (1 of 3)");
		expect(estimateText(estimateRate(9, 9))).toBe("too little data (9 of 9)");
		expect(shortEstimate(estimateRate(0, 0, { reason: "no mature flag" }))).toBe("cannot tell yet: no mature flag");
	});
});

describe("names", () => {
	test("of stages are written as people write them", () => {
		expect([stageName("mql"), stageName("closed_won"), handoffName(MQL_SQL)]).toEqual([
			"MQL",
			"closed won",
			"MQL to SQL",
		]);
	});

	test("become ids that need no escape", () => {
		fc.assert(
			fc.property(fc.string({ unit: "grapheme" }), (text) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug(text))),
			SEEDED,
		);
		expect(slug("Größe (EU)")).toBe("gro-e-eu");
	});
});

describe("wrapText", () => {
	test("loses no word and keeps to the width", () => {
		const words = fc.array(fc.stringMatching(/^[a-z%]{1,12}$/), { minLength: 1 });
		fc.assert(
			fc.property(words, fc.integer({ min: 20, max: 40 }), (list, width) => {
				const lines = wrapText(list.join(" "), { width }).split("\n");
				expect(lines.join(" ")).toBe(list.join(" "));
				for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
			}),
			SEEDED,
		);
	});

	test("does not part a number from its percent sign, nor a count from its total", () => {
		expect(wrapText("a rate of flags (123 of 1,300)", { width: 20 })).toBe("a rate of flags\n(123 of 1,300)");
		expect(wrapText("flags become SQL 41.0 % of the time", { width: 22 })).toBe("flags become SQL\n41.0 % of the time");
	});
});

describe("wallClock", () => {
	test("agrees with Temporal in every zone, through clock changes", () => {
		const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"];
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), fc.constantFrom(...zones), (instant, zone) => {
				const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDateTime();
				expect(wallClock(instant, zone)).toBe(local.toZonedDateTime("UTC").epochMilliseconds);
			}),
			SEEDED,
		);
	});

	test("names the day of the zone", () => {
		expect(dayText(Date.UTC(2024, 8, 30, 22, 30), "Europe/Berlin")).toBe("2024-10-01");
	});
});

describe("small parts", () => {
	test("thinRows keeps ends, wanted rows and the order", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 500 }),
				fc.integer({ min: 2, max: 60 }),
				fc.nat(499),
				(count, most, wanted) => {
					const rows = Array.from({ length: count }, (_, i) => i);
					const thin = thinRows(rows, { most, keep: (row) => row === wanted });
					expect(thin.length).toBeLessThanOrEqual(most + 1);
					expect(thin).toEqual([...thin].sort((a, b) => a - b));
					if (count > 0) expect([thin[0], thin.at(-1)]).toEqual([0, count - 1]);
					if (wanted < count && count > most) expect(thin).toContain(wanted);
				},
			),
			SEEDED,
		);
	});

	test("rateDomain ends at or above the largest rate, on a round number", () => {
		expect([rateDomain([0.31, 0.467]), rateDomain([undefined]), rateDomain([1]), rateDomain([0.0123])]).toEqual([
			[0, 0.5],
			[0, 1],
			[0, 1],
			[0, 0.014],
		]);
		fc.assert(
			fc.property(fc.double({ min: 1e-6, max: 1, noNaN: true }), (rate) => rateDomain([rate])[1] >= rate - 1e-9),
			SEEDED,
		);
	});

	test("drawnNumber keeps six digits and turns undefined into null", () => {
		expect([drawnNumber(1 / 3), drawnNumber(undefined), drawnNumber(0)]).toEqual([0.333333, null, 0]);
	});
});

describe("scoreBins", () => {
	test("count every lead once, in order, in few bins", () => {
		const leads = fc.array(fc.tuple(fc.integer({ min: -300, max: 5000 }), fc.boolean()), {
			minLength: 1,
			maxLength: 300,
		});
		fc.assert(
			fc.property(leads, (pairs) => {
				const bins = scoreBins(
					scoreTable(
						pairs.map(([score]) => score),
						pairs.map(([, won]) => Number(won)),
					),
				);
				expect(bins.reduce((sum, { positives, negatives }) => sum + positives + negatives, 0)).toBe(pairs.length);
				expect(bins.length).toBeLessThanOrEqual(42);
				for (const [score] of pairs) expect(bins.filter(({ from, to }) => score >= from && score < to).length).toBe(1);
				expect(bins.map(({ from }) => from)).toEqual(bins.map(({ from }) => from).sort((a, b) => a - b));
			}),
			SEEDED,
		);
	});
});

describe("trade-offs", () => {
	test("of a sweep leave out thresholds where precision or recall is undefined", () => {
		const row = { flagged: 0, late: 0, immature: 0, reached: 4 };
		const points = sweepTradeOffs({
			...MQL_SQL,
			rows: [
				{ ...row, threshold: 1, flagged: 3, hits: 1, misses: 2, caught: 1 },
				{ ...row, threshold: 2, hits: 0, misses: 0, caught: 0 },
			],
		});
		expect(
			points.map(({ threshold, precision, recall }) => [
				threshold,
				precision.hits,
				precision.total,
				recall.hits,
				recall.total,
			]),
		).toEqual([[1, 1, 3, 1, 4]]);
	});
});

describe("waterfall", () => {
	test("adds up to the score, each bar from where the last one ended", () => {
		const group = fc.record({
			rules: fc.array(fc.integer({ min: -20, max: 30 }), { maxLength: 5 }),
			cap: fc.integer({ min: 0, max: 40 }),
			floor: fc.integer({ min: -15, max: 0 }),
		});
		fc.assert(
			fc.property(fc.array(group, { minLength: 1, maxLength: 4 }), fc.integer({ min: 10, max: 80 }), (groups, cap) => {
				const explanation = explain(groups, cap);
				const steps = waterfallSteps(explanation);
				const moves = steps.slice(0, -1);
				for (const [i, step] of moves.entries()) expect(step.from).toBeCloseTo(moves[i - 1]?.to ?? 0, 9);
				expect(moves.at(-1)?.to ?? 0).toBeCloseTo(explanation.score, 9);
				expect(steps.at(-1)).toMatchObject({ kind: "total", from: 0, to: explanation.score });
			}),
			SEEDED,
		);
	});

	test("shows the arithmetic beside the points", () => {
		const texts = Object.fromEntries(waterfallSteps(fixtureExplanation()).map(({ label, text }) => [label, text]));
		expect(texts.quiet).toBe("-10");
		expect(texts.pricing).toMatch(/^\+3\.\d+ {2}\(2 x 3 x 0\.3969 \+ 3 x 0\.3536 = 3\.\d+\)$/);
	});
});

function explain(
	groups: readonly { readonly rules: readonly number[]; readonly cap: number; readonly floor: number }[],
	cap: number,
): Explanation {
	const contributions = groups.flatMap(({ rules }, g) =>
		rules.map((points, r) => ({
			rule: `r${g}-${r}`,
			group: `g${g}`,
			terms: [{ count: 1, points, factor: 1 }],
			raw: points,
			points,
		})),
	);
	const scores = groups.map(({ rules, ...limits }, g) => {
		const raw = rules.reduce((sum, points) => sum + points, 0);
		return { group: `g${g}`, raw, points: clamp(raw, limits) };
	});
	const clamped = clamp(
		scores.reduce((sum, { points }) => sum + points, 0),
		{ cap },
	);
	return {
		contributions,
		groups: scores,
		raw: contributions.reduce((sum, { points }) => sum + points, 0),
		clamped,
		score: clamped,
	};
}

describe("findings", () => {
	const replay = fixtureReplay({ leads: 1500 });

	test("of the sweep are the counts of the hand-off", () => {
		const { hits, misses } = replay.handoffs[0]!;
		expect(thresholdSweepChart(replay, MQL_SQL).title).toContain(`(${hits} of ${hits + misses})`);
		expect(thresholdSweepChart(fixtureReplay({ leads: 7 }), MQL_SQL).title).toMatch(/^(Too little data|No mature)/);
	});

	test("of the funnel say recorded and flagged", () => {
		const mql = replay.funnel[1]!;
		const title = funnelChart(replay).title.replaceAll(",", "");
		expect(title).toBe(`${mql.reached} leads were recorded as MQL; the model would have flagged ${mql.flagged}`);
	});

	test("of segments name values that have enough data, and list them by size", () => {
		const chart = precisionBySegmentChart(replay, { attribute: "industry", ...MQL_SQL });
		expect(chart.title).not.toContain("public sector");
		const totals = chart.table.rows.map((row) => Number(cellText(row[2]).split(" of ")[1]?.replaceAll(",", "")));
		expect(totals).toEqual([...totals].sort((a, b) => b - a));
	});

	test("of many segments add the smallest up without losing a flag", () => {
		const one = replay.segments[0]!;
		const segments = Array.from({ length: 40 }, (_, i) => ({ ...one, attribute: "city", value: `city ${i}` }));
		const { rows } = precisionBySegmentChart({ ...replay, segments }, { attribute: "city", ...MQL_SQL }).table;
		expect(rows.length).toBe(12);
		expect(rows.at(-1)?.[0]).toBe("29 other values");
		const total = rows.reduce((sum, row) => sum + Number(cellText(row[2]).split(" of ")[1]?.replaceAll(",", "")), 0);
		expect(total).toBe(40 * one.handoffs[0]!.precision.total);
	});

	test("of months keep months whose flags are all immature, without a rate", () => {
		const { rows } = precisionByMonthChart(replay, MQL_SQL).table;
		expect(rows.length).toBe(replay.months.length);
		const [, rate, ...rest] = rows.at(-1) ?? [];
		expect([rest[0], rest[1], /\d/.test(String(rate))]).toEqual(["0 of 0", "n/a", false]);
	});

	test("of a score path say nothing about flags that are not known", () => {
		const lead = { lead: "L-1", timeZone: "UTC" };
		const path = [{ at: 0, score: 50 }];
		expect(scorePathChart([{ at: 0, score: -3 }], lead).title).toBe("Lead L-1 over time: its highest score is -3");
		expect(scorePathChart([], lead).title).toBe("Lead L-1 over time: it has no score");
		expect(scorePathChart(path, lead).title).toBe("Lead L-1 over time: its highest score is 50");
		expect(scorePathChart(path, { ...lead, flags: [] }).title).toBe(
			"Lead L-1 is never flagged; its highest score is 50",
		);
		expect(scorePathChart(path, { ...lead, flags: [{ stage: "mql", at: 0 }] }).title).toBe(
			"Lead L-1 is flagged MQL on 1970-01-01",
		);
	});
});

describe("a hand-off that was not measured", () => {
	const replay = fixtureReplay({ leads: 60 });
	const handoff = { from: "mql", to: "closed_won" };
	const charts = {
		thresholdSweepChart: () => thresholdSweepChart(replay, handoff),
		precisionRecallChart: () => precisionRecallChart(replay, handoff),
		precisionByMonthChart: () => precisionByMonthChart(replay, handoff),
		precisionBySegmentChart: () => precisionBySegmentChart(replay, { attribute: "industry", ...handoff }),
		touchDelayChart: () => touchDelayChart(replay, handoff),
		capacityChart: () => capacityChart(replay, { ...handoff, threshold: 45, capacity: { perWeek: 4 } }),
		profitChart: () => profitChart(replay, { ...handoff, costPerFlag: 50, valuePerWin: 200 }),
	};

	test.each(Object.entries(charts))("is an error of %s that names those that were", (_, draw) => {
		const measured = replay.handoffs.map(({ from, to }) => `${from} -> ${to}`).join(", ");
		expect(draw).toThrow(expect.objectContaining({ message: expect.stringContaining(measured) }));
	});
});

describe("the general chart", () => {
	const days = [
		{ day: new Date("2024-05-01"), leads: 3, source: "web" },
		{ day: new Date("2024-05-02"), leads: 5, source: "event" },
	];
	const markOf = (drawn: Chart) =>
		(drawn.spec as unknown as { layer: { mark: { type: string } }[] }).layer[0]!.mark.type;

	test("chooses its mark by the type of the columns, unless one is asked for", () => {
		expect([
			markOf(chart(days, { x: "day", y: "leads" })),
			markOf(chart(days, { x: "source", y: "leads" })),
			markOf(chart({ a: [1, 2], b: [3, 4] }, { x: "a", y: "b" })),
			markOf(chart(days, { x: "leads" })),
			markOf(chart(days, { x: "source", y: "leads", mark: "point" })),
		]).toEqual(["line", "bar", "point", "bar", "point"]);
	});

	test("takes records, columns and data frames alike", () => {
		const wanted = chart(days, { x: "source", y: "leads" }).spec;
		expect(chart({ source: ["web", "event"], leads: [3, 5] }, { x: "source", y: "leads" }).spec).toEqual(wanted);
		const frame = { columns: ["leads", "source"], values: days.map(({ leads, source }) => [leads, source]) };
		expect(chart(frame, { x: "source", y: "leads" }).spec).toEqual(wanted);
	});

	test("leaves out rows without a value, and says how many have one", () => {
		const drawn = chart({ a: [1, Number.NaN, 3], b: [1, 2, null] }, { x: "a", y: "b" });
		expect([drawn.subtitle.match(/\d+/g), drawn.table.rows]).toEqual([["1", "3"], [[1, 1]]]);
	});

	test("refuses a column that is not there, and a y that holds no numbers", () => {
		expect(() => chart(days, { x: "month" })).toThrow(RangeError);
		expect(() => chart(days, { x: "day", y: "source" })).toThrow(RangeError);
	});
});
