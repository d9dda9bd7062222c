import type { Comparison, PairedHandoff, SwapGroup } from "../../compare/comparison.ts";
import { fatesOf, SWAP_GROUPS } from "../../compare/swap-groups.ts";
import { seenOf } from "../../metrics/rates/estimate.ts";
import { columnsOf } from "../../tables/table.ts";
import { countsText, intervalText, isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import { type Chart, createChart, emptyChart } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { rateDomain } from "../marks/rate-domain.ts";
import { roleColor, roleInk } from "../marks/role-color.ts";
import { slug } from "../marks/slug.ts";
import { colors } from "../marks/theme.ts";

const FATES = ["hits", "misses", "late", "immature"] as const;
const BARS = 360;
const RATES = 270;

/**
 * Who enters, who leaves and who stays at a hand-off, how each group turned out in numbers of leads, and how precise the flags
 * of it were, with interval. Those who leave are judged by the baseline's flag, the others by the candidate's.
 *
 * @example swapSetChart(comparison, comparison.handoffs[0]).title // "113 leads enter, of which 52.1 % (25 of 48) became SQL; 938 leave, of which 29.4 % (203 of 690) did"
 */
export function swapSetChart(comparison: Comparison, handoff: PairedHandoff): Chart {
	const { swap, to: outcome } = handoff;
	const groups = SWAP_GROUPS.map(([key, verb, meaning]) => ({ verb, meaning, group: swap[key] }));
	const { enters, leaves, stays } = swap;
	const words = {
		id: `swap-${slug(handoff.from)}-${slug(outcome)}`,
		title: titleOf(handoff),
		subtitle: `${comparison.dataset.name}: ${handoffName(handoff)} within ${comparison.horizonDays} days; ${formatCount(handoff.candidate.leads)} leads; those who leave are judged by the baseline's flag`,
		description: `Leads that change sides. ${groups
			.map(({ verb, group }) => {
				const { misses, hits, late, immature } = fatesOf(group);
				return `${formatCount(group.flagged)} ${verb}: ${hits} hits, ${misses} misses, ${late} late, ${immature} immature; precision ${shortEstimate(group.precision)}`;
			})
			.join(". ")}.`,
		table: {
			columns: columnsOf(
				"leads",
				"flagged",
				...FATES,
				"precision",
				"95 % interval",
				"ever reached it",
				"worked by sales",
			),
			rows: groups.map(({ verb, meaning, group }) => {
				const fates = fatesOf(group);
				return [
					`${verb}: ${meaning}`,
					formatCount(group.flagged),
					...FATES.map((fate) => formatCount(fates[fate])),
					isEnough(group.precision) ? formatRate(group.precision.value) : shortEstimate(group.precision),
					intervalText(group.precision),
					formatCount(group.reached),
					group.worked === undefined ? "not recorded" : formatCount(group.worked),
				];
			}),
			note: "Precision is hits over hits and misses. A lead that sales never worked could hardly become a hit.",
		},
	};
	if (enters.flagged + leaves.flagged + stays.flagged === 0) {
		return emptyChart({ ...words, reason: "Neither model flags a lead at this hand-off." });
	}
	const totals = Object.fromEntries(groups.map(({ verb, group: { flagged } }) => [verb, formatCount(flagged)]));
	const labelExpr = `[datum.value, ${JSON.stringify(totals)}[datum.value]]`;
	const order = groups.map(({ verb }) => verb);
	const y = {
		field: "group",
		type: "nominal",
		scale: { domain: order, paddingInner: 0.45, paddingOuter: 0.25 },
		title: null,
		axis: {
			ticks: false,
			domain: false,
			labelFontSize: 15,
			labelFontWeight: "bold",
			labelColor: colors.ink,
			labelLineHeight: 18,
			labelExpr,
		},
	} as const;
	const bars = groups.flatMap(({ verb, group }) => {
		const fates = fatesOf(group);
		let from = 0;
		return FATES.map((fate) => {
			const start = from;
			from += fates[fate];
			return { group: verb, fate, count: fates[fate], from: start, to: from };
		});
	});
	const most = Math.max(...groups.map(({ group }) => group.flagged));
	// A number needs about 9 px a digit and some air.
	const fits = bars.filter(({ count }) => (count / most) * BARS >= 9 * formatCount(count).length + 6);
	const fateColor = {
		field: "fate",
		type: "nominal",
		scale: { domain: [...FATES], range: [colors.blue, colors.bluePale, colors.grey, colors.greyPale] },
		legend: {
			orient: "top",
			direction: "horizontal",
			title: null,
			labelFontSize: 14,
			labelColor: colors.ink,
			symbolType: "square",
			symbolSize: 160,
		},
	} as const;
	const rates = groups.map(({ verb, group }) => ({
		group: verb,
		tone: isEnough(group.precision) ? (verb === "leave" ? "baseline" : "candidate") : "little",
		rate: drawnNumber(seenOf(group.precision).value),
		low: drawnNumber(seenOf(group.precision).interval?.[0]),
		high: drawnNumber(seenOf(group.precision).interval?.[1]),
		text: shortEstimate(group.precision),
	}));
	const domain = rateDomain(
		groups.map(({ group: { precision } }) => (isEnough(precision) ? precision.interval?.[1] : undefined)),
	);
	const x = {
		type: "quantitative",
		title: "precision of these flags",
		scale: { domain },
		axis: { format: ".0%", tickCount: 4 },
	} as const;
	const tone = roleColor({ field: "tone" });
	const known = [{ filter: "datum.rate !== null" }];
	const count = {
		type: "quantitative",
		title: "leads flagged",
		axis: { tickCount: 4, tickMinStep: 1, format: ",.0f" },
		scale: { domain: [0, most] },
	} as const;
	return createChart({
		...words,
		view: {
			spacing: 34,
			resolve: { scale: { color: "independent" } },
			hconcat: [
				{
					width: BARS,
					height: { step: 62 },
					layer: [
						{
							data: { values: bars },
							mark: { type: "bar" },
							encoding: {
								y,
								x: { field: "from", ...count },
								x2: { field: "to" },
								color: fateColor,
								tooltip: [{ field: "group" }, { field: "fate", title: "outcome" }, { field: "count", title: "leads" }],
							},
						},
						{
							data: {
								values: fits.map((bar) => ({ ...bar, middle: (bar.from + bar.to) / 2, text: formatCount(bar.count) })),
							},
							mark: { type: "text", baseline: "middle" },
							encoding: {
								y,
								x: { field: "middle", ...count },
								text: { field: "text" },
								color: {
									condition: { test: "datum.fate === 'hits' || datum.fate === 'late'", value: "#ffffff" },
									value: colors.ink,
								},
							},
						},
					],
				},
				{
					width: RATES,
					height: { step: 62 },
					data: { values: rates },
					layer: [
						{
							transform: known,
							mark: { type: "rule", strokeWidth: 3, clip: true },
							encoding: { y: { ...y, axis: null }, x: { field: "low", ...x }, x2: { field: "high" }, color: tone },
						},
						{
							transform: known,
							mark: { type: "point", size: 130, clip: true },
							encoding: { y: { ...y, axis: null }, x: { field: "rate", ...x }, color: tone },
						},
						{
							mark: { type: "text", align: "left", baseline: "bottom", dy: -9 },
							encoding: {
								y: { ...y, axis: null },
								x: { value: 4 },
								text: { field: "text" },
								color: roleInk({ field: "tone" }),
							},
						},
					],
				},
			],
		},
	});
}

function titleOf({ swap, to: outcome }: PairedHandoff): string {
	const { enters, leaves, stays } = swap;
	if (enters.flagged === 0 && leaves.flagged === 0) {
		return stays.flagged === 0
			? "Nobody enters and nobody leaves: neither model flags a lead"
			: `Nobody enters and nobody leaves: both models flag the same ${formatCount(stays.flagged)} ${stays.flagged === 1 ? "lead" : "leads"}`;
	}
	const said = ({ flagged, precision }: SwapGroup, verb: string, did: string): string => {
		const leads = flagged === 0 ? "nobody" : formatCount(flagged);
		const own = flagged === 1 ? `${verb}s` : flagged === 0 ? `${verb}s` : verb;
		if (flagged === 0) return `${leads} ${own}`;
		return isEnough(precision)
			? `${leads} ${own}, of which ${formatRate(precision.value)} (${countsText(precision)}) ${did}`
			: `${leads} ${own}: too little data to judge them (${countsText(precision)})`;
	};
	const text = `${said(enters, "enter", `became ${stageName(outcome)}`)}; ${said(leaves, "leave", isEnough(enters.precision) ? "did" : `became ${stageName(outcome)}`)}`;
	return text.charAt(0).toUpperCase() + text.slice(1);
}
