import { changeModel } from "../model/change-model.ts";
import type { ScoringModel } from "../model/schema.ts";

/**
 * The same model with other thresholds; gates stay. See {@link changeModel}.
 *
 * @param thresholds stage to the score at which it is flagged
 * @param options.name name of the new model; default: the old name and the change
 * @throws LabError (configuration) when the model does not flag such a stage, or the threshold is no number
 * @example withThresholds(model, { mql: 50 }).stages.mql.score // 50
 */
export function withThresholds(
	model: ScoringModel,
	thresholds: Readonly<Record<string, number>>,
	{ name }: { readonly name?: string } = {},
): ScoringModel {
	return changeModel(model, { thresholds, ...(name === undefined ? {} : { name }) });
}
