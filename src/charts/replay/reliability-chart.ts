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
import { type Chart, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { rateDomain } from "../marks/rate-domain.ts";
import { slug } from "../marks/slug.ts";
import { colors } from "../marks/theme.ts";
import { thinRows } from "../marks/thin-rows.ts";

const DRAWN = 120;
const BARS = 20;
const PLOT = { width: 480, height: 320 };

/**
 * Reliability diagram of a calibration on leads younger than those it was fitted on: the probability given (across) against
 * the share that came true (up), by CORP's steps, with the range that right probabilities would keep to. Below it, how many
 * leads were given which probability.
 *
 * @param options.method `logistic` by default
 * @example reliabilityChart(result, figures.calibration[0]).id // "reliability-sql"
 */
export function reliabilityChart(
	replay: Replay,
	calibration: Calibration,
	{ method = "logistic" }: { readonly method?: CalibrationFit["method"] } = {},
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
				from === to ? formatRate(from) : `${(from * 100).toFixed(1)} to ${formatRate(to)}`,
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
	const off = `on younger leads it is off by ${points(value)} points on average`;
	return pValue < 0.05
		? `The score misleads as a probability of ${name}: ${off}, more than chance gives (up to ${points(nullHigh)})`
		: `The score can be read as a probability of ${name}: ${off}, no more than chance gives (up to ${points(nullHigh)})${flat}`;
}

function errorText({ error }: CalibrationFit): string {
	if (error === undefined) return "No error to tell";
	return `Off by ${points(error.value)} points on average, where right probabilities would show ${points(error.nullMean)} and up to ${points(error.nullHigh)} by chance`;
}

function points(share: number): string {
	return (share * 100).toFixed(1);
}

function diagram(fit: CalibrationFit, name: string) {
	const largest = fit.band.at(-1)?.forecast ?? 1;
	const domain = rateDomain([largest]);
	// Every step is drawn, also one of few leads: a step that is cut off would look like one that never was.
	const upDomain = rateDomain([domain[1], ...fit.reliability.map(({ observed }) => seenOf(observed).value)]);
	const axis = { format: ".0%", tickCount: 5 };
	const scale = { domain };
	const x = { type: "quantitative", scale, axis: { ...axis, labels: false, title: null } } as const;
	const y = { type: "quantitative", title: `share that reached ${name}`, scale: { domain: upDomain }, axis } as const;
	const steps = fit.reliability.flatMap(({ from, to, observed }) => {
		const row = {
			rate: drawnNumber(seenOf(observed).value),
			text: estimateText(observed),
			given: from === to ? formatRate(from) : `${(from * 100).toFixed(1)} to ${formatRate(to)}`,
		};
		return (from === to ? [from] : [from, to]).map((forecast) => ({ ...row, forecast: drawnNumber(forecast) }));
	});
	const layer: Layer[] = [
		{
			data: {
				values: thinRows(fit.band, { most: DRAWN }).map(({ forecast, band }) => ({
					forecast: drawnNumber(forecast),
					low: drawnNumber(band[0]),
					high: drawnNumber(band[1]),
				})),
			},
			mark: { type: "area", color: colors.greyPale, opacity: 0.6, clip: true },
			encoding: { x: { field: "forecast", ...x }, y: { field: "low", ...y }, y2: { field: "high" } },
		},
		{
			data: {
				values: [
					{ forecast: 0, rate: 0 },
					{ forecast: domain[1], rate: domain[1] },
				],
			},
			mark: { type: "line", strokeDash: [5, 4], strokeWidth: 1.5, color: colors.grey },
			encoding: { x: { field: "forecast", ...x }, y: { field: "rate", ...y } },
		},
		{
			data: { values: steps },
			mark: { type: "line", color: colors.blue, clip: true },
			encoding: { x: { field: "forecast", ...x }, y: { field: "rate", ...y } },
		},
		{
			data: { values: steps },
			mark: { type: "point", size: 40, color: colors.blue, clip: true },
			encoding: {
				x: { field: "forecast", ...x },
				y: { field: "rate", ...y },
				tooltip: [
					{ field: "given", title: "probability given", type: "nominal" },
					{ field: "text", title: "came true", type: "nominal" },
				],
			},
		},
	];
	return {
		spacing: 10,
		vconcat: [
			{ ...PLOT, layer },
			{
				width: PLOT.width,
				height: 60,
				data: { values: barsOf(fit.band, domain[1]) },
				mark: { type: "rect", color: colors.greyPale },
				encoding: {
					x: {
						field: "from",
						type: "quantitative",
						title: `probability of ${name} given by the score`,
						scale,
						axis,
					},
					x2: { field: "to" },
					y: {
						field: "leads",
						type: "quantitative",
						title: "leads",
						axis: { tickCount: 2, tickMinStep: 1, format: ",d" },
					},
					y2: { datum: 0 },
					tooltip: [
						{ field: "given", title: "probability given", type: "nominal" },
						{ field: "leads", type: "quantitative" },
					],
				},
			},
		],
	};
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
			given: `${(from * 100).toFixed(1)} to ${formatRate(to)}`,
		};
	});
}
