import { describe, expect, it } from "vitest";
import { compareReplays } from "../../src/compare/compare-replays.ts";
import type { Comparison } from "../../src/compare/comparison.ts";
import { unworkedSignal } from "../../src/compare/unworked-signal.ts";
import type { SelectionComparison } from "../../src/selection/selection.ts";
import { type VerdictWorld, verdictReplays } from "./verdict-world.ts";

async function comparisonsOf(world: VerdictWorld, histories: number): Promise<Comparison[]> {
	const found: Comparison[] = [];
	for (let i = 0; i < histories; i++) {
		const { dataset, candidate, baseline } = await verdictReplays(world, `${JSON.stringify(world)} ${i}`);
		found.push(compareReplays(dataset, candidate, baseline));
	}
	return found;
}

const precisionOf = ({ handoffs }: Comparison) =>
	handoffs[0]!.differences.find(({ measure }) => measure === "precision")!.standing;

describe("a verdict where sales did not work every lead", () => {
	it("does not roll out an equal candidate whose flags sales worked", { timeout: 120_000 }, async () => {
		const world = { kind: "equal", workedBy: "candidate", accountSize: 1, leads: 2000 } as const;
		const all = await comparisonsOf(world, 12);
		// By the records alone most of these would be.
		expect(all.filter((one) => precisionOf(one) === "higher").length).toBeGreaterThan(8);
		expect(all.filter(({ verdict }) => verdict.decision === "roll-out").length).toBeLessThan(3);
		for (const { selection } of all) {
			const { toSettle, overturnedBy, doublyRobust } = selection.comparison[0]!;
			expect(toSettle).toBeGreaterThan(0);
			if (overturnedBy === undefined) continue;
			expect(overturnedBy).toBeGreaterThan(1);
			expect(doublyRobust.state).toBe("measured");
		}
	});

	it("does not hold a better candidate whose flags sales did not work", { timeout: 120_000 }, async () => {
		const world = { kind: "better", workedBy: "baseline", accountSize: 1, leads: 2000 } as const;
		const all = await comparisonsOf(world, 12);
		expect(all.filter(({ verdict }) => verdict.decision === "hold")).toEqual([]);
	});

	it("rolls a better candidate out that the records and the correction agree on", { timeout: 120_000 }, async () => {
		const world = { kind: "better", workedBy: "candidate", accountSize: 1, leads: 3000 } as const;
		const all = await comparisonsOf(world, 6);
		expect(all.filter(({ verdict }) => verdict.decision === "roll-out").length).toBeGreaterThan(3);
	});
});

describe("what unworked leads make of a difference", () => {
	const plain: SelectionComparison = {
		from: "mql",
		to: "sql",
		recorded: 0.1,
		doublyRobust: {
			state: "measured",
			value: 0.05,
			interval: [0.01, 0.09],
			confidence: 0.95,
			method: "",
			hits: 1,
			total: 2,
		},
		bounds: [-0.1, 0.2],
		entering: { flags: 10, worked: 5, hits: 2 },
		leaving: { flags: 10, worked: 10, hits: 2 },
		standing: "supported",
		overturnedBy: 1.5,
		toSettle: 40,
		text: "",
	};
	const robust = (low: number, high: number): SelectionComparison => ({
		...plain,
		doublyRobust: { ...plain.doublyRobust, interval: [low, high] } as SelectionComparison["doublyRobust"],
	});

	it.each<[string, SelectionComparison | undefined, Parameters<typeof unworkedSignal>[1], string]>([
		["nothing said of who was worked", undefined, "higher", "not known"],
		["all worked", { ...plain, entering: { flags: 10, worked: 10, hits: 2 } }, "higher", "settled"],
		["bounds on one side", { ...plain, bounds: [0.01, 0.2] }, "higher", "settled"],
		["both above 0", plain, "higher", "agrees"],
		["both around 0", robust(-0.1, 0.1), "unclear", "agrees"],
		["opposite sides", plain, "lower", "disagrees"],
		["the correction alone above 0", plain, "unclear", "disagrees"],
		["the correction around 0", robust(-0.1, 0.1), "higher", "open"],
	])("%s", (_, selection, recorded, signal) => {
		expect(unworkedSignal(selection, recorded)).toBe(signal);
	});
});
