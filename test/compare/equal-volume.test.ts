import { beforeAll, describe, expect, it } from "vitest";
import { compareReplays } from "../../src/compare/compare-replays.ts";
import type { PairedDifference } from "../../src/compare/comparison.ts";
import { flagDifferences } from "../../src/compare/flag-differences.ts";
import { pairTable } from "../../src/compare/pair-table.ts";
import { pairedFlags } from "../../src/compare/paired-flags.ts";
import { equalVolumeOf } from "../../src/compare/volume/compare-volumes.ts";
import type { EqualVolumePoint } from "../../src/compare/volume/equal-volume.ts";
import { ownVolumes } from "../../src/compare/volume/plan-volumes.ts";
import { volumeCrossings } from "../../src/compare/volume/volume-crossings.ts";
import { nearestVolume, type VolumeCurve } from "../../src/compare/volume/volume-side.ts";
import { NEVER } from "../../src/dataset/dataset.ts";
import { estimateRate, seenOf } from "../../src/metrics/rates/estimate.ts";
import { compileModel } from "../../src/model/score.ts";
import { leadAccounts } from "../../src/replay/leads/lead-accounts.ts";
import { firstFlag, type ReferenceStep, referenceCounts, referencePath } from "../../src/replay/reference.ts";
import type { Replay } from "../../src/replay/replay-result.ts";
import { cohortWeeks } from "../../src/tune/capacity.ts";
import { type PairedReplays, pairedHistory, pairedModel, pairedReplays } from "./paired-history.ts";

const MQL_SQL = { from: "mql", to: "sql" };

/** A world with the reference's paths of both models. */
interface World extends PairedReplays {
	readonly paths: Readonly<Record<"baseline" | "candidate", readonly (readonly ReferenceStep[])[]>>;
}

async function world(seed: string, accounts: boolean, [lax, strict, download = 3]: readonly number[]): Promise<World> {
	const models = [
		pairedModel("lax", { download: 12, mql: lax! }),
		pairedModel("strict", { download, mql: strict! }),
	] as const;
	const replays = await pairedReplays(pairedHistory({ seed, leads: 250, accounts }), models);
	const pathsOf = ({ model, columns }: Replay) => {
		const scorer = compileModel(model);
		return Array.from(columns.lead, (lead) => referencePath(replays.dataset, scorer, lead));
	};
	return { ...replays, paths: { baseline: pathsOf(replays.baseline), candidate: pathsOf(replays.candidate) } };
}

const flagsOf = (paths: World["paths"]["baseline"], threshold: number) =>
	Float64Array.from(paths, (path) => firstFlag(path, "mql", threshold));
const volumeOf = (paths: World["paths"]["baseline"], threshold: number) =>
	flagsOf(paths, threshold).filter((at) => at !== NEVER).length;

describe("two models at equal volume, in random worlds against the reference", () => {
	const cases = [
		["a", false, [12, 20]],
		["b", true, [12, 20]],
		["c", true, [17, 8]],
		["d", false, [5, 23]],
	] as const;
	const worlds: World[] = [];
	beforeAll(async () => {
		for (const [seed, accounts, mql] of cases) worlds.push(await world(seed, accounts, mql));
	});

	it("take the threshold whose volume is nearest, by event replay of every threshold", () => {
		for (const { dataset, candidate, baseline, paths } of worlds) {
			const { points } = compareReplays(dataset, candidate, baseline).handoffs[0]!.equalVolume;
			for (const { at, ...point } of points) {
				const [fixed, moved] =
					at === "baseline" ? (["baseline", "candidate"] as const) : (["candidate", "baseline"] as const);
				const own = { baseline, candidate }[fixed].model.stages.mql!.score;
				expect(point[fixed].threshold).toBe(own);
				const asked = volumeOf(paths[fixed], own);
				const gaps = Array.from({ length: 60 }, (_, threshold) => volumeOf(paths[moved], threshold))
					.filter((flags) => flags > 0)
					.map((flags) => Math.abs(flags - asked));
				expect(Math.abs(volumeOf(paths[moved], point[moved].threshold) - asked)).toBe(Math.min(...gaps));
			}
		}
	});

	it("count, judge and pair the flags of those thresholds as the reference does, accounts whole", () => {
		let compared = 0;
		for (const { dataset, candidate, baseline, paths } of worlds) {
			const accounts = leadAccounts(dataset, candidate.columns.lead);
			const weeks = cohortWeeks(candidate);
			const found = compareReplays(dataset, candidate, baseline, { capacity: 2 });
			const { points, curve } = found.handoffs[0]!.equalVolume;
			const more = found.recommended?.equalVolume;
			for (const point of [...points, ...curve, ...(more === undefined ? [] : [more])]) {
				for (const role of ["baseline", "candidate"] as const) {
					const { threshold, perWeek, precision, recall } = point[role];
					const counts = referenceCounts(dataset, paths[role], { ...MQL_SQL, threshold, horizonDays: 60 });
					expect(perWeek).toBeCloseTo(volumeOf(paths[role], threshold) / weeks, 9);
					expect(precision).toMatchObject({ hits: counts.hits, total: counts.hits + counts.misses });
					expect(recall).toMatchObject({ hits: counts.caught, total: counts.reached });
				}
				if (point.precision === undefined) continue;
				const slow = pairedFlags(dataset, candidate, baseline, MQL_SQL, {
					baseline: flagsOf(paths.baseline, point.baseline.threshold),
					candidate: flagsOf(paths.candidate, point.candidate.threshold),
				});
				const differences = flagDifferences(pairTable(slow.cellOf, accounts?.of), {
					measures: ["precision", "recall"],
				});
				expect([point.precision, point.recall]).toEqual(differences);
				expect(point.precision.candidate).toBe(seenOf(point.candidate.precision).value);
				compared++;
			}
		}
		expect(compared).toBeGreaterThan(10);
	});

	it("name the better one by both intervals, and ranges of volumes that agree", () => {
		for (const { dataset, candidate, baseline } of worlds) {
			const { curve, ranges, lookedAt } = compareReplays(dataset, candidate, baseline).handoffs[0]!.equalVolume;
			for (const point of curve) expect(point.better).toBe(betterOf(point));
			const at = ({ baseline: own, candidate: other }: EqualVolumePoint) => Math.min(own.perWeek, other.perWeek);
			for (const { better, fromPerWeek, toPerWeek } of ranges) {
				const inside = curve.filter((point) => at(point) >= fromPerWeek && at(point) <= toPerWeek);
				expect(inside.length).toBeGreaterThan(0);
				expect(inside.every((point) => point.better === better)).toBe(true);
			}
			expect(lookedAt[0]).toBeLessThanOrEqual(lookedAt[1]);
		}
	});

	it("find nothing between a model and itself", () => {
		const { dataset, baseline } = worlds[0]!;
		const { points, ranges, crossings } = compareReplays(dataset, baseline, baseline).handoffs[0]!.equalVolume;
		for (const { precision, recall } of points) {
			expect([precision?.standing, recall?.standing]).toEqual(["same", "same"]);
		}
		expect([ranges, crossings]).toEqual([[], []]);
	});
});

