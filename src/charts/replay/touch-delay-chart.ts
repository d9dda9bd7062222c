import type { HandoffSpec } from "../../dataset/dataset.ts";
import type { Replay, TouchDelay } from "../../replay/replay-result.ts";
import { countsText, isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { formatRate } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import { type Chart, createChart, emptyChart } from "../marks/chart.ts";
import { dotTable, intervalDots } from "../marks/interval-dots.ts";
import { slug } from "../marks/slug.ts";

/**
 * How often a call comes true by how soon sales touched the lead after it. It says what went together, not what speed
 * brings: sales may turn to the best leads first.
 *
 * @example touchDelayChart(result, { call: "mql", outcome: "sql" }).id // "touch-delay-mql-sql"
 */
export function touchDelayChart(replay: Replay, handoff: HandoffSpec): Chart {
	const delays = replay.touchDelays.filter(({ call, outcome }) => call === handoff.call && outcome === handoff.outcome);
	const rows = delays.map((delay) => ({ label: delayText(delay), estimate: delay.precision }));
	const told = delays.filter(({ precision, from }) => isEnough(precision) && from !== undefined);
	const first = told[0];
	const last = told.at(-1);
	const calls = `${stageName(handoff.call)} calls`;
	const name = stageName(handoff.outcome);
	const words = {
		id: `touch-delay-${slug(handoff.call)}-${slug(handoff.outcome)}`,
		title:
			first === undefined || last === undefined
				? `Too little data to say how ${calls} fare by the time to the first sales touch`
				: first === last
					? `${shareText(first)} of ${calls} touched ${delayText(first)} become ${name} (${countsText(first.precision)})`
					: `${shareText(first)} of ${calls} touched ${delayText(first)} become ${name} (${countsText(first.precision)}), ${shareText(last)} of those touched ${delayText(last)} (${countsText(last.precision)})`,
		subtitle: `${populationText(replay)}; ${handoffName(handoff)} within ${replay.horizonDays} days; mature calls that sales had not touched before, by days from the call to the first touch; sales choose whom to touch first, so this does not show what speed brings`,
		description: `Share of ${calls} that became ${name} by time to the first sales touch. ${rows
			.map(({ label, estimate }) => `${label}: ${shortEstimate(estimate)}`)
			.join("; ")}.`,
		table: dotTable(rows, { label: "first sales touch" }),
	};
	if (!delays.some(({ precision }) => precision.total > 0)) {
		const reason =
			delays.length === 0
				? "The dataset does not say what counts as a sales touch (worked)."
				: "No mature call to judge.";
		return emptyChart({ ...words, reason });
	}
	return createChart({ ...words, view: intervalDots(rows, { axis: `share that became ${name}` }) });
}

function shareText({ precision }: TouchDelay): string {
	return formatRate(precision.value);
}

function delayText({ from, to }: TouchDelay): string {
	if (from === undefined) return "never";
	if (to === undefined) return `after ${from} days or more`;
	if (from === 0) return to === 1 ? "within a day" : `within ${to} days`;
	return `after ${from} to ${to} days`;
}
