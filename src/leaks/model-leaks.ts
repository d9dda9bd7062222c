import { fingerprint } from "../base/fingerprint.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { modelUses } from "../model/model-uses.ts";
import type { ScoringModel } from "../model/schema.ts";
import { leakCohort, seenOutcomes } from "./leak-cohort.ts";
import { activityFindings, attributeFindings, declaredTooLate, mergeFindings } from "./leak-findings.ts";
import { lookAtAttributes } from "./leak-looks.ts";
import { usesOf } from "./leak-use.ts";
import type { Leaks } from "./leaks.ts";

/**
 * What a model uses that knows the future: the attributes and activities of its rules and gates alone. Scores are not probed
 * and nothing is replayed without a suspect, so that it is cheap enough to stand before every result of the model;
 * {@link findLeaks} looks at all.
 *
 * @example modelLeaks(history, result).findings.filter(({ level }) => level === "certain")
 */
export function modelLeaks(
	dataset: Dataset,
	{ model, horizonDays, landmarkDays }: Pick<Leaks, "horizonDays" | "landmarkDays"> & { readonly model: ScoringModel },
): Leaks {
	const uses = modelUses(model);
	const names = (of: "attribute" | "activity") =>
		new Set(uses.flatMap(({ kind, name }) => (kind === of ? [name] : [])));
	const activities = names("activity");
	const cohort = leakCohort(dataset, { horizonDays });
	const looked = lookAtAttributes(dataset, cohort, { landmarkDays, step: () => undefined, only: names("attribute") });
	const bare = [
		...attributeFindings(dataset, cohort, looked),
		...activityFindings(dataset, cohort, model).filter(({ name }) => activities.has(name)),
		...declaredTooLate(dataset, model),
	];
	return {
		datasetName: dataset.name,
		datasetFingerprint: dataset.fingerprint,
		modelName: model.name,
		modelFingerprint: fingerprint(model),
		...{ horizonDays, landmarkDays },
		mature: cohort.leads.length,
		leads: dataset.leadCount,
		outcomes: seenOutcomes(dataset, cohort),
		looks: looked.looks,
		activityTypes: activities.size,
		findings: mergeFindings(bare).map((one) => {
			const { kind, name } = one;
			const used = kind === "score" ? undefined : usesOf(model, { kind, name });
			return { ...one, use: used && { ...used, falls: [], reason: "nothing was replayed without it" } };
		}),
		probe: undefined,
	};
}
