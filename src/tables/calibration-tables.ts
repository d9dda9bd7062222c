import type { Calibration, CalibrationFit } from "../evaluate/calibration-fit.ts";
import type { ScoreMeaning } from "../evaluate/score-meaning.ts";
import { countsText, estimateText, moreText } from "../words/estimate-text.ts";
import { formatCount, formatPoints, formatRate } from "../words/number-format.ts";
import { stageName } from "../words/stage-name.ts";
import type { Cell, Table } from "./table.ts";

/** What scores mean as a chance of the outcome, counted and by the smooth curve. */
export function scoreMeaningTable({ stage: outcome, horizonDays, meanings }: Calibration): Table {
	return {
		caption: `A score means this chance of ${stageName(outcome)} within ${horizonDays} days`,
		columns: [
			{ label: "score" },
			{ label: "means", align: "right" },
			{ label: "reached it", align: "right" },
			{ label: "95 % interval", align: "right" },
			{ label: "counted together: scores", align: "right" },
			{ label: "smooth curve", align: "right" },
		],
		rows: meanings.map(meaningRow),
		note: "From all leads that can be judged, the two curves fitted on them. Scores are counted together in the fewest steps among which the share never falls; the steps were found on the same leads, so the intervals are a little short.",
	};
}

function meaningRow({ score, marks, from, to, share, logistic }: ScoreMeaning): Cell[] {
	const name = `${formatPoints(score)}${marks.length === 0 ? "" : ` (${[...new Set(marks)].map(stageName).join(", ")})`}`;
	const tenth = (points: number) => formatPoints(Math.round(points * 10) / 10);
	const range = from === to ? tenth(from) : `${tenth(from)} to ${tenth(to)}`;
	const counts = countsText(share);
	const curve = logistic === undefined ? "not defined" : formatRate(logistic);
	if (share.state === "cannot tell yet") {
		return [name, { text: `cannot tell yet${moreText(share.moreNeeded)}`, tone: "muted" }, counts, "n/a", range, curve];
	}
	const [low, high] = share.interval;
	return [name, formatRate(share.value), counts, `${(low * 100).toFixed(1)} to ${formatRate(high)}`, range, curve];
}

/** The losses of each curve where it was fitted and where it was judged. */
export function calibrationLossTable({ methods, older, younger, between, stage: outcome }: Calibration): Table {
	const count = (part: Calibration["older"]) => formatCount((part?.positives ?? 0) + (part?.negatives ?? 0));
	return {
		caption: `The probability of ${stageName(outcome)} where it was fitted and where it was judged`,
		columns: [
			{ label: "curve" },
			{ label: "Brier loss, older leads", align: "right" },
			{ label: "Brier loss, younger leads", align: "right" },
			{ label: "log loss, older", align: "right" },
			{ label: "log loss, younger", align: "right" },
			{ label: "skill, older", align: "right" },
			{ label: "skill, younger", align: "right" },
			{ label: "optimism of skill", align: "right" },
		],
		rows: methods.map((fit): Cell[] => [
			fit.method,
			number(fit.inSample.brierLoss),
			measured(fit.brierLoss),
			number(fit.inSample.logLoss),
			measured(fit.logLoss),
			number(fit.inSample.skillScore),
			number(fit.heldOut.skillScore),
			number(fit.optimism.skillScore),
		]),
		note: `Fitted on ${count(older)} older leads, judged on ${count(younger)} younger ones; ${formatCount(between)} between them are in neither part, since they were scored before the cut and their outcome was not known at it. Lower loss is better. Skill: share of the loss of always saying the overall share that the curve saves; 0 is no use. Optimism: what the older leads promised more than the younger ones kept, change of the times included.`,
	};
}

/** The parts of the Brier loss of each curve on younger leads, and the calibration error beside what chance gives. */
export function calibrationPartsTable({ methods, stage: outcome }: Calibration): Table {
	return {
		caption: `Parts of the Brier loss for ${stageName(outcome)} on younger leads, and the calibration error`,
		columns: [
			{ label: "curve" },
			{ label: "miscalibration", align: "right" },
			{ label: "discrimination", align: "right" },
			{ label: "uncertainty", align: "right" },
			{ label: "reliability (Murphy)", align: "right" },
			{ label: "resolution (Murphy)", align: "right" },
			{ label: "calibration error", align: "right" },
			{ label: "by chance, mean and 95 %", align: "right" },
			{ label: "p", align: "right" },
		],
		rows: methods.map(({ method, corp, murphy, error }: CalibrationFit): Cell[] => [
			method,
			number(corp?.miscalibrationLoss),
			number(corp?.discriminationScore),
			number(corp?.uncertainty),
			number(murphy?.reliabilityLoss),
			number(murphy?.resolutionScore),
			number(error?.value),
			error === undefined ? "not defined" : `${error.nullMean.toFixed(4)}, ${error.nullHigh.toFixed(4)}`,
			error === undefined ? "not defined" : error.pValue.toFixed(3),
		]),
		note: "Loss = miscalibration - discrimination + uncertainty (CORP), and = reliability - resolution + uncertainty (Murphy, exact). With few leads a probability both of Murphy's parts are too large by the same amount; CORP's are steadier. The calibration error is above 0 even for right probabilities: read it only beside what chance gives; p is the share of right ones that look as bad.",
	};
}

function number(value: number | undefined): Cell {
	return value === undefined ? { text: "not defined", tone: "muted" } : value.toFixed(4);
}

function measured(measurement: CalibrationFit["brierLoss"]): Cell {
	const text = estimateText(measurement, { as: "number", digits: 4 });
	return measurement.state === "measured" ? text.replace("95 % interval ", "") : { text, tone: "muted" };
}
