import { configurationError } from "../base/error.ts";
import { modelFrom } from "../model/parse-model.ts";
import type { ScoringModel } from "../model/schema.ts";
import { formatPoints } from "../words/number-format.ts";

/**
 * The same model with other thresholds; gates stay.
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
	const stages = Object.keys(model.stages);
	for (const stage of Object.keys(thresholds)) {
		if (stages.includes(stage)) continue;
		throw configurationError({
			code: "unknown-flag",
			file: model.name,
			column: stage,
			message: `the model does not flag "${stage}"; it flags ${stages.join(", ") || "nothing"}.`,
			cure: "Correct the name of the stage.",
		});
	}
	const change = Object.entries(thresholds).map(([stage, score]) => `${stage} at ${formatPoints(score)}`);
	const data = {
		...model,
		name: name ?? [model.name, ...change].join(", "),
		stages: Object.fromEntries(
			Object.entries(model.stages).map(([stage, flag]) => [
				stage,
				Object.hasOwn(thresholds, stage) ? { ...flag, score: thresholds[stage] } : flag,
			]),
		),
	};
	return modelFrom(data, { file: data.name }).model;
}
