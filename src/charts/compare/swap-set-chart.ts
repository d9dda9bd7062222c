import type { Comparison, PairedHandoff, SwapGroup } from "../../compare/comparison.ts";
import { fatesOf, SWAP_GROUPS } from "../../compare/swap-groups.ts";
import type { HandoffSpec } from "../../dataset/dataset.ts";
import { findHandoff } from "../../replay/find-handoff.ts";
import { columnsOf, type Table } from "../../tables/table.ts";
import { countsText, intervalText, isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import { spans } from "../marks/bars.ts";
import { type Chart, type ChartView, createChart, emptyChart } from "../marks/chart.ts";
import { colorBy, inkBy, legendAbove, ROLE_INKS, ROLES } from "../marks/color-by.ts";
import { estimateDomain, estimateFields, rateCell, toneOf } from "../marks/estimate-fields.ts";
import { intervals } from "../marks/intervals.ts";
import { type Channel, layer } from "../marks/layer.ts";
import { slug } from "../marks/slug.ts";
import { tooltip } from "../marks/tooltip.ts";
import { countAxis, rateAxis, rowAxis } from "../scales/axes.ts";
import { colors } from "../scales/theme.ts";

/** What becomes of a flag, in people's words, and its colour. */
const FATES = {
	hits: { name: "hits", color: colors.blue },
	misses: { name: "misses", color: colors.bluePale },
	late: { name: "late", color: colors.grey },
	immature: { name: "too recent to judge", color: colors.greyPale },
};
const BARS = 360;
const RATES = 270;

/**
 * Who enters, who leaves and who stays at a hand-off, how each group turned out in numbers of leads, and how precise the flags
 * of it were, with interval. Those who leave are judged by the baseline's flag, the others by the candidate's.
 *
 * @throws LabError (configuration) when the hand-off was not compared
 * @example swapSetChart(comparison, { from: "mql", to: "sql" }).title // "113 leads enter, of which 52.1 % (25 of 48) became SQL; 938 leave, of which 29.4 % (203 of 690) did"
 */
export function swapSetChart(comparison: Comparison, spec: HandoffSpec): Chart {
	const handoff = findHandoff(comparison.handoffs, spec, { of: comparison.dataset.name });
	const groups = SWAP_GROUPS.map(([key, verb, meaning]) => ({ verb, meaning, group: handoff.swap[key] }));
	const texts = groups.map(({ verb, group }) => {
		const { misses, hits, late, immature } = fatesOf(group);
		return `${formatCount(group.flagged)} ${verb}: ${hits} hits, ${misses} misses, ${late} late, ${immature} too recent to judge; precision ${shortEstimate(group.precision)}`;
	});
	const words = {
		id: `swap-${slug(handoff.from)}-${slug(handoff.to)}`,
		title: titleOf(handoff),
		subtitle: `${comparison.dataset.name}: ${handoffName(handoff)} within ${comparison.horizonDays} days; ${formatCount(handoff.candidate.leads)} leads; those who leave are judged by the baseline's flag`,
		description: `Leads that change sides. ${texts.join(". ")}.`,
		table: tableOf(groups),
	};
	if (groups.every(({ group }) => group.flagged === 0)) {
		return emptyChart({ ...words, reason: "Neither model flags a lead at this hand-off." });
	}
	const y = groupAxis(groups);
	return createChart({
		...words,
		view: {
			spacing: 34,
			resolve: { scale: { color: "independent" } },
			hconcat: [fatesView(groups, y), ratesView(groups, { ...y, axis: null })],
		},
	});
}

interface Group {
	readonly verb: string;
	readonly meaning: string;
	readonly group: SwapGroup;
}

function tableOf(groups: readonly Group[]): Table {
	const fates = Object.values(FATES).map(({ name }) => name);
	return {
		columns: columnsOf(
			"leads",
			"flagged",
			...fates,
			"precision",
			"95 % interval",
			"ever reached it",
			"worked by sales",
		),
		rows: groups.map(({ verb, meaning, group }) => [
			`${verb}: ${meaning}`,
			formatCount(group.flagged),
			...Object.values(fatesOf(group)).map(formatCount),
			rateCell(group.precision),
			intervalText(group.precision),
			formatCount(group.reached),
			group.worked === undefined ? "not recorded" : formatCount(group.worked),
		]),
		note: "Precision is hits over hits and misses. A lead that sales never worked could hardly become a hit.",
	};
}

/** The groups as rows, with their numbers of leads below their names. */
function groupAxis(groups: readonly Group[]): Channel {
	const totals = Object.fromEntries(groups.map(({ verb, group: { flagged } }) => [verb, formatCount(flagged)]));
	return rowAxis(Object.keys(totals), {
		field: "group",
		padding: { paddingInner: 0.45, paddingOuter: 0.25 },
		labelFontSize: 15,
		labelFontWeight: "bold",
		labelColor: colors.ink,
		labelLineHeight: 18,
		labelExpr: `[datum.value, ${JSON.stringify(totals)}[datum.value]]`,
	});
}

/** What became of each group, end to end, with the numbers that fit into their bars. */
function fatesView(groups: readonly Group[], y: Channel): ChartView {
	const rows = groups.flatMap(({ verb, group }) => {
		let from = 0;
		return Object.entries(fatesOf(group)).map(([fate, count]) => {
			const start = from;
			from += count;
			return { group: verb, fate: FATES[fate as keyof typeof FATES].name, count, from: start, to: from };
		});
	});
	const most = Math.max(...groups.map(({ group }) => group.flagged));
	// A number needs about 9 px a digit and some air.
	const fits = rows.filter(({ count }) => (count / most) * BARS >= 9 * formatCount(count).length + 6);
	const x = countAxis("leads flagged", { ticks: 4, domain: [0, most] });
	const tones = Object.fromEntries(Object.values(FATES).map(({ name, color }) => [name, color]));
	const look = { direction: "horizontal", title: null, labelColor: colors.ink, symbolType: "square", symbolSize: 160 };
	const color = colorBy("fate", tones, { legend: legendAbove(look) });
	const counts = fits.map((bar) => ({ ...bar, middle: (bar.from + bar.to) / 2, text: formatCount(bar.count) }));
	const ink = inkBy("fate", { hits: "#ffffff", late: "#ffffff" }, { other: colors.ink });
	const tip = tooltip({ group: "group", fate: "outcome", count: "leads" });
	return {
		width: BARS,
		height: { step: 62 },
		layer: [
			spans({ at: { y }, x, color, tip, rows }),
			layer(
				{ type: "text", baseline: "middle" },
				{ y, x: { ...x, field: "middle" }, text: { field: "text" }, color: ink },
				{ rows: counts },
			),
		],
	};
}

function ratesView(groups: readonly Group[], y: Channel): ChartView {
	const domain = estimateDomain(groups.map(({ group }) => group.precision));
	const scale = rateAxis("precision of these flags", { domain, ticks: 4 });
	const encoding = { y, x: { value: 4 }, text: { field: "text" }, color: inkBy("tone", ROLE_INKS) };
	return {
		width: RATES,
		height: { step: 62 },
		data: {
			values: groups.map(({ verb, group: { precision } }) => ({
				group: verb,
				tone: toneOf(precision, verb === "leave" ? "baseline" : "candidate"),
				...estimateFields(precision),
				text: shortEstimate(precision),
			})),
		},
		layer: [
			...intervals({ along: "x", at: { y }, scale, color: colorBy("tone", ROLES) }),
			layer({ type: "text", align: "left", baseline: "bottom", dy: -9 }, encoding),
		],
	};
}

function titleOf({ swap, to }: PairedHandoff): string {
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
	const text = `${said(enters, "enter", `became ${stageName(to)}`)}; ${said(leaves, "leave", isEnough(enters.precision) ? "did" : `became ${stageName(to)}`)}`;
	return text.charAt(0).toUpperCase() + text.slice(1);
}
