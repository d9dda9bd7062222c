import { describe, it } from "vitest";
import { flagDifferences } from "../../src/compare/flag-differences.ts";
import { FLAG_MEASURES, type FlagMeasure } from "../../src/compare/pair-sums.ts";
import { pairTable } from "../../src/compare/pair-table.ts";
import {
	type CoverageTally,
	coverageRandom,
	coverageTally,
	expectCoverage,
	expectSilence,
	HISTORIES,
} from "./coverage.ts";
import { cellChances, cellDrawer, FLAG_WORLDS, inAccounts, trueDifferences } from "./paired-worlds.ts";

const LEADS = [30, 100, 1000];
const RATES = [0.02, 0.1, 0.4];
/** Leads of an account that turn out as its first one does. */
const ALIKE = 0.4;

/** Whether the leads of a cell are too few for a difference: of an outcome, flagged late, or (numbers of flags) of leads. */
function isTooFew(measure: FlagMeasure, leads: number, rate: number): boolean {
	if (measure === "flagged") return leads < 40;
	return leads * rate < (measure === "late" ? 50 : 15);
}

/**
 * Where the leads suffice in most histories, 97 %. Where they do in fewer, those in which they do are not like the others
 * (more leads differ than on average), and only too seldom is a fault.
 */
function mostOf(tally: CoverageTally): number {
	const { told, histories } = tally.counts();
	return told >= histories / 2 ? 0.97 : 1;
}

describe.each(FLAG_WORLDS)("differences of flags of the pair $name", (world) => {
	describe.each(["leads", "accounts"] as const)("of %s that stand for themselves", (units) => {
		it.each(LEADS.flatMap((leads) => RATES.map((rate) => [leads, rate] as const)))(
			"hold the truth 93 to 97 % of the time, or are not told: %d leads at %d",
			(leads, rate) => {
				const chances = cellChances(world, { rate });
				const truth = trueDifferences(chances, leads);
				const draw = cellDrawer(chances);
				const random = coverageRandom(`${world.name} ${units} ${leads} ${rate}`);
				const tallies = new Map<FlagMeasure, CoverageTally>(FLAG_MEASURES.map((one) => [one, coverageTally()]));
				const alike = coverageTally();
				for (let history = 0; history < HISTORIES; history++) {
					const drawn = inAccounts(random, leads, { draw, alike: units === "leads" ? 0 : ALIKE });
					const table = pairTable(drawn.values, units === "leads" ? undefined : drawn.accounts);
					for (const { measure, difference } of flagDifferences(table)) {
						// Of no differing lead the interval is that of what may be unseen: at least 95 %, and mostly more.
						const none = difference.state === "measured" && difference.method === "no lead differs";
						(none ? alike : tallies.get(measure)!).add(difference, truth.get(measure)!);
					}
				}
				expectCoverage({ method: "no lead differs", what: `all differences, ${world.name}`, leads, rate }, alike, {
					from: 0.95,
					to: 1,
				});
				for (const [measure, tally] of tallies) {
					const what = `difference of ${measure}, ${world.name}${units === "leads" ? "" : ", accounts"}`;
					const cell = { method: measure === "lift" ? "delta" : "agresti-caffo", what, leads, rate };
					if (isTooFew(measure, leads, rate)) expectSilence(cell, tally, { most: 0.02 });
					else expectCoverage(cell, tally, { to: mostOf(tally) });
				}
			},
		);
	});
});
