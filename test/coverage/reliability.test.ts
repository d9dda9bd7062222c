import { describe, expect, it, vi } from "vitest";
import type { Random } from "../../src/base/random.ts";
import { consistencyBand } from "../../src/metrics/calibration/consistency-band.ts";
import { clusteredDelongInterval } from "../../src/metrics/delong/clustered-delong-interval.ts";
import { delongInterval } from "../../src/metrics/delong/delong-interval.ts";
import { clusteredTable } from "../../src/metrics/tables/clustered-table.ts";
import { scoreTable } from "../../src/metrics/tables/score-table.ts";
import { coverageRandom, coverageTally, expectCoverage, HISTORIES } from "./coverage.ts";

vi.setConfig({ testTimeout: 600_000 });

describe("the band of the reliability diagram", () => {
	it.each([200, 1000])(
		"holds the curve of right probabilities about 19 times in 20 at each of them, with %d leads",
		(leads) => {
			const random = coverageRandom(`consistency ${leads}`);
			const levels = [0.05, 0.12, 0.2, 0.33, 0.5, 0.7];
			const tally = coverageTally();
			// Each history gives six points; they hang together, so the histories are what counts.
			for (let i = 0; i < HISTORIES; i++) {
				const scores = Array.from({ length: leads }, () => random.integer(levels.length));
				const outcomes = scores.map((score) => (random.chance(levels[score]!) ? 1 : 0));
				const band = consistencyBand(scoreTable(scores, outcomes), (score) => levels[score]!, {
					random,
					replicates: 200,
				});
				for (const { recalibrated, band: interval } of band) tally.add({ state: "measured", interval }, recalibrated);
			}
			// A curve of few whole numbers lies on an end more often: more than 97 % may be held there.
			expectCoverage({ method: "consistency band", what: "CORP curve", leads, rate: "any" }, tally, { to: 0.98 });
		},
	);
});

describe("DeLong's interval with accounts", () => {
	/** Leads of an account share how good they are; pairs of leads of other accounts are what the AUC is about. */
	const draw = (random: Random, accounts: number) => {
		const rows = Array.from({ length: accounts }, (_, account) => {
			const level = random.integer(4);
			return Array.from({ length: 1 + random.integer(9) }, () => {
				const score = level + random.integer(3);
				return { score, outcome: random.chance(0.05 + 0.29 * level) ? 1 : 0, account };
			});
		}).flat();
		return clusteredTable(
			rows.map(({ score }) => score),
			rows.map(({ outcome }) => outcome),
			rows.map(({ account }) => account),
		);
	};
	/** Of the world itself: every score and outcome with its chance. */
	const truth = () => {
		const scores: number[] = [];
		const positives: number[] = [];
		const negatives: number[] = [];
		for (let level = 0; level < 4; level++) {
			for (let more = 0; more < 3; more++) {
				scores.push(level + more);
				positives.push(0.05 + 0.29 * level);
				negatives.push(0.95 - 0.29 * level);
			}
		}
		let wins = 0;
		let pairs = 0;
		for (const [i, p] of positives.entries()) {
			for (const [j, n] of negatives.entries()) {
				const [a, b] = [scores[i]!, scores[j]!];
				wins += p * n * (a > b ? 1 : a === b ? 0.5 : 0);
				pairs += p * n;
			}
		}
		return wins / pairs;
	};

	it.each([60, 200])("holds the AUC of the world about 19 times in 20, with %d accounts", (accounts) => {
		const random = coverageRandom(`clustered delong ${accounts}`);
		const clustered = coverageTally();
		const alone = coverageTally();
		const wanted = truth();
		for (let i = 0; i < HISTORIES; i++) {
			const from = draw(random, accounts);
			clustered.add(clusteredDelongInterval(from), wanted);
			alone.add(delongInterval(from.table), wanted);
		}
		const cell = { what: "AUC", leads: 5 * accounts, rate: "any" } as const;
		expectCoverage({ ...cell, method: "delong, accounts" }, clustered);
		// Leads taken as independent miss it more often: that is what the accounts are for.
		const share = (tally: typeof alone) => tally.counts().covered / tally.counts().told;
		expect(share(alone)).toBeLessThan(share(clustered) - 0.02);
	});
});
