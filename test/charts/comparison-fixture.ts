import type { CohortPart } from "../../src/compare/cohort-parts.ts";
import { compareSlices } from "../../src/compare/compare-slices.ts";
import type {
	Comparison,
	Guardrail,
	PairedDifference,
	PairedHandoff,
	PairedRanking,
	SwapGroup,
	SwapSet,
} from "../../src/compare/comparison.ts";
import { comparisonVerdict } from "../../src/compare/comparison-verdict.ts";
import { discordantTests } from "../../src/compare/discordant-tests.ts";
import { flagDifferences } from "../../src/compare/flag-differences.ts";
import { headStart } from "../../src/compare/head-start.ts";
import { pairTable } from "../../src/compare/pair-table.ts";
import { PAIR_CELLS, type PairedFlags, pairCell } from "../../src/compare/paired-flags.ts";
import { scoreDifferences } from "../../src/compare/score-differences.ts";
import { equalVolumeOf, planVolumes } from "../../src/compare/volume/compare-volumes.ts";
import { estimateRate } from "../../src/metrics/rates/estimate.ts";
import { FLAG_OUTCOME } from "../../src/replay/flag-outcome.ts";
import type { Replay } from "../../src/replay/replay-result.ts";
import { type FixtureLead, type FixtureOptions, fixtureLeads, fixtureModel, fixtureReplay } from "./replay-fixture.ts";

const DAY = 86_400_000;

/** Two models over the same fixture leads. */
export interface FixturePair {
	readonly baseline: Replay;
	readonly candidate: Replay;
	readonly comparison: Comparison;
}

/** What makes the two models of a pair. */
export interface PairOptions extends Pick<FixtureOptions, "seed" | "leads" | "datasetName"> {
	readonly baseline?: { readonly strength?: number; readonly mql?: number };
	readonly candidate?: { readonly strength?: number; readonly mql?: number };
}

/**
 * A comparison of two models over the leads of a fixture: made of the count tables of the leads, with no dataset and no
 * replay of events. Guardrails are given, not checked.
 */
export function fixturePair({
	seed = 1,
	leads: count = 1500,
	datasetName = "acme-history",
	baseline: old = {},
	candidate: trial = {},
}: PairOptions = {}): FixturePair {
	const before = { strength: 0.5, mql: 40, ...old };
	const after = { strength: 1, mql: 45, ...trial };
	const leads = {
		baseline: fixtureLeads({ seed, leads: count, strength: before.strength }),
		candidate: fixtureLeads({ seed, leads: count, strength: after.strength }),
	};
	const own = { seed, leads: count, datasetName };
	const baseline = fixtureReplay({
		...own,
		strength: before.strength,
		model: fixtureModel("saas-baseline", before.mql),
	});
	const candidate = fixtureReplay({
		...own,
		strength: after.strength,
		model: fixtureModel("saas-candidate", after.mql),
	});
	const handoffs = candidate.handoffs.map((handoff, i): PairedHandoff => {
		const flags = pairedFixtureCalls(leads, handoff, [baseline.handoffs[i]!.threshold, handoff.threshold]);
		return {
			from: handoff.from,
			to: handoff.to,
			baseline: baseline.handoffs[i]!,
			candidate: handoff,
			differences: flagDifferences(pairTable(flags.cellOf)),
			tests: discordantTests(flags.counts),
			headStart: headStart(
				movesOf(flags, (cell) => cell.baseline === FLAG_OUTCOME.hit && cell.candidate === FLAG_OUTCOME.hit),
			),
			swap: fixtureSwap(flags),
			equalVolume: equalVolumeOf(planVolumes(candidate, baseline, { ...handoff, withCurve: i === 0 }), (point) => {
				const at = [point.baseline.threshold, point.candidate.threshold] as const;
				const [precision, recall] = flagDifferences(pairTable(pairedFixtureCalls(leads, handoff, at).cellOf), {
					measures: ["precision", "recall"],
				}) as [PairedDifference<"precision">, PairedDifference<"recall">];
				return { precision, recall };
			}),
		};
	});
	const main = pairedFixtureCalls(leads, { from: "mql", to: "sql" }, [before.mql, after.mql]);
	const slices = compareSlices(main, partsOf(leads.candidate));
	const guardrails: readonly Guardrail[] = [
		{ name: "same-leads", state: "passed", message: `Both models were replayed over the same ${count} leads.` },
		{ name: "capacity", state: "not tested", message: "No capacity was given." },
		count >= 1000
			? { name: "last-rung-recall", state: "failed", message: "Recall of customer falls by 4.1 points." }
			: { name: "last-rung-recall", state: "not tested", message: "Nobody became customer." },
		{ name: "segments", state: "passed", message: "No segment is visibly less precise." },
		{ name: "maturity", state: "cannot tell yet", message: "15.0 % of the candidate's flags are immature." },
	];
	const comparison: Comparison = {
		baseline: { name: baseline.model.name, fingerprint: baseline.modelFingerprint },
		candidate: { name: candidate.model.name, fingerprint: candidate.modelFingerprint },
		dataset: { name: datasetName, fingerprint: candidate.datasetFingerprint },
		asOf: candidate.asOf,
		timeZone: candidate.timeZone,
		leads: count,
		accounts: undefined,
		horizonDays: candidate.horizonDays,
		landmarkDays: candidate.landmarkDays,
		confidence: 0.95,
		beta: 1,
		handoffs,
		ranking: ["sql", "customer"].map((outcome) => fixtureRanking({ baseline, candidate }, leads, outcome)),
		slices,
		selection: { candidate: [], baseline: [], comparison: [] },
		guardrails,
		recommended: undefined,
		verdict: comparisonVerdict({ handoffs, guardrails }),
	};
	return { baseline, candidate, comparison };
}

