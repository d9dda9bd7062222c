import type { RankingFigures } from "../evaluate/ranking-figures.ts";
import type { Replay } from "../replay/replay-result.ts";
import { handoffTable } from "../tables/handoff-table.ts";
import { rankingTable } from "../tables/ranking-table.ts";
import { type TableTextOptions, tableText } from "../tables/render/to-text.ts";
import { moreText } from "../words/estimate-text.ts";
import { countOf } from "../words/number-format.ts";
import { populationText } from "../words/population.ts";
import { stageName } from "../words/stage-name.ts";
import { dayText } from "../words/wall-clock.ts";
import { wrapText } from "../words/wrap-text.ts";

/**
 * The head line of a replay: model, population, outcome window.
 *
 * @example replayHead(replay) // "saas-candidate on saas-sample: 5,000 leads created 2022-10-03 to 2024-09-30, outcomes within 90 days, as of 2024-09-30"
 */
export function replayHead(replay: Replay): string {
	return `${replay.model.name} on ${populationText(replay)}, outcomes within ${replay.horizonDays} days, as of ${dayText(replay.asOf, replay.timeZone)}`;
}

/** A replay as text: what was flagged and what became of it, how good the order of the scores is, then each segment. */
export function replayText(replay: Replay, ranking: readonly RankingFigures[], options: TableTextOptions = {}): string {
	const { width, bold = (text) => text } = options;
	const wrap = (text: string) => wrapText(text, { width, indent: "  " });
	const handoffs = handoffTable(replay.handoffs);
	const { columns } = handoffs;
	return [
		bold(wrap(replayHead(replay))),
		"",
		tableText(handoffs, options),
		...(ranking.length === 0 ? [] : ["", ...rankingLines(replay, ranking, options)]),
		...replay.segments.flatMap(({ attribute, value, leads, handoffs: own }) => [
			"",
			bold(`${attribute} = ${value} (${countOf(leads, "lead")})`),
			tableText({ columns, rows: handoffTable(own).rows }, options),
		]),
	].join("\n");
}

/** Ranking at the landmark; what is no better than chance, or cannot be told, is said in words. */
function rankingLines(
	{ model, landmarkDays }: Replay,
	ranking: readonly RankingFigures[],
	options: TableTextOptions,
): string[] {
	const { bold = (text) => text } = options;
	const known = ranking.filter(({ auc }) => auc.state === "measured");
	const { columns, rows } = rankingTable([{ role: model.name, ranking: known }]);
	const caption = `Order of leads by their score at day ${landmarkDays} (95 % intervals)`;
	// An order that is better than chance is in the numbers; anything less has to be said.
	const said = ranking.filter(({ finding }) => finding.kind !== "order");
	return [
		...(known.length === 0 ? [bold(caption)] : [tableText({ caption, columns, rows }, options)]),
		...said.map(({ stage, finding }) =>
			wrapText(`- For ${stageName(stage)} ${finding.text}${moreText(finding.moreNeeded)}.`, {
				width: options.width,
				indent: "  ",
			}),
		),
	];
}
