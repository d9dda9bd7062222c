import { type Attribute, type Dataset, NEVER, UNKNOWN } from "../dataset/dataset.ts";
import { stageReachedAt } from "../dataset/stage-reached-at.ts";
import { formatCount, formatRate } from "../words/number-format.ts";
import { stageName } from "../words/stage-name.ts";
import { columnsOf, type Table } from "./table.ts";

/** Filled far more often for winners than for others: a suspect for a fact that is filled in after the outcome. */
const SUSPECT = 0.25;

/**
 * The attributes of a history: when each is known, how many leads have a value, and how that differs between those who
 * reached a stage and those who did not. A column said to be known at creation and filled much more often (by 25
 * pp) for winners was likely filled in after the fact; the last column says "look".
 *
 * @throws LabError (configuration) when the ladder has no such stage
 * @example attributeTable(history, "customer")
 */
export function attributeTable(dataset: Dataset, stage: string): Table {
	const reachedAt = stageReachedAt(dataset, stage);
	let winners = 0;
	for (let lead = 0; lead < dataset.leadCount; lead++) if (reachedAt[lead] !== NEVER) winners++;
	const others = dataset.leadCount - winners;
	return {
		columns: columnsOf(
			"attribute",
			"type",
			"known",
			"values",
			"filled",
			`filled, ${stageName(stage)}`,
			"filled, others",
			"suspect",
		),
		rows: dataset.attributes.map((attribute) => {
			let amongWinners = 0;
			let amongOthers = 0;
			for (let lead = 0; lead < dataset.leadCount; lead++) {
				if (attribute.codes[lead] === UNKNOWN) continue;
				if (reachedAt[lead] === NEVER) amongOthers++;
				else amongWinners++;
			}
			const [ours, theirs] = [share(amongWinners, winners), share(amongOthers, others)];
			const suspect = attribute.knownAt === undefined && (ours ?? 0) - (theirs ?? 0) >= SUSPECT;
			return [
				attribute.name,
				attribute.type,
				knownText(attribute),
				attribute.values.length,
				formatRate(share(amongWinners + amongOthers, dataset.leadCount)),
				formatRate(ours),
				formatRate(theirs),
				suspect ? "look" : "",
			];
		}),
		note: `${formatCount(winners)} leads reached ${stageName(stage)}, ${formatCount(others)} did not; the wide columns of the leads table alone, without dated changes.`,
	};
}

function share(part: number, whole: number): number | undefined {
	return whole === 0 ? undefined : part / whole;
}

function knownText({ knownAt, knownFromStage }: Attribute): string {
	if (knownFromStage !== undefined) return `from ${knownFromStage} on`;
	return knownAt === undefined ? "at creation" : "by a date";
}
