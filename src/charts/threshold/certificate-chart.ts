import { clopperPearson } from "../../metrics/rates/clopper-pearson.ts";
import { ENOUGH, estimateRate } from "../../metrics/rates/estimate.ts";
import { flagsNeeded } from "../../metrics/rates/flags-needed.ts";
import { columnsOf } from "../../tables/table.ts";
import type { CertificatePlan } from "../../tune/certificate-plan.ts";
import { measuredHandoff } from "../../tune/threshold-figures.ts";
import type { NoSplit, TimeSplit } from "../../tune/time-split.ts";
import { isEnough } from "../../words/estimate-text.ts";
import { formatCount, formatPoints, formatRate } from "../../words/number-format.ts";
import { percentText } from "../../words/plan-words.ts";
import { stageName } from "../../words/stage-name.ts";
import { dayText } from "../../words/wall-clock.ts";
import { type Chart, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { slug } from "../marks/slug.ts";
import { colors, plotWidth } from "../marks/theme.ts";
import { thinRows } from "../marks/thin-rows.ts";

const DRAWN = 120;
const LISTED = 60;

/**
 * What a certificate of precision stands on. Above: the lower confidence limit of precision at every threshold, on the
 * younger leads that count, against the precision to promise; where the certificate holds, the line is thick. Below: how many
 * mature flags there are, and how many it takes at the precision that the older leads had.
 *
 * The limit is that of one threshold by itself; which thresholds are certified the sequence of tests decides.
 *
 * @example certificateChart(plan, split).title // "From 43 to 56, at least 50 % of MQL flags become SQL: certified with 95 % confidence"
 */
export function certificateChart(plan: CertificatePlan, split: TimeSplit | NoSplit): Chart {
	const { from: flag, to: outcome, precision, risk, start } = plan;
	const points = "cutAt" in split ? pointsOf(plan, split) : [];
	const isCertified = (one: CertificatePoint) => one.state === "certified";
	const isMarked = (one: CertificatePoint) => one.threshold === start?.threshold || one.threshold === plan.threshold;
	const listed = thinRows(points, { most: LISTED, keep: isMarked });
	const promise = `at least ${percentText(precision)} of ${stageName(flag)} flags become ${stageName(outcome)}`;
	const words = {
		id: `certificate-${slug(flag)}-${slug(outcome)}`,
		title:
			plan.state === "certified"
				? `From ${formatPoints(plan.threshold!)} to ${formatPoints(start?.threshold ?? plan.threshold!)}, ${promise}: certified with ${percentText(1 - risk)} confidence`
				: `That ${promise} cannot be certified${
						plan.moreCalls !== undefined
							? `: about ${formatCount(plan.moreCalls)} more flagged leads are needed`
							: "cutAt" in split
								? ": too few of them do"
								: ""
					}`,
		subtitle: subtitleOf(plan, split),
		description: `Lower limit of precision and mature flags by threshold. ${plan.reason === undefined ? "" : `${sentence(plan.reason)}. `}Flags needed, by the precision seen: ${plan.needed
			.map(({ observed, flags }) => `${percentText(observed)}: ${flags === undefined ? "never" : formatCount(flags)}`)
			.join(", ")}.`,
		table: {
			columns: columnsOf(
				"threshold",
				"hits",
				"mature flags",
				`lower limit at ${percentText(1 - risk)}`,
				"flags needed",
				"state",
			),
			rows: listed.map(({ threshold, hits, flagged, limit, needed, isKnown, state }) => [
				`${formatPoints(threshold)}${threshold === start?.threshold ? " (tests begin)" : ""}`,
				formatCount(hits),
				formatCount(flagged),
				`${formatRate(limit)}${flagged < ENOUGH ? " (too little data)" : ""}`,
				needed === undefined ? (isKnown ? "never enough" : "too little data") : formatCount(needed),
				state,
			]),
			note: `${listed.length < points.length ? `${listed.length} of ${points.length} thresholds are listed. ` : ""}Flags needed: at the precision of the older leads. The limit is that of the threshold by itself; the tests, in their order, decide what is certified.`,
		},
	};
	if (points.every(({ flagged }) => flagged === 0)) {
		return emptyChart({ ...words, reason: `${sentence(plan.reason ?? "No flag can be judged yet")}.` });
	}
	return createChart({
		...words,
		view: view(thinRows(points, { most: DRAWN, keep: isCertified }), { precision }),
	});
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
function pointsOf(
	{ from: flag, to: outcome, precision, risk, sequence }: CertificatePlan,
	split: TimeSplit,
): CertificatePoint[] {
	const rows = measuredHandoff(split.certifying.replay, { from: flag, to: outcome }).sweep.rows;
	const older = measuredHandoff(split.older, { from: flag, to: outcome }).sweep.rows;
	const tested = new Map(sequence?.thresholds.map((one) => [one.threshold, one.state]));
	return rows.map(({ threshold, hits, misses }) => {
		const flagged = hits + misses;
		const before = older[threshold];
		const seen = estimateRate(before?.hits ?? 0, (before?.hits ?? 0) + (before?.misses ?? 0));
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

function view(points: readonly CertificatePoint[], { precision }: { readonly precision: number }) {
	const last = Math.max(1, points.at(-1)!.threshold);
	const span: number[] = [0, last];
	const x = {
		field: "threshold",
		type: "quantitative",
		scale: { domain: span, nice: false },
		title: "threshold (points)",
	} as const;
	const bare = { ...x, axis: { labels: false, ticks: false, title: null } } as const;
	const rates: number[] = [0, Math.min(1, Math.max(precision * 1.25, ...points.map(({ limit }) => limit * 1.1)))];
	const y = {
		type: "quantitative",
		title: "precision, lower limit",
		scale: { domain: rates, nice: true },
		axis: { format: ".0%", tickCount: 5 },
	} as const;
	const most = Math.max(1, ...points.map(({ flagged }) => flagged));
	const counts: number[] = [0, most * 1.05];
	const flags = {
		type: "quantitative",
		title: "flags there",
		scale: { domain: counts, nice: true },
		axis: { tickCount: 3, tickMinStep: 1, format: ",d" },
	} as const;
	const tooltip = [
		{ field: "threshold", type: "quantitative" as const },
		{ field: "text", title: "hits", type: "nominal" as const },
		{ field: "limit", title: "lower limit", type: "quantitative" as const, format: ".1%" },
		{ field: "needed", title: "flags needed", type: "quantitative" as const },
		{ field: "state", type: "nominal" as const },
	];
	const hover = (along: typeof x | typeof bare): Layer => ({
		mark: { type: "rule", strokeWidth: Math.max(2, plotWidth / points.length), opacity: 0 },
		encoding: { x: along, tooltip },
	});
	const label = (
		text: string,
		at: number,
		{ color, scale }: { color: string; scale: typeof y | typeof flags },
	): Layer => ({
		data: { values: [{ at, text }] },
		mark: { type: "text", align: "left", baseline: "middle", color, fontWeight: "bold", x: { expr: "width + 8" } },
		encoding: { y: { field: "at", ...scale }, text: { field: "text" } },
	});
	const needs = points.filter(({ needed }) => needed !== undefined && needed <= most * 1.05);
	return {
		data: {
			values: points.map(({ threshold, hits, flagged, limit, needed, state }) => ({
				threshold,
				limit: drawnNumber(limit),
				certified: state === "certified" ? drawnNumber(limit) : null,
				flagged,
				needed: needed ?? null,
				state,
				text: `${formatCount(hits)} of ${formatCount(flagged)}`,
			})),
		},
		spacing: 14,
		vconcat: [
			{
				width: plotWidth,
				height: 220,
				layer: [
					{
						mark: { type: "line", color: colors.blue, strokeWidth: 1.5, strokeDash: [4, 4] },
						encoding: { x: bare, y: { field: "limit", ...y } },
					},
					{
						mark: { type: "line", color: colors.blue, strokeWidth: 5 },
						encoding: { x: bare, y: { field: "certified", ...y } },
					},
					{
						data: { values: [{ precision }] },
						mark: { type: "rule", color: colors.orange, strokeWidth: 2.5 },
						encoding: { y: { field: "precision", ...y } },
					},
					label(`${percentText(precision)} promised`, precision, { color: colors.orangeInk, scale: y }),
					hover(bare),
				] satisfies Layer[],
			},
			{
				width: plotWidth,
				height: 120,
				layer: [
					{
						mark: { type: "area", interpolate: "step-before", color: colors.greyPale },
						encoding: { x, y: { field: "flagged", ...flags } },
					},
					{
						mark: { type: "line", color: colors.orange, clip: true },
						encoding: { x, y: { field: "needed", ...flags } },
					},
					...(needs.length === 0
						? []
						: [label("needed", needs.at(-1)!.needed!, { color: colors.orangeInk, scale: flags })]),
					hover(x),
				] satisfies Layer[],
			},
		],
	};
}
