import type { Explanation } from "../model/score.ts";
import { resultJson } from "./result-json.ts";

/** A line of `leadlab score --json`: one lead. */
export type ScoreJson = ReturnType<typeof scoreJson>;

/**
 * The score of one lead as plain JSON: points by group and by rule, which sum to `raw`.
 *
 * @example scoreJson("L-42", scorer.explain(view)).contributions.pricing // 15
 */
export function scoreJson(lead: string, { score, raw, groups, contributions }: Explanation) {
	return resultJson({
		leadlab: "score/2" as const,
		...{ lead, score, raw },
		groups: new Map(groups.map(({ group, points }) => [group, points])),
		contributions: new Map(contributions.map(({ rule, points }) => [rule, points])),
	});
}
