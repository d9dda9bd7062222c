import { describe, expect, it } from "vitest";
import type { ComparisonDecision, Guardrail, Standing } from "../../src/compare/comparison.ts";
import {
	type ComparisonSignals,
	comparisonDecision,
	type UnworkedSignal,
} from "../../src/compare/comparison-decision.ts";

const STANDINGS: readonly Standing[] = ["higher", "lower", "same", "unclear", "too-little"];
const STATES: readonly Guardrail["state"][] = ["passed", "failed", "cannot tell yet", "not tested"];
const BOTH = [true, false];
const UNWORKED: readonly UnworkedSignal[] = ["not known", "settled", "agrees", "disagrees", "open"];

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
	unworked: "settled",
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
										for (const unworked of UNWORKED)
											yield {
												...plain,
												precision,
												recall,
												timing,
												otherLess,
												otherMore,
												unworked,
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
		["discuss", { precision: "higher", unworked: "disagrees" }],
		["cannot-tell", { precision: "higher", unworked: "open" }],
		["roll-out", { precision: "higher", unworked: "agrees" }],
		["discuss", { precision: "lower", unworked: "disagrees" }],
		["cannot-tell", { precision: "lower", unworked: "open" }],
		["hold", { precision: "lower", unworked: "agrees" }],
		["discuss", { recall: "lower", unworked: "agrees" }],
		["discuss", { precision: "higher", guardrails: guarded({ capacity: "failed" }) }],
		["discuss", { precision: "higher", guardrails: guarded({ "last-rung-recall": "cannot tell yet" }) }],
		["discuss", { precision: "higher", guardrails: guarded({ segments: "cannot tell yet" }) }],
		["discuss", { precision: "lower", recall: "higher" }],
		["hold", { precision: "lower", recall: "higher", guardrails: guarded({ capacity: "failed" }) }],
		["hold", { precision: "lower", recall: "unclear" }],
		["hold", { precision: "lower", otherMore: true }],
		["discuss", { recall: "higher" }],
		["discuss", { otherMore: true }],
		["discuss", { timing: "earlier" }],
		["hold", { recall: "lower" }],
		["discuss", { timing: "later" }],
		["discuss", { guardrails: guarded({ segments: "failed" }) }],
		["hold", { precision: "too-little", guardrails: guarded({ capacity: "failed" }) }],
		["cannot-tell", {}],
		["cannot-tell", { precision: "too-little", recall: "too-little" }],
		["cannot-tell", { precision: "too-little", guardrails: guarded({ maturity: "failed" }) }],
		["cannot-tell", { recall: "higher", timing: "earlier", guardrails: guarded({ maturity: "failed" }) }],
		["no-difference", { identical: true, guardrails: guarded({ capacity: "failed" }) }],
		["cannot-tell", { comparable: false, precision: "higher" }],
		["cannot-tell", { precision: "higher", guardrails: guarded({ "same-leads": "failed" }) }],
	])("is %s for %o", (decision, changes) => {
		expect(comparisonDecision({ ...plain, ...changes })).toBe(decision);
	});

	it("is one of five for every combination, and never lets a harm pass as a gain", () => {
		const broken: ComparisonSignals[] = [];
		const counts = new Map<ComparisonDecision, number>();
		for (const signals of everySignals()) {
			const decision = comparisonDecision(signals);
			counts.set(decision, (counts.get(decision) ?? 0) + 1);
			const { precision, recall, guardrails, otherLess, unworked } = signals;
			const bound = [guardrails.capacity, guardrails["last-rung-recall"], guardrails.segments];
			const overloads = guardrails.capacity === "failed" || guardrails["last-rung-recall"] === "failed";
			const against = bound.includes("failed") || bound.includes("cannot tell yet") || recall === "lower" || otherLess;
			const seen = unworked === "not known" || unworked === "settled";
			const mature = guardrails.maturity !== "failed";
			const allowed = {
				"roll-out": mature && precision === "higher" && !against && (seen || unworked === "agrees"),
				hold:
					mature &&
					((precision === "lower" && (seen || unworked === "agrees")) ||
						(precision !== "higher" && seen && (recall === "lower" || overloads))),
				"cannot-tell": !mature || unworked === "open" || (precision !== "higher" && precision !== "lower"),
				discuss: mature,
				"no-difference": false,
			};
			const fine = allowed[decision];
			if (!fine) broken.push(signals);
		}
		expect(broken.slice(0, 3)).toEqual([]);
		expect([...counts.keys()].sort()).toEqual(["cannot-tell", "discuss", "hold", "roll-out"]);
	});
});
