import { clopperPearson } from "../../metrics/rates/clopper-pearson.ts";
import { ENOUGH, estimateRate } from "../../metrics/rates/estimate.ts";
import { flagsNeeded } from "../../metrics/rates/flags-needed.ts";
import { columnsOf, type Table } from "../../tables/table.ts";
import type { CertificatePlan } from "../../tune/certificate-plan.ts";
import { measuredHandoff } from "../../tune/threshold-figures.ts";
import type { NoSplit, TimeSplit } from "../../tune/time-split.ts";
import { isEnough } from "../../words/estimate-text.ts";
import { formatCount, formatPoints, formatRate } from "../../words/number-format.ts";
import { highestCertified, percentText } from "../../words/plan-words.ts";
import { stageName } from "../../words/stage-name.ts";
import { dayText } from "../../words/wall-clock.ts";
import { type Chart, type ChartView, createChart, emptyChart } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { layer } from "../marks/layer.ts";
import { hover, line } from "../marks/lines.ts";
import { listedRows } from "../marks/listed-rows.ts";
import { labelRight, referenceLine } from "../marks/reference-line.ts";
import { slug } from "../marks/slug.ts";
import { thinRows } from "../marks/thin-rows.ts";
import { tooltip } from "../marks/tooltip.ts";
import { bareAxis, countAxis, pointsAxis, rateAxis } from "../scales/axes.ts";
import { colors, plotWidth } from "../scales/theme.ts";

const DRAWN = 120;

/**
 * What a certificate of precision stands on. Above: the lower confidence limit of precision at every threshold, on the
 * younger leads that count, against the precision to promise; where the certificate holds, the line is thick. Below: how many
 * mature flags there are, and how many it takes at the precision that the older leads had.
 *
 * The limit is that of one threshold by itself; which thresholds are certified the sequence of tests decides.
 *
 * @param options.split the leads that the plan was made on
 * @example certificateChart(plan, { split }).title // "From 43 to 56, at least 50 % of MQL flags become SQL: certified with 95 % confidence"
 */
export function certificateChart(plan: CertificatePlan, { split }: { readonly split: TimeSplit | NoSplit }): Chart {
	const { from, to } = plan;
	const points = "cutAt" in split ? pointsOf(plan, split) : [];
	const isCertified = (one: CertificatePoint) => one.state === "certified";
	const words = {
		id: `certificate-${slug(from)}-${slug(to)}`,
		title: titleOf(plan, { isSplit: "cutAt" in split }),
		subtitle: subtitleOf(plan, split),
		description: `Lower limit of precision and mature flags by threshold. ${plan.reason === undefined ? "" : `${sentence(plan.reason)}. `}Flags needed, by the precision seen: ${plan.needed
			.map(({ observed, flags }) => `${percentText(observed)}: ${flags === undefined ? "never" : formatCount(flags)}`)
			.join(", ")}.`,
		table: tableOf(plan, points),
	};
	if (points.every(({ flagged }) => flagged === 0)) {
		return emptyChart({ ...words, reason: `${sentence(plan.reason ?? "No flag can be judged yet")}.` });
	}
	const drawn = thinRows(points, { most: DRAWN, keep: isCertified });
	return createChart({ ...words, view: viewOf(drawn, plan) });
}

function titleOf(
	{ from, to, precision, risk, sequence, state, threshold, moreCalls }: CertificatePlan,
	{ isSplit }: { readonly isSplit: boolean },
): string {
	const promise = `at least ${percentText(precision)} of ${stageName(from)} flags become ${stageName(to)}`;
	if (state === "certified" && threshold !== undefined) {
		const highest = highestCertified({ threshold, sequence });
		const range =
			highest === threshold
				? `At ${formatPoints(threshold)}`
				: `From ${formatPoints(threshold)} to ${formatPoints(highest)}`;
		return `${range}, ${promise}: certified with ${percentText(1 - risk)} confidence`;
	}
	const why =
		moreCalls !== undefined
			? `: about ${formatCount(moreCalls)} more flagged leads are needed`
			: isSplit
				? ": too few of them do"
				: "";
	return `That ${promise} cannot be certified${why}`;
}

function tableOf({ risk, start, threshold: own }: CertificatePlan, points: readonly CertificatePoint[]): Table {
	const listed = listedRows(points, {
		of: "thresholds",
		keep: ({ threshold }) => threshold === start?.threshold || threshold === own,
		cells: ({ threshold, hits, flagged, limit, needed, isKnown, state }) => [
			`${formatPoints(threshold)}${threshold === start?.threshold ? " (tests begin)" : ""}`,
			formatCount(hits),
			formatCount(flagged),
			`${formatRate(limit)}${flagged < ENOUGH ? " (too little data)" : ""}`,
			needed === undefined ? (isKnown ? "never enough" : "too little data") : formatCount(needed),
			state,
		],
	});
	const limit = `lower limit at ${percentText(1 - risk)}`;
	return {
		columns: columnsOf("threshold", "hits", "mature flags", limit, "flags needed", "state"),
		rows: listed.rows,
		note: `${listed.note === undefined ? "" : `${listed.note} `}Flags needed: at the precision of the older leads. The limit is that of the threshold by itself; the tests, in their order, decide what is certified.`,
	};
}

