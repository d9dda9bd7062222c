import { type Dataset, NEVER } from "../dataset/dataset.ts";
import { compileModel } from "../model/score.ts";
import { leadViewAt } from "../replay/lead-view-at.ts";
import { firstFlag, referencePath } from "../replay/reference.ts";
import type { Replay } from "../replay/replay-result.ts";
import type { ReviewLead } from "./review.ts";

/**
 * One lead as an example: its score when the extract was taken, taken apart, and how it came about.
 *
 * @param lead number of the lead in the dataset
 * @example reviewLead(dataset, replay, 0).explanation.score // 42
 */
export function reviewLead(dataset: Dataset, { model }: Pick<Replay, "model">, lead: number): ReviewLead {
	const scorer = compileModel(model);
	const path = referencePath(dataset, scorer, lead);
	return {
		lead: dataset.idOf(lead),
		explanation: scorer.explain(leadViewAt(dataset, lead, dataset.asOf)),
		at: dataset.asOf,
		path: path.map(({ at, score }) => ({ at, score })),
		flags: Object.entries(model.stages).flatMap(([stage, { score }]) => {
			const at = firstFlag(path, stage, score);
			return at === NEVER ? [] : [{ stage, at }];
		}),
	};
}
