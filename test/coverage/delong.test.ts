import { describe, it, vi } from "vitest";
import { delongInterval } from "../../src/metrics/delong/delong-interval.ts";
import { delongTest } from "../../src/metrics/delong/delong-test.ts";
import { auc } from "../../src/metrics/ranking/auc.ts";
import type { Estimate } from "../../src/metrics/rates/estimate.ts";
import type { JointScoreTable } from "../../src/metrics/tables/joint-score-table.ts";
import { type ScoreTable, tableTotals } from "../../src/metrics/tables/score-table.ts";
import { coverageRandom, coverageTally, expectCoverage, HISTORIES } from "./coverage.ts";
import { drawCells, drawTable, LEADS, RATES, type World, worldOf } from "./world.ts";

vi.setConfig({ testTimeout: 900_000 });

const CELLS = LEADS.flatMap((leads) => RATES.map((rate) => [leads, rate] as const));
const few = (table: ScoreTable) => {
	const { positives, negatives } = tableTotals(table);
	return Math.min(positives, negatives) < 20;
};
/** More where half of the histories have fewer than 20 positives. */
const timesOf = (leads: number, rate: number) => (leads * rate === 20 ? 3 * HISTORIES : HISTORIES);

describe.each([
	["weak", 1],
	["fair", 2.5],
	["good", 5],
	["strong", 8],
] as const)("the AUC of a %s score", (name, slope) => {
	it.each(CELLS)("with %d leads at a rate of %d", (leads, rate) => {
		const random = coverageRandom(`delong ${name} ${leads} ${rate}`);
		for (const levels of [12, 60]) {
			const world = worldOf(rate, { slope, levels });
			const truth = auc(world)!;
			const tally = coverageTally();
			for (let i = 0; i < timesOf(leads, rate); i++) {
				const table = drawTable(random, world, leads);
				tally.add(delongInterval(table), truth, !few(table));
			}
			const what = `AUC ${truth.toFixed(2)}, ${levels} scores`;
			expectCoverage({ method: "delong logit", what, leads, rate }, tally);
		}
	});
});

/** Two scores of the same leads: the second is the first's, or half of the time that of some other lead. */
function pairOf(world: World): {
	readonly chances: Float64Array;
	readonly table: (cells: Float64Array) => JointScoreTable;
} {
	const { scores } = world;
	const size = scores.length;
	const marginal = scores.map((_, i) => world.positives[i]! + world.negatives[i]!);
	const chances = new Float64Array(2 * size * size);
	for (let a = 0; a < size; a++) {
		for (let b = 0; b < size; b++) {
			const share = 0.5 * marginal[b]! + (a === b ? 0.5 : 0);
			chances[a * size + b] = world.positives[a]! * share;
			chances[size * size + a * size + b] = world.negatives[a]! * share;
		}
	}
	const firstRow = Int32Array.from({ length: size * size }, (_, i) => Math.floor(i / size));
	const secondRow = Int32Array.from({ length: size * size }, (_, i) => i % size);
	const margin = (counts: Float64Array, rows: Int32Array) => {
		const sum = new Float64Array(size);
		for (let i = 0; i < rows.length; i++) sum[rows[i]!]! += counts[i]!;
		return sum;
	};
	return {
		chances,
		table(cells) {
			const positives = cells.slice(0, size * size);
			const negatives = cells.slice(size * size);
			const side = (rows: Int32Array) => ({
				scores,
				positives: margin(positives, rows),
				negatives: margin(negatives, rows),
			});
			return { first: side(firstRow), second: side(secondRow), firstRow, secondRow, positives, negatives };
		},
	};
}

/** As a comparison shows it: against Student's t. */
function differenceOf(joint: JointScoreTable): Estimate {
	const found = delongTest(joint, { reference: "student" });
	if (found.state !== "measured") return found;
	const { difference, positives, negatives } = found;
	return { ...found, value: difference, method: "delong student", hits: positives, total: positives + negatives };
}

describe("the difference of two AUCs on the same leads", () => {
	it.each(CELLS)("with %d leads at a rate of %d", (leads, rate) => {
		const random = coverageRandom(`difference ${leads} ${rate}`);
		for (const slope of [2.5, 5]) {
			const { chances, table } = pairOf(worldOf(rate, { slope, levels: 8 }));
			const whole = table(chances);
			const truth = auc(whole.first)! - auc(whole.second)!;
			const tally = coverageTally();
			for (let i = 0; i < timesOf(leads, rate); i++) {
				const joint = table(drawCells(random, leads, chances));
				tally.add(differenceOf(joint), truth, !few(joint.first));
			}
			const what = `AUC ${auc(whole.first)!.toFixed(2)} less AUC ${auc(whole.second)!.toFixed(2)}`;
			expectCoverage({ method: "delong student", what, leads, rate }, tally);
		}
	});
});
