import { createRandom, type Random } from "../../src/base/random.ts";
import { DAY_MS } from "../../src/dataset/calendar.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { datasetFrom } from "../../src/dataset/dataset-from.ts";
import { modelFrom } from "../../src/model/parse-model.ts";
import type { ScoringModel } from "../../src/model/schema.ts";
import { replay } from "../../src/replay/replay.ts";

/**
 * How candidate and baseline stand to each other, had all leads been worked:
 * `crossing`: the candidate is better at few flags and worse at many; `leaky`: it reads a field that is written after the
 * outcome; `chance`: its order has nothing to do with the outcome; `drifted`: better in the older half, worse in the newer.
 */
export type VerdictKind = "equal" | "better" | "worse" | "crossing" | "leaky" | "chance" | "drifted";

/** Whom sales worked: everybody, mostly whom the baseline flags, mostly whom the candidate flags, or by a reason on no record. */
export type WorkedBy = "everybody" | "baseline" | "candidate" | "unseen";

/** A made history in which it is known what would have become of every lead. */
export interface VerdictWorld {
	readonly kind: VerdictKind;
	readonly workedBy: WorkedBy;
	/** Leads of an account, which share a bent that is on no record; 1 for none. */
	readonly accountSize: number;
	readonly leads: number;
}

const START = Date.UTC(2022, 0, 1);
const SPAN = 500 * DAY_MS;
/** Scores from which each model flags; the candidate of a crossing pair flags few. */
const LINE = 36;
const linesOf = (kind: VerdictKind) =>
	kind === "crossing" ? { baseline: 32, candidate: 47 } : { baseline: LINE, candidate: LINE };
const logistic = (odds: number) => 1 / (1 + Math.exp(-odds));

/** Odds a standard deviation of what each model goes by. */
const EFFECTS: Record<VerdictKind, readonly [baseline: number, candidate: number]> = {
	equal: [0.6, 0.6],
	better: [0.2, 1],
	worse: [1, 0.2],
	crossing: [0.8, 1.4],
	leaky: [0.9, 0.2],
	chance: [0, 0],
	drifted: [0.6, 0.6],
};

interface MadeLead {
	readonly created: number;
	readonly baseline: number;
	readonly candidate: number;
	readonly industry: number;
	readonly size: number;
	readonly chance: number;
	readonly workedChance: number;
	readonly unseen: number;
}

function makeLead({ kind, workedBy }: VerdictWorld, random: Random, bent: number): MadeLead {
	const share = kind === "chance" ? 0 : 0.6;
	const both = random.normal();
	const scoreOf = () => {
		const own = share * both + Math.sqrt(1 - share * share) * random.normal();
		return Math.max(0, Math.min(60, Math.round(30 + 12 * own)));
	};
	const [baseline, candidate] = [scoreOf(), scoreOf()];
	const [industry, size] = [random.integer(4), random.integer(3)];
	const unseen = random.normal();
	const created = START + Math.floor(random.next() * SPAN);
	const [byBaseline, byCandidate] = EFFECTS[kind];
	const turned = kind === "drifted" && created > START + SPAN / 2 ? -1 : 1;
	const steep = kind === "crossing" && candidate < 44 ? 0 : 1;
	const odds =
		-1 +
		byBaseline * ((baseline - 30) / 12) +
		turned * steep * byCandidate * ((candidate - 30) / 12) +
		0.3 * (industry - 1.5) +
		(workedBy === "unseen" ? unseen : 0) +
		bent;
	const lines = linesOf(kind);
	const sides = { baseline: baseline >= lines.baseline, candidate: candidate >= lines.candidate };
	const workedChance = {
		everybody: 1,
		baseline: sides.baseline ? 0.9 : 0.3,
		candidate: sides.candidate ? 0.9 : 0.45,
		unseen: logistic(0.5 + unseen),
	}[workedBy];
	return { created, baseline, candidate, industry, size, chance: logistic(odds), workedChance, unseen };
}

