import { describe, expect, it } from "vitest";
import type { ComparisonDecision, Guardrail, Standing } from "../../src/compare/comparison.ts";
import { type ComparisonSignals, comparisonDecision } from "../../src/compare/comparison-decision.ts";

const STANDINGS: readonly Standing[] = ["higher", "lower", "same", "unclear", "too-little"];
const STATES: readonly Guardrail["state"][] = ["passed", "failed", "cannot tell yet", "not tested"];
const BOTH = [true, false];

const plain: ComparisonSignals = {
	comparable: true,
	identical: false,
	precision: "unclear",
	recall: "unclear",
	timing: "unclear",
	otherLess: false,
	otherMore: false,
	guardrails: {
		"same-leads": "passed",
		maturity: "passed",
		capacity: "not tested",
		"last-rung-recall": "passed",
		segments: "passed",
	},
	restsOnUnworked: false,
};
const guarded = (changes: Partial<ComparisonSignals["guardrails"]>) => ({ ...plain.guardrails, ...changes });

function* everySignals(): Generator<ComparisonSignals> {
	for (const precision of STANDINGS)
		for (const recall of STANDINGS)
			for (const timing of ["earlier", "later", "unclear"] as const)
				for (const capacity of STATES)
					for (const lastRung of STATES)
						for (const segments of STATES)
							for (const maturity of ["passed", "failed"] as const)
								for (const otherLess of BOTH)
									for (const otherMore of BOTH)
										for (const restsOnUnworked of BOTH)
											yield {
												...plain,
												precision,
												recall,
												timing,
												otherLess,
												otherMore,
												restsOnUnworked,
												guardrails: guarded({ maturity, capacity, "last-rung-recall": lastRung, segments }),
											};
}

describe("the decision of a comparison", () => {
	it.each<[ComparisonDecision, Partial<ComparisonSignals>]>([
		["roll-out", { precision: "higher" }],
		["roll-out", { precision: "higher", recall: "higher" }],
		["roll-out", { precision: "higher", recall: "too-little", timing: "later" }],
		["discuss", { precision: "higher", recall: "lower" }],
		["discuss", { precision: "higher", otherLess: true }],
		["discuss", { precision: "higher", restsOnUnworked: true }],
		["discuss", { precision: "higher", guardrails: guarded({ capacity: "failed" }) }],
		["discuss", { precision: "higher", guardrails: guarded({ "last-rung-recall": "cannot tell yet" }) }],
		["roll-out", { precision: "higher", guardrails: guarded({ segments: "cannot tell yet" }) }],
		["discuss", { precision: "lower", recall: "higher" }],
		["hold", { precision: "lower", recall: "higher", guardrails: guarded({ capacity: "failed" }) }],
		["hold", { precision: "lower", recall: "unclear" }],
		["hold", { precision: "lower", otherMore: true }],
		["discuss", { recall: "higher" }],
		["discuss", { otherMore: true }],
		["discuss", { timing: "earlier" }],
		["hold", { recall: "lower" }],
		["hold", { timing: "later" }],
		["hold", { guardrails: guarded({ segments: "failed" }) }],
		["hold", { precision: "too-little", guardrails: guarded({ capacity: "failed" }) }],
		["cannot-tell", {}],
		["cannot-tell", { precision: "too-little", recall: "too-little" }],
		["cannot-tell", { precision: "too-little", guardrails: guarded({ maturity: "failed" }) }],
		["no-difference", { identical: true, guardrails: guarded({ capacity: "failed" }) }],
		["cannot-tell", { comparable: false, precision: "higher" }],
		["cannot-tell", { precision: "higher", guardrails: guarded({ "same-leads": "failed" }) }],
	])("is %s for %o", (decision, changes) => {
		expect(comparisonDecision({ ...plain, ...changes })).toBe(decision);
	});

	it("is one of five for every combination, and never lets a harm pass as a gain", () => {
		const broken: ComparisonSignals[] = [];
		const seen = new Map<ComparisonDecision, number>();
		for (const signals of everySignals()) {
			const decision = comparisonDecision(signals);
			seen.set(decision, (seen.get(decision) ?? 0) + 1);
			const { precision, recall, guardrails, otherLess, otherMore, timing } = signals;
			const failed = [guardrails.capacity, guardrails["last-rung-recall"], guardrails.segments].includes("failed");
			const gain = recall === "higher" || otherMore || timing === "earlier";
			const fine =
				decision === "roll-out"
					? precision === "higher" && recall !== "lower" && !failed && !otherLess && !signals.restsOnUnworked
					: decision === "hold"
						? precision !== "higher"
						: decision === "cannot-tell"
							? guardrails.maturity === "failed" || (!gain && !failed && recall !== "lower")
							: decision === "discuss" && (precision === "higher" || gain);
			// On too few mature flags nothing can be told, whatever else seems to move.
			const isOpen = guardrails.maturity !== "failed" || decision === "cannot-tell";
			if (!fine || !isOpen) broken.push(signals);
		}
		expect(broken.slice(0, 3)).toEqual([]);
		expect([...seen.keys()].sort()).toEqual(["cannot-tell", "discuss", "hold", "roll-out"]);
	});
});
