import type { Uncertain } from "../rates/estimate.ts";
import { undetermined } from "../rates/too-few.ts";
import type { ClusteredJoint } from "../tables/clustered-joint.ts";
import type { JointScoreTable } from "../tables/joint-score-table.ts";
import { clusteredDelongTest } from "./clustered-delong-test.ts";
import { type DelongComparison, delongTest } from "./delong-test.ts";

/**
 * DeLong's test as differences are shown with: over accounts where leads share them, else held against Student's t.
 *
 * @throws RangeError when `confidence` is not in (0, 1)
 * @example pairedDelong(jointScoreTable([1, 2], [2, 1], [0, 1]), { confidence: 0.95 }).state // "cannot tell yet"
 */
export function pairedDelong(
	from: JointScoreTable | ClusteredJoint,
	{ confidence }: { readonly confidence: number },
): DelongComparison | Uncertain {
	const tested =
		"patterns" in from
			? clusteredDelongTest(from, { confidence })
			: delongTest(from, { confidence, reference: "student" });
	const separates = (auc: number) => auc === 0 || auc === 1;
	if (tested.state !== "measured" || !(separates(tested.first) || separates(tested.second))) return tested;
	const { first } = "patterns" in from ? from.joint : from;
	return undetermined(first, "a score separates the outcomes without fail: how far it would vary cannot be seen");
}
