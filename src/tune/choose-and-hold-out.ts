import type { HandoffSpec } from "../dataset/dataset.ts";
import { chooseThreshold, type ThresholdChoice } from "./choose-threshold.ts";
import { type Optimism, optimismOf } from "./optimism.ts";
import type { ThresholdConstraint } from "./threshold-constraint.ts";
import { figuresAt, type ThresholdFigures } from "./threshold-figures.ts";
import type { TimeSplit } from "./time-split.ts";

/** A threshold chosen on the older leads, with its figures on the younger ones, which had no part in the choice. */
export interface HeldOutChoice extends HandoffSpec {
	readonly constraint: ThresholdConstraint;
	readonly cutAt: number;
	/** On the older leads as known at the cut: `onOlder.chosen` flatters. */
	readonly onOlder: ThresholdChoice;
	/** `undefined` when the older leads allow no threshold (`onOlder.reason`). */
	readonly threshold: number | undefined;
	/** The figures to promise. */
	readonly heldOut: ThresholdFigures | undefined;
	readonly optimism: Optimism | undefined;
}

/**
 * Chooses a threshold on the older leads of a history and measures it on the younger ones. The choice sees what was known
 * at the cut and nothing else: given the cut, neither a younger lead nor a later fact of an older one can change it.
 *
 * The difference of the two figures has luck in it, the choice's flattery, and whatever changed between the two periods.
 *
 * @param split from `splitInTime`
 * @throws as `chooseThreshold`
 * @example chooseAndHoldOut(split, { from: "mql", to: "sql" }, { capacity: { perWeek: 12 } }).optimism?.precision.optimism // 0.031
 */
export function chooseAndHoldOut(
	{ cutAt, older, younger }: Pick<TimeSplit, "cutAt" | "older" | "younger">,
	handoff: HandoffSpec,
	constraint: ThresholdConstraint,
): HeldOutChoice {
	const onOlder = chooseThreshold(older, handoff, constraint);
	const { from: flag, to: outcome, chosen } = onOlder;
	const common = { from: flag, to: outcome, constraint, cutAt, onOlder, threshold: chosen?.threshold };
	if (chosen === undefined) return { ...common, heldOut: undefined, optimism: undefined };
	const heldOut = figuresAt(younger, handoff, { ...constraint, threshold: chosen.threshold });
	return { ...common, heldOut, optimism: optimismOf(chosen, heldOut) };
}