function betterOf({ precision, recall }: EqualVolumePoint): EqualVolumePoint["better"] {
	const sign = (one: PairedDifference | undefined) =>
		one?.difference.state !== "measured"
			? undefined
			: one.difference.interval[0] > 0
				? 1
				: one.difference.interval[1] < 0
					? -1
					: 0;
	const [p, r] = [sign(precision), sign(recall)];
	if (p === undefined) return "too-little";
	if (p === 0) return "unclear";
	return r === -p ? "mixed" : p > 0 ? "candidate" : "baseline";
}

describe("volumes", () => {
	const curve = (rows: readonly (readonly [number, number])[], own = 0): VolumeCurve => {
		const sides = rows.map(([perWeek, rate], threshold) => {
			const precision = estimateRate(rate * 100, 100);
			return { threshold, perWeek, precision, recall: precision };
		});
		return { sides, own: sides[own]! };
	};

	it("prefer fewer flags of two as near, the own threshold and else the lowest of several alike", () => {
		const own = curve([
			[10, 0.2],
			[6, 0.3],
			[6, 0.3],
			[2, 0.5],
			[0, 0],
		]);
		expect(nearestVolume(own, 8)?.threshold).toBe(1);
		expect(nearestVolume({ ...own, own: own.sides[2]! }, 8)?.threshold).toBe(2);
		expect(nearestVolume(own, 0.1)?.threshold).toBe(3);
		expect(nearestVolume(curve([[0, 0]]), 3)).toBeUndefined();
	});

	it("of thresholds that jump over a volume are compared with nothing, and the nearest is named", () => {
		const fine = curve([
			[10, 0.2],
			[6, 0.3],
		]);
		const coarse = curve([
			[30, 0.2],
			[4, 0.4],
		]);
		const points = ownVolumes(coarse, fine);
		const none = () => {
			throw new Error("nothing is to be measured");
		};
		const plan = { from: "mql", to: "sql", candidate: coarse, baseline: fine, points: points.slice(0, 1), curve: [] };
		const volume = equalVolumeOf({ ...plan, lookedAt: [1, 15], all: points }, none);
		expect(volume.points).toMatchObject([{ better: "too-little", precision: undefined, candidate: { perWeek: 4 } }]);
		expect(volume.points[0]!.reason).toBeDefined();
	});

	it("cross where the lines between neighbouring thresholds do", () => {
		const rising = curve([
			[10, 0.2],
			[2, 0.6],
		]);
		const flat = curve([
			[10, 0.4],
			[2, 0.4],
		]);
		expect(volumeCrossings(rising, flat, [2, 10])).toEqual([expect.closeTo(6, 9)]);
		expect(volumeCrossings(rising, flat, [7, 10])).toEqual([]);
		expect(volumeCrossings(rising, rising, [2, 10])).toEqual([]);
	});
});
