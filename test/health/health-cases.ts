import { createRandom } from "../../src/base/random.ts";
import { compareReplays } from "../../src/compare/compare-replays.ts";
import { datasetFrom } from "../../src/dataset/dataset-from.ts";
import { measureDrift } from "../../src/drift/drift.ts";
import type { HealthState } from "../../src/health/health.ts";
import type { HealthInput } from "../../src/health/health-input.ts";
import { modelLeaks } from "../../src/leaks/model-leaks.ts";
import { bindModel } from "../../src/replay/bind-model.ts";
import { replay } from "../../src/replay/replay.ts";
import { planThresholds, type ThresholdTargets } from "../../src/tune/threshold-plan.ts";
import { driftModel, driftWorld, type WorldOptions } from "../compare/drift-world.ts";
import { type VerdictKind, verdictReplays } from "../compare/verdict-world.ts";
import { type HealthWorld, healthModel, healthWorld, replayed } from "./health-world.ts";

/** A history of each state that a check must be able to come to. */
export type HealthCases = Readonly<Record<Exclude<HealthState, "cannot tell yet">, () => Promise<HealthInput>>> &
	Partial<Record<"cannot tell yet", () => Promise<HealthInput>>>;

const nothing = async (): Promise<HealthInput> => ({ quality: { tables: {}, issues: [] } });
const ofWorld = (world: HealthWorld) => () => replayed(world);

const rows = (rejected: number, code?: string) => async (): Promise<HealthInput> => ({
	quality: {
		tables: { leads: { read: 100, loaded: 100 - rejected, rejected } },
		issues:
			code === undefined
				? []
				: [{ table: "leads", code, severity: "warning", kept: rejected === 0, count: 1, example: "" }],
	},
});

const silent = { id: "webinar", activity: "webinar", points: 5 };
const fitting = (rules: readonly object[]) => async (): Promise<HealthInput> => {
	const model = healthModel(rules);
	const found = await replayed({}, { model });
	const lineOf = () => undefined;
	return { ...found, warnings: bindModel(model, found.dataset, { file: "model.yaml", lineOf }) };
};

const room = { id: "room", attribute: "room", points: [{ known: true, points: 5 }] };
const withLeaks =
	(world: HealthWorld, rules: readonly object[] = [room]) =>
	async (): Promise<HealthInput> => {
		const found = await replayed(world, { model: healthModel(rules) });
		return { ...found, leaks: modelLeaks(found.dataset, found.replay) };
	};

const withDrift = (world: WorldOptions) => async (): Promise<HealthInput> => {
	const dataset = datasetFrom(driftWorld(world));
	const result = await replay(dataset, driftModel, {});
	return {
		quality: dataset.quality,
		dataset,
		replay: result,
		drift: measureDrift(dataset, result, { random: createRandom(1) }),
	};
};

const compared = (capacity: number) => async (): Promise<HealthInput> => {
	const found = await replayed();
	const baseline = await replay(found.dataset, healthModel([{ id: "visits", activity: "visit", points: 5 }]), {});
	return { ...found, comparison: compareReplays(found.dataset, found.replay, baseline, { capacity }) };
};

/** A candidate that flags every visitor. */
const overflowing = async (): Promise<HealthInput> => {
	const found = await replayed();
	const eager = await replay(found.dataset, healthModel([{ id: "visits", activity: "visit", points: 100 }]), {});
	const comparison = compareReplays(found.dataset, eager, found.replay, { capacity: { perWeek: 1 } });
	return { ...found, replay: eager, comparison };
};

const planned = (world: HealthWorld, targets: ThresholdTargets) => async (): Promise<HealthInput> => {
	const found = await replayed(world);
	const [plan] = await planThresholds(found.dataset, healthModel(), [{ from: "mql", to: "sql", ...targets }], {
		all: found.replay,
	});
	return { ...found, plan };
};
const precise = { precision: { atLeast: 0.2 } };

function atEqualVolume(kind: VerdictKind, leads = 5000): () => Promise<HealthInput> {
	return async () => {
		const { dataset, candidate, baseline } = await verdictReplays(
			{ kind, workedBy: "everybody", accountSize: 1, leads },
			`health ${kind}`,
		);
		return { quality: dataset.quality, dataset, comparison: compareReplays(dataset, candidate, baseline) };
	};
}

/** By the name of the check. */
export const HEALTH_CASES: Readonly<Record<string, HealthCases>> = {
	data: {
		passed: rows(0, "before-creation"),
		warning: rows(0, "a-check-of-tomorrow"),
		failed: rows(60, "missing-id"),
		"not tested": nothing,
	},
	model: {
		passed: fitting([]),
		warning: fitting([silent]),
		failed: fitting([silent, { ...silent, id: "again" }]),
		"not tested": nothing,
	},
	leaks: {
		passed: withLeaks({}, []),
		warning: withLeaks({ room: 0.4 }),
		failed: withLeaks({ room: 0.97 }),
		"not tested": withLeaks({ room: 0.97, roomKnownAfter: 30 }),
		"cannot tell yet": withLeaks({ leads: 30 }),
	},
	"better than chance": {
		passed: ofWorld({}),
		warning: ofWorld({ leads: 6000, fits: 0.345, others: 0.3 }),
		failed: ofWorld({ leads: 4000, fits: 0.3, others: 0.3 }),
		"not tested": nothing,
		"cannot tell yet": ofWorld({ leads: 30 }),
	},
	"better than flagging everyone": {
		passed: ofWorld({}),
		warning: ofWorld({ leads: 12_000, fits: 0.36, others: 0.3 }),
		failed: ofWorld({ leads: 4000, fits: 0.3, others: 0.3 }),
		"not tested": nothing,
		"cannot tell yet": ofWorld({ leads: 60, fits: 0.3, others: 0.3 }),
	},
	maturity: {
		passed: ofWorld({}),
		warning: ofWorld({ young: 0.7 }),
		failed: ofWorld({ leads: 30 }),
		"not tested": nothing,
		"cannot tell yet": async () => replayed({}, { model: healthModel([], { fit: "perhaps" }) }),
	},
	drift: {
		passed: withDrift({}),
		warning: withDrift({ visitsTimes: 1, newSource: true }),
		failed: withDrift({ noWebinars: true }),
		"not tested": nothing,
		"cannot tell yet": withDrift({ leads: 40 }),
	},
	capacity: {
		passed: compared(1000),
		warning: planned({ young: 0.5 }, { capacity: { perWeek: 12, maxWaitDays: 365 } }),
		failed: overflowing,
		"not tested": nothing,
	},
	"equal volume": {
		passed: atEqualVolume("better"),
		warning: atEqualVolume("crossing"),
		failed: atEqualVolume("worse"),
		"cannot tell yet": atEqualVolume("equal", 300),
		"not tested": nothing,
	},
	worked: {
		passed: ofWorld({ worked: 0.95 }),
		warning: ofWorld({ worked: 0.7 }),
		failed: ofWorld({ worked: 0.3 }),
		"not tested": async () => {
			const dataset = healthWorld();
			return { quality: dataset.quality, dataset, replay: await replay(dataset, healthModel(), {}) };
		},
	},
	optimism: {
		passed: planned({}, precise),
		warning: planned({ leads: 12_000, fits: (day) => (day < 200 ? 0.6 : 0.565) }, precise),
		failed: planned({ leads: 4000, fits: (day) => (day < 200 ? 0.7 : 0.4) }, precise),
		"not tested": planned({}, {}),
		"cannot tell yet": planned({ leads: 30 }, precise),
	},
};
