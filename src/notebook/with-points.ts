import { changeModel, type NewPoints } from "../model/change-model.ts";
import type { ScoringModel } from "../model/schema.ts";

/**
 * The same model with other points for some rules; see {@link changeModel}.
 *
 * @param points rule id to its new points
 * @param options.name name of the new model; default: the old name and the change
 * @throws LabError (configuration) when there is no such rule or case
 * @example withPoints(model, { "demo-request": 30 }).name // "saas-baseline, demo-request 30"
 */
export function withPoints(
	model: ScoringModel,
	points: Readonly<Record<string, NewPoints>>,
	{ name }: { readonly name?: string } = {},
): ScoringModel {
	return changeModel(model, { points, ...(name === undefined ? {} : { name }) });
}
