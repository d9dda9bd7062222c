import type { Calibration, CalibrationFit, Losses } from "../evaluate/calibration-fit.ts";
import type { MonthCohorts } from "../evaluate/month-cohorts.ts";
import type { RankingFigures } from "../evaluate/ranking-figures.ts";
import type { TimeCurve, TimeToOutcome } from "../evaluate/time-to-outcome.ts";
import type { Estimate } from "../metrics/rates/estimate.ts";
import type { TouchDelay } from "../replay/replay-result.ts";
import { estimateJson } from "./estimate-json.ts";

/** Keys of a number's interval; the last two only where it is null. */
type IntervalKeys<N extends string> = { readonly [K in `${N}Interval`]: readonly [number, number] | null } & {
	readonly [K in `${N}Reason`]?: string;
} & { readonly [K in `${N}MoreNeeded`]?: number | null };

/** The intervals of a ranking as `leadlab replay --json` adds them to the values; null with a reason where there is none. */
export function rankingFiguresJson(figures: RankingFigures) {
	const { auc, averagePrecision, ks, liftAt10, accounts, finding } = figures;
	return {
		...intervalOf("auc", auc),
		...intervalOf("averagePrecision", averagePrecision),
		...intervalOf("ks", ks),
		...intervalOf("liftAt10", liftAt10),
		/** Whether there is enough data for the intervals. */
		state: auc.state,
		moreNeeded: finding.moreNeeded ?? null,
		accounts: accounts ?? null,
		finding: finding.kind,
		findingText: finding.text,
	};
}

/** A calibration as `leadlab replay --json` prints it. */
export function calibrationJson(calibration: Calibration) {
	const { cutAt, older, younger, methods, meanings, moreNeeded, ...rest } = calibration;
	const part = (counts: Calibration["older"]) =>
		counts === undefined ? null : { leads: counts.positives + counts.negatives, positives: counts.positives };
	return {
		...rest,
		...(moreNeeded === undefined ? {} : { moreNeeded }),
		cutAt: cutAt === undefined ? null : new Date(cutAt).toISOString(),
		older: part(older),
		younger: part(younger),
		methods: methods.map(fitJson),
		meanings: meanings.map(({ score, marks, from, to, share, logistic }) => ({
			score,
			marks,
			from,
			to,
			share: estimateJson(share),
			logistic: logistic ?? null,
		})),
	};
}

function fitJson(fit: CalibrationFit) {
	return {
		method: fit.method,
		inSample: lossesJson(fit.inSample),
		heldOut: lossesJson(fit.heldOut),
		...intervalOf("brierLoss", fit.brierLoss),
		...intervalOf("logLoss", fit.logLoss),
		optimism: lossesJson(fit.optimism),
		murphy: fit.murphy ?? null,
		corp: fit.corp ?? null,
		calibrationError: fit.error ?? null,
		reliability: fit.reliability.map(({ from, to, forecast, observed }) => ({
			from,
			to,
			forecast,
			...estimateJson(observed),
		})),
	};
}

function lossesJson({ brierLoss, logLoss, skillScore }: Losses) {
	return { brierLoss: brierLoss ?? null, logLoss: logLoss ?? null, skillScore: skillScore ?? null };
}

/** Time to an outcome as `leadlab replay --json` prints it. */
export function timeJson({ curves, logRank, ...time }: TimeToOutcome) {
	const { statistic, degrees, pValue, reason } = logRank;
	return {
		...time,
		logRank: { statistic, degrees, pValue: pValue ?? null, ...(reason === undefined ? {} : { reason }) },
		groups: curves.map(groupJson),
	};
}

function groupJson({ group, leads, reached, left, curve, ...rest }: TimeCurve) {
	const [low, high] = rest.medianInterval;
	return {
		group,
		leads,
		reached,
		left,
		withinHorizon: rest.withinHorizon?.share ?? null,
		withinHorizonInterval: rest.withinHorizon?.interval ?? null,
		withinHorizonWithoutLeavers: rest.withinHorizonWithoutLeavers ?? null,
		medianDays: rest.medianDays ?? null,
		medianDaysInterval: [low ?? null, high ?? null],
		shownDays: rest.shownDays ?? null,
		steps: curve.steps.map(({ time, atRisk, events, survival, interval }) => ({
			day: time,
			atRisk,
			events,
			share: 1 - survival,
			interval: interval === undefined ? null : [1 - interval[1], 1 - interval[0]],
		})),
	};
}

/** Months as cohorts as `leadlab replay --json` prints them; null where a month is too young. */
export function cohortsJson({ stage: outcome, ages, months }: MonthCohorts) {
	return {
		outcome,
		ages,
		months: months.map(({ month, leads, byAge }) => ({
			month,
			leads,
			byAge: byAge.map((estimate) => (estimate === undefined ? null : estimateJson(estimate))),
		})),
	};
}

/** Precision by time to the first sales touch as `leadlab replay --json` prints it; null days: never touched, no end. */
export function touchDelayJson({ from: flag, to: outcome, fromDays: from, toDays: to, precision }: TouchDelay) {
	return { from: flag, to: outcome, fromDays: from ?? null, toDays: to ?? null, ...estimateJson(precision) };
}

/** `<name>Interval`, and where it cannot be told yet `<name>Reason` and `<name>MoreNeeded`. */
function intervalOf<N extends string>(name: N, measurement: Estimate): IntervalKeys<N> {
	if (measurement.state === "measured") return { [`${name}Interval`]: measurement.interval } as IntervalKeys<N>;
	return {
		[`${name}Interval`]: null,
		[`${name}Reason`]: measurement.reason,
		[`${name}MoreNeeded`]: measurement.moreNeeded ?? null,
	} as IntervalKeys<N>;
}
