import type { ScoringModel } from "../../model/schema.ts";
import { formatPoints } from "../../words/number-format.ts";
import { stageName } from "../../words/stage-name.ts";
import type { Block, Section } from "../report-document.ts";
import { decayWords, limitWords, ruleWords, stageWords } from "./model-words.ts";

/** The definitions both departments agree on, from the model file in words: flags with their gates, actions, points. */
export function definitionsSection(model: ScoringModel): Section {
	const blocks: Block[] = [];
	for (const [stage, flag] of Object.entries(model.stages)) {
		blocks.push({ kind: "subheading", text: `A lead is flagged ${stageName(stage)} at the first moment when` });
		blocks.push({ kind: "list", items: stageWords(model, stage) });
		if (flag.description !== undefined) blocks.push({ kind: "text", text: flag.description });
	}
	if (model.bands !== undefined) {
		blocks.push({
			kind: "table",
			table: {
				caption: "What follows from a score",
				columns: [{ label: "band" }, { label: "score from", align: "right" }, { label: "for" }, { label: "action" }],
				rows: model.bands.map(({ name, from, stage, action }) => [
					name,
					formatPoints(from),
					stage === undefined ? "every lead" : stageName(stage),
					action ?? { text: "no action agreed", tone: "muted" },
				]),
			},
		});
	}
	if (model.grades !== undefined) {
		const { fit, engagement } = model.grades;
		const steps = (grades: typeof fit) =>
			grades.map(({ grade, from }) => `${grade} from ${formatPoints(from)}`).join(", ");
		blocks.push({
			kind: "terms",
			terms: [
				["Grade of fit", steps(fit)],
				["Grade of engagement", steps(engagement)],
			],
		});
	}
	for (const group of model.groups) {
		blocks.push({
			kind: "table",
			table: {
				caption: `Points of ${group.id}${limitWords(group)}; ${decayWords(group.decay)}`,
				columns: [{ label: "rule" }, { label: "for" }, { label: "points" }],
				rows: group.rules.map((rule) => {
					const { when, points } = ruleWords(rule);
					return [rule.id, when, points];
				}),
			},
		});
	}
	return { id: "definitions", title: `The agreed definitions (${model.name})`, blocks };
}
