import type { Calibration, CalibrationFit } from "../../evaluate/calibration-fit.ts";
import type { ConsistencyPoint } from "../../metrics/calibration/consistency-band.ts";
import { seenOf } from "../../metrics/rates/estimate.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { columnsOf } from "../../tables/table.ts";
import { estimateText, moreText } from "../../words/estimate-text.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { stageName } from "../../words/stage-name.ts";
import { dayText } from "../../words/wall-clock.ts";
import { columns } from "../marks/bars.ts";
import { type Chart, type ChartView, createChart, emptyChart } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { layer } from "../marks/layer.ts";
import { band, diagonal, line } from "../marks/lines.ts";
import { slug } from "../marks/slug.ts";
import { thinRows } from "../marks/thin-rows.ts";
import { tooltip } from "../marks/tooltip.ts";
import { bareAxis, countAxis, rateAxis } from "../scales/axes.ts";
import { rateDomain } from "../scales/rate-domain.ts";
import { colors } from "../scales/theme.ts";

const DRAWN = 120;
const BARS = 20;
const PLOT = { width: 480, height: 320 };

/**
 * Reliability diagram of a calibration on leads younger than those it was fitted on: the probability given (across) against
 * the share that came true (up), by CORP's steps, with the range that right probabilities would keep to. Below it, how many
 * leads were given which probability.
 *
 * @param options.replay the replay that was calibrated
 * @param options.method `logistic` by default
 * @example reliabilityChart(figures.calibration[0], { replay }).id // "reliability-sql"
 */
export function reliabilityChart(
	calibration: Calibration,
	{ replay, method = "logistic" }: { readonly replay: Replay; readonly method?: CalibrationFit["method"] },
): Chart {
	const fit = calibration.methods.find((one) => one.method === method) ?? calibration.methods[0];
	const name = stageName(calibration.stage);
	const { older, younger, cutAt } = calibration;
	const count = (part: Calibration["older"]) => formatCount((part?.positives ?? 0) + (part?.negatives ?? 0));
	const split =
		cutAt === undefined || fit === undefined
			? "nothing could be fitted and judged"
			: `${fit.method} curve fitted on ${count(older)} leads whose outcome was known on ${dayText(cutAt, replay.timeZone)}, judged on ${count(younger)} leads scored from then on`;
	const words = {
		id: `reliability-${slug(calibration.stage)}`,
		title: titleOf(calibration, fit),
		subtitle: `${populationText(replay)}; ${split}${fit === undefined ? "" : "; shaded: where the line lies 95 % of the time when the probabilities are right"}`,
		description: `Reliability diagram of the probability of ${name} within ${calibration.horizonDays} days. ${
			fit === undefined ? (calibration.reason ?? "") : `${fit.reliability.length} steps. ${errorText(fit)}.`
		}`,
		table: {
			columns: columnsOf("probability given", "mean of it", "came true"),
			rows: (fit?.reliability ?? []).map(({ from, to, forecast, observed }) => [
				givenText(from, to),
				formatRate(forecast),
				estimateText(observed),
			]),
		},
	};
	if (fit === undefined) {
		return emptyChart({
			...words,
			reason: `Cannot tell yet${moreText(calibration.moreNeeded)}.`,
		});
	}
	return createChart({ ...words, view: diagram(fit, name) });
}

function titleOf(calibration: Calibration, fit: CalibrationFit | undefined): string {
	const name = stageName(calibration.stage);
	if (fit?.error === undefined) {
		return `Whether points can be read as the probability of ${name} cannot be told yet: ${calibration.reason ?? "there is no lead to judge"}`;
	}
	const { value, nullHigh, pValue } = fit.error;
	// Right for all, and of no use: everybody is given nearly the same.
	const flat = (fit.heldOut.skillScore ?? 0) < 0.01 ? ", but it hardly tells leads apart" : "";
	const off = `on younger leads it is off by ${points(value)} pp on average`;
	return pValue < 0.05
		? `The score misleads as a probability of ${name}: ${off}, more than chance gives (up to ${points(nullHigh)})`
		: `The score can be read as a probability of ${name}: ${off}, no more than chance gives (up to ${points(nullHigh)})${flat}`;
}

function errorText({ error }: CalibrationFit): string {
	if (error === undefined) return "No error to tell";
	return `Off by ${points(error.value)} pp on average, where right probabilities would show ${points(error.nullMean)} and up to ${points(error.nullHigh)} by chance`;
}

function points(share: number): string {
	return (share * 100).toFixed(1);
}

function givenText(from: number, to: number): string {
	return from === to ? formatRate(from) : `${(from * 100).toFixed(1)} to ${formatRate(to)}`;
}

function diagram(fit: CalibrationFit, name: string): ChartView {
	const domain = rateDomain([fit.band.at(-1)?.forecast ?? 1]);
	const [, end] = domain;
	// Every step is drawn, also one of few leads: a step that is cut off would look like one that never was.
	const upDomain = rateDomain([end, ...fit.reliability.map(({ observed }) => seenOf(observed).value)]);
	const x = rateAxis(`probability of ${name} given by the score`, { domain });
	const bare = { field: "forecast", ...bareAxis(x, { tickCount: 5, ticks: true }) };
	const y = { field: "rate", ...rateAxis(`share that reached ${name}`, { domain: upDomain }) };
	const rows = stepsOf(fit);
	const leads = { field: "leads", ...countAxis("leads", { ticks: 2 }) };
	const shaded = thinRows(fit.band, { most: DRAWN }).map(({ forecast, band: [low, high] }) => ({
		forecast: drawnNumber(forecast),
		low: drawnNumber(low),
		high: drawnNumber(high),
	}));
	const tip = tooltip({ given: "probability given", text: "came true" });
	const layers = [
		band({ x: bare, y, rows: shaded }, { color: colors.greyPale, opacity: 0.6 }),
		diagonal({ x: bare, y, to: end }),
		line({ x: bare, y, rows }, { color: colors.blue }),
		layer({ type: "point", size: 40, color: colors.blue, clip: true }, { x: bare, y, tooltip: tip }, { rows }),
	];
	const bars = columns(
		{ x: { field: "from", ...x }, to: "to", y: leads, tip: tooltip({ given: "probability given", leads: "leads" }) },
		{ color: colors.greyPale },
	);
	return {
		spacing: 10,
		vconcat: [
			{ ...PLOT, layer: layers },
			{ width: PLOT.width, height: 60, data: { values: barsOf(fit.band, end) }, layer: [bars] },
		],
	};
}

/** The steps of the curve: each from the first to the last probability that it stands for. */
function stepsOf({ reliability }: CalibrationFit) {
	return reliability.flatMap(({ from, to, observed }) => {
		const rate = drawnNumber(seenOf(observed).value);
		const row = { rate, text: estimateText(observed), given: givenText(from, to) };
		return (from === to ? [from] : [from, to]).map((forecast) => ({ ...row, forecast: drawnNumber(forecast) }));
	});
}

/** How many leads were given probabilities of each of twenty ranges. */
function barsOf(levels: readonly ConsistencyPoint[], end: number) {
	const leads = new Array<number>(BARS).fill(0);
	for (const { forecast, total } of levels) leads[Math.min(BARS - 1, Math.floor((forecast / end) * BARS))]! += total;
	return leads.map((count, i) => {
		const [from, to] = [(i / BARS) * end, ((i + 1) / BARS) * end];
		return {
			from: drawnNumber(from),
			to: drawnNumber(to),
			leads: count,
			given: givenText(from, to),
		};
	});
}
