/**
 * `leadlab/model`: a model read, checked, scored and explained; what production and a browser need, nothing of Node.
 *
 * @example
 * const { model } = parseModel(yaml);
 * const lead = { today: 20_000, createdDay: 19_990, attributes: { industry: "software" }, activities: [] };
 * const explanation = compileModel(model).explain(lead);
 * explanation.score; // 10
 * explanationLines(explanation); // ["  industry: 10", "fit = 10", "score = 10"]
 */
export { LabError } from "../base/error.ts";
export { fingerprint } from "../base/fingerprint.ts";
export { formatIssue, type Issue } from "../base/issue.ts";
export type { Value } from "../base/value.ts";
export { changeModel, type ModelChange, type NewPoints } from "./change-model.ts";
export { contributionText, explanationLines } from "./explanation-text.ts";
export type { ActivityView, LeadView } from "./lead-view.ts";
export { type ModelUse, modelUses } from "./model-uses.ts";
export { type LineOf, modelFrom, parseModel } from "./parse-model.ts";
export type { Band, Gate, Group, Rule, ScoringModel, ScoringModelInput } from "./schema.ts";
export { type Contribution, compileModel, type Explanation, type GroupScore, type Scorer, type Term } from "./score.ts";