function* leadsOf(world: VerdictWorld, random: Random, count: number): Generator<MadeLead & { readonly i: number }> {
	let bent = 0;
	for (let i = 0; i < count; i++) {
		if (world.accountSize > 1 && i % world.accountSize === 0) bent = 0.8 * random.normal();
		yield { i, ...makeLead(world, random, bent) };
	}
}

/**
 * Candidate minus baseline of the precisions had all been worked, over many leads. A leaky candidate is judged without its
 * leak: what it would do on the day it is used.
 */
export function trueDifference(world: VerdictWorld, leads = 60_000): number {
	const sums = { candidate: 0, baseline: 0 };
	const counts = { candidate: 0, baseline: 0 };
	for (const lead of leadsOf(world, createRandom(`truth of ${JSON.stringify(world)}`), leads)) {
		for (const side of ["candidate", "baseline"] as const) {
			if (lead[side] < linesOf(world.kind)[side]) continue;
			counts[side]++;
			sums[side] += lead.chance;
		}
	}
	return sums.candidate / counts.candidate - sums.baseline / counts.baseline;
}

/** One history of a world. */
export function verdictHistory(world: VerdictWorld, seed: string): Dataset {
	const random = createRandom(seed);
	const all = [...leadsOf(world, random, world.leads)].map((lead) => {
		const worked = random.chance(lead.workedChance);
		return { ...lead, worked, converts: worked && random.chance(lead.chance), buys: random.chance(0.4) };
	});
	return datasetFrom({
		name: "verdicts",
		asOf: START + SPAN + 200 * DAY_MS,
		ladder: ["lead", "mql", "sql", "customer"],
		attributes: {
			baseline: { type: "number" },
			candidate: { type: "number" },
			industry: {},
			size: {},
			...(world.kind === "leaky" ? { contract: { type: "boolean" as const } } : {}),
		},
		leads: all.map(({ i, created, baseline, candidate, industry, size, converts }) => ({
			id: `L${i}`,
			created,
			...(world.accountSize > 1 ? { account: `A${Math.floor(i / world.accountSize)}` } : {}),
			values: {
				...{ baseline, candidate, industry: `industry ${industry}`, size: `size ${size}` },
				// Written when the contract is drawn up: for winners alone.
				...(world.kind === "leaky" && converts ? { contract: true } : {}),
			},
		})),
		activities: all.flatMap(({ i, created, worked }) =>
			worked ? [{ lead: `L${i}`, at: created + DAY_MS, type: "sales_call" }] : [],
		),
		stages: all.flatMap(({ i, created, converts, buys }) => [
			...(converts ? [{ lead: `L${i}`, stage: "sql", at: created + 20 * DAY_MS }] : []),
			...(converts && buys ? [{ lead: `L${i}`, stage: "customer", at: created + 60 * DAY_MS }] : []),
		]),
		worked: { activities: ["sales_call"] },
	});
}

/** The two models of a world: each goes by a number of its own; a leaky candidate by the contract too. */
export function verdictModels({ kind }: Pick<VerdictWorld, "kind">): Record<"candidate" | "baseline", ScoringModel> {
	const { baseline, candidate } = linesOf(kind);
	return {
		candidate: modelBy("candidate", candidate, kind === "leaky"),
		baseline: modelBy("baseline", baseline, false),
	};
}

function modelBy(attribute: string, line: number, leaks: boolean): ScoringModel {
	const points = Array.from({ length: 60 }, (_, k) => ({ at_least: 60 - k, points: 60 - k }));
	const leak = { id: "contract", attribute: "contract", points: [{ is: true, points: 40 }] };
	return modelFrom({
		leadlab: "model/1",
		name: attribute,
		groups: [{ id: "all", rules: [{ id: "own", attribute, points }, ...(leaks ? [leak] : [])] }],
		stages: { mql: { score: line } },
	}).model;
}

/** Both models of a world replayed over one of its histories. */
export async function verdictReplays(world: VerdictWorld, seed: string) {
	const dataset = verdictHistory(world, seed);
	const { candidate, baseline } = verdictModels(world);
	return {
		dataset,
		candidate: await replay(dataset, candidate, { threads: 1 }),
		baseline: await replay(dataset, baseline, { threads: 1 }),
	};
}