interface CertificatePoint {
	readonly threshold: number;
	readonly hits: number;
	readonly flagged: number;
	readonly limit: number;
	/** At the precision of the older leads; `undefined` when no number is enough, or that precision is not known. */
	readonly needed: number | undefined;
	readonly isKnown: boolean;
	readonly state: string;
}

/** Every threshold, also those that were not tested because they lie above the start. */
function pointsOf({ from, to, precision, risk, sequence }: CertificatePlan, split: TimeSplit): CertificatePoint[] {
	const rows = measuredHandoff(split.certifying.replay, { from, to }).sweep.rows;
	const { rows: older, spreads } = measuredHandoff(split.older, { from, to }).sweep;
	const tested = new Map(sequence?.thresholds.map((one) => [one.threshold, one.state]));
	return rows.map(({ threshold, hits, misses }) => {
		const flagged = hits + misses;
		const before = older[threshold];
		const seen = estimateRate(before?.hits ?? 0, (before?.hits ?? 0) + (before?.misses ?? 0), {
			spread: spreads?.[threshold]?.precision,
		});
		const [limit] = clopperPearson(hits, flagged, { confidence: 1 - risk, side: "lower" });
		return {
			threshold,
			hits,
			flagged,
			limit,
			needed: isEnough(seen) && seen.value! > precision ? flagsNeeded(seen.value!, { precision, risk }) : undefined,
			isKnown: isEnough(seen),
			state: tested.get(threshold) ?? "not tested",
		};
	});
}

function subtitleOf({ leads, speaks }: CertificatePlan, split: TimeSplit | NoSplit): string {
	if (!("cutAt" in split) || speaks === undefined || leads === undefined)
		return "No leads apart from those of the choice.";
	const { datasetName, timeZone } = split.younger;
	const one = leads.sameAccount + leads.knownAccount > 0 ? ", one of each new account" : "";
	return `${datasetName}: ${formatCount(leads.leads)} leads created from ${dayText(speaks.createdFrom, timeZone)} on${one}, flagged by ${dayText(speaks.flaggedUntil, timeZone)}; of later flags it does not speak`;
}

function sentence(text: string): string {
	return `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}`;
}

function viewOf(points: readonly CertificatePoint[], { precision }: Pick<CertificatePlan, "precision">): ChartView {
	const x = pointsAxis({ last: Math.max(1, points.at(-1)!.threshold) });
	const bare = bareAxis(x);
	const top = Math.min(1, Math.max(precision * 1.25, ...points.map(({ limit }) => limit * 1.1)));
	const y = rateAxis("precision, lower limit", { domain: [0, top], nice: true });
	const most = Math.max(1, ...points.map(({ flagged }) => flagged)) * 1.05;
	const flags = countAxis("flags there", { domain: [0, most], nice: true });
	const needed = points.findLast((one) => one.needed !== undefined && one.needed <= most)?.needed;
	const tip = tooltip({
		threshold: "threshold",
		text: "hits",
		limitText: "lower limit",
		needed: "flags needed",
		state: "state",
	});
	const dashed = { color: colors.blue, strokeWidth: 1.5, strokeDash: [4, 4], clip: undefined };
	const thick = { color: colors.blue, strokeWidth: 5, clip: undefined };
	const volume = { interpolate: "step-before", color: colors.greyPale };
	const label = `${percentText(precision)} promised`;
	return {
		data: { values: points.map(drawnPoint) },
		spacing: 14,
		vconcat: [
			{
				width: plotWidth,
				height: 220,
				layer: [
					line({ x: bare, y: { field: "limit", ...y } }, dashed),
					line({ x: bare, y: { field: "certified", ...y } }, thick),
					...referenceLine({ along: "y", scale: y, value: precision, label, tone: "limit" }),
					hover({ x: bare, count: points.length, tip }),
				],
			},
			{
				width: plotWidth,
				height: 120,
				layer: [
					layer({ type: "area", ...volume }, { x, y: { field: "flagged", ...flags } }),
					line({ x, y: { field: "needed", ...flags } }, { color: colors.orange }),
					...(needed === undefined ? [] : [labelRight({ scale: flags, value: needed, label: "needed" })]),
					hover({ x, count: points.length, tip }),
				],
			},
		],
	};
}

function drawnPoint({ threshold, hits, flagged, limit, needed, state }: CertificatePoint) {
	return {
		threshold,
		limit: drawnNumber(limit),
		limitText: formatRate(limit),
		certified: state === "certified" ? drawnNumber(limit) : null,
		flagged,
		needed: needed ?? null,
		state,
		text: `${formatCount(hits)} of ${formatCount(flagged)}`,
	};
}