/** The table of pairs of a hand-off, from the leads' two scores. */
export function pairedFixtureCalls(
	leads: { readonly baseline: readonly FixtureLead[]; readonly candidate: readonly FixtureLead[] },
	spec: { readonly from: string; readonly to: string },
	thresholds: readonly [baseline: number, candidate: number],
): PairedFlags {
	const { from: flag, to: outcome } = spec;
	const cellOf = Int16Array.from(leads.candidate, (lead, i) => {
		const won = outcome === "sql" ? lead.sql : lead.customer;
		const stateOf = ({ score }: FixtureLead, threshold: number) => {
			if (score < threshold) return FLAG_OUTCOME.notFlagged;
			if (lead.lateSql && outcome === "sql") return FLAG_OUTCOME.late;
			if (!lead.mature) return won ? FLAG_OUTCOME.immatureCaught : FLAG_OUTCOME.immature;
			return won ? FLAG_OUTCOME.hit : FLAG_OUTCOME.miss;
		};
		const states = [stateOf(leads.baseline[i]!, thresholds[0]), stateOf(lead, thresholds[1])] as const;
		const early = lead.mature ? (won ? 0 : 1) : 2;
		return ((early * 2 + (won ? 1 : 0)) * 6 + states[0]) * 6 + states[1];
	});
	const counts = new Float64Array(PAIR_CELLS);
	for (const cell of cellOf) counts[cell]!++;
	return { from: flag, to: outcome, cellOf, counts, excluded: 0 };
}

/** Days of both flags: what no fixture lead has is made of its number. */
function movesOf(flags: PairedFlags, isOf: (cell: ReturnType<typeof pairCell>) => boolean): number[] {
	return [...flags.cellOf].flatMap((cell, i) => (isOf(pairCell(cell)) ? [((i % 9) - 3) * DAY] : []));
}

function fixtureSwap(flags: PairedFlags): SwapSet {
	const group = (side: "baseline" | "candidate", flagged: readonly [boolean, boolean]): SwapGroup => {
		const rows = [...flags.cellOf.keys()].filter((row) => {
			const { baseline, candidate } = pairCell(flags.cellOf[row]!);
			return (
				(baseline !== FLAG_OUTCOME.notFlagged) === flagged[0] && (candidate !== FLAG_OUTCOME.notFlagged) === flagged[1]
			);
		});
		const are = (...states: readonly number[]) =>
			rows.filter((row) => states.includes(pairCell(flags.cellOf[row]!)[side]));
		const hits = are(FLAG_OUTCOME.hit);
		const misses = are(FLAG_OUTCOME.miss);
		const example = (outcome: "hit" | "miss") => (row: number, i: number) => ({
			lead: `L-${String(row).padStart(5, "0")}`,
			outcome,
			baselineMargin: flagged[0] ? 6 - i : -14 - i,
			candidateMargin: flagged[1] ? 12 + i : -8.5 - i,
		});
		return {
			flagged: rows.length,
			late: are(FLAG_OUTCOME.late).length,
			immature: are(FLAG_OUTCOME.immature, FLAG_OUTCOME.immatureCaught).length,
			precision: estimateRate(hits.length, hits.length + misses.length, { reason: "no mature flag" }),
			reached: rows.filter((row) => pairCell(flags.cellOf[row]!).reached).length,
			worked: Math.round(rows.length * 0.6),
			examples: [...hits.slice(0, 3).map(example("hit")), ...misses.slice(0, 3).map(example("miss"))],
		};
	};
	const both = movesOf(
		flags,
		({ baseline, candidate }) => baseline !== FLAG_OUTCOME.notFlagged && candidate !== FLAG_OUTCOME.notFlagged,
	);
	const { both: _, ...moved } = headStart(both);
	return {
		enters: group("candidate", [false, true]),
		leaves: group("baseline", [true, false]),
		stays: group("candidate", [true, true]),
		moved,
	};
}

function fixtureRanking(
	replays: { readonly baseline: Replay; readonly candidate: Replay },
	leads: { readonly baseline: readonly FixtureLead[]; readonly candidate: readonly FixtureLead[] },
	outcome: string,
): PairedRanking {
	const rows = [...leads.candidate.keys()].filter((row) => leads.candidate[row]!.mature);
	const scores = (side: "baseline" | "candidate") => rows.map((row) => leads[side][row]!.landmark);
	const outcomes = rows.map((row) => Number(leads.candidate[row]![outcome === "sql" ? "sql" : "customer"]));
	const { differences, delong } = scoreDifferences({
		baseline: scores("baseline"),
		candidate: scores("candidate"),
		outcomes,
	});
	return {
		stage: outcome,
		atRisk: rows.length,
		positives: outcomes.reduce((sum, one) => sum + one, 0),
		baseline: replays.baseline.ranking.find((one) => one.stage === outcome)!,
		candidate: replays.candidate.ranking.find((one) => one.stage === outcome)!,
		differences,
		delong: delong.state === "measured" ? { z: delong.z, pValue: delong.pValue } : delong,
	};
}

function partsOf(leads: readonly FixtureLead[]): CohortPart[] {
	const by = (
		attribute: string | undefined,
		nameOf: (lead: FixtureLead) => string,
		kind: CohortPart["kind"] = "segment",
	) => {
		const values = [...new Set(leads.map(nameOf))].sort();
		return values.map((value) => ({
			kind,
			attribute,
			value,
			rows: [...leads.keys()].filter((row) => nameOf(leads[row]!) === value),
		}));
	};
	const month = ({ month }: FixtureLead) => new Date(Date.UTC(2023, month, 1)).toISOString().slice(0, 7);
	return [
		...by("industry", ({ industry }) => industry),
		...by("company_size", ({ size }) => size),
		...by(undefined, month, "month"),
	];
}
