import type { HandoffSpec } from "../../dataset/dataset.ts";
import { seenOf } from "../../metrics/rates/estimate.ts";
import { findHandoff, isSameHandoff } from "../../replay/find-handoff.ts";
import type { Replay, TouchDelay } from "../../replay/replay-result.ts";
import { countsText, isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { formatRate } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import { type Chart, createChart, emptyChart } from "../marks/chart.ts";
import { dotTable, intervalDots } from "../marks/interval-dots.ts";
import { slug } from "../marks/slug.ts";

/**
 * How often a flag comes true by how soon sales touched the lead after it. It says what went together, not what speed
 * brings: sales may turn to the best leads first.
 *
 * @throws LabError (configuration) when the replay did not measure the hand-off
 * @example touchDelayChart(result, { from: "mql", to: "sql" }).id // "touch-delay-mql-sql"
 */
export function touchDelayChart(replay: Replay, handoff: HandoffSpec): Chart {
	findHandoff(replay.handoffs, handoff, { of: replay.model.name });
	const delays = replay.touchDelays.filter((one) => isSameHandoff(one, handoff));
	const rows = delays.map((delay) => ({ label: delayText(delay), estimate: delay.precision }));
	const told = delays.filter(({ precision, fromDays: from }) => isEnough(precision) && from !== undefined);
	const first = told[0];
	const last = told.at(-1);
	const flags = `${stageName(handoff.from)} flags`;
	const name = stageName(handoff.to);
	const words = {
		id: `touch-delay-${slug(handoff.from)}-${slug(handoff.to)}`,
		title:
			first === undefined || last === undefined
				? `Too little data to say how ${flags} fare by the time to the first sales touch`
				: first === last
					? `${shareText(first)} of ${flags} touched ${delayText(first)} become ${name} (${countsText(first.precision)})`
					: `${shareText(first)} of ${flags} touched ${delayText(first)} become ${name} (${countsText(first.precision)}), ${shareText(last)} of those touched ${delayText(last)} (${countsText(last.precision)})`,
		subtitle: `${populationText(replay)}; ${handoffName(handoff)} within ${replay.horizonDays} days; mature flags that sales had not touched before, by days from the flag to the first touch; sales choose whom to touch first, so this does not show what speed brings`,
		description: `Share of ${flags} that became ${name} by time to the first sales touch. ${rows
			.map(({ label, estimate }) => `${label}: ${shortEstimate(estimate)}`)
			.join("; ")}.`,
		table: dotTable(rows, { label: "first sales touch" }),
	};
	if (!delays.some(({ precision }) => precision.total > 0)) {
		const reason =
			delays.length === 0
				? "The dataset does not say what counts as a sales touch (worked)."
				: "No mature flag to judge.";
		return emptyChart({ ...words, reason });
	}
	return createChart({ ...words, view: intervalDots(rows, { axis: `share that became ${name}` }) });
}

function shareText({ precision }: TouchDelay): string {
	return formatRate(seenOf(precision).value);
}

function delayText({ fromDays: from, toDays: to }: TouchDelay): string {
	if (from === undefined) return "never";
	if (to === undefined) return `after ${from} days or more`;
	if (from === 0) return to === 1 ? "within a day" : `within ${to} days`;
	return `after ${from} to ${to} days`;
}
