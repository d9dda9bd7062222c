import type { Drift, DriftStability } from "../../drift/drift-result.ts";
import { psiText } from "../../drift/drift-words.ts";
import { columnsOf } from "../../tables/table.ts";
import { driftPopulation } from "../../words/drift-population.ts";
import { formatCount } from "../../words/number-format.ts";
import { type Chart, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { colors } from "../marks/theme.ts";

const MOST = 24;
const PLOT = 400;

/**
 * How far scores and every attribute moved: the stability index with its interval, over a grey bar that reaches as far as
 * chance alone would take it 19 times of 20. Blue what changed, grey what did not or cannot be told yet; farthest first.
 *
 * @example driftStabilityChart(drift).title // "1 of 15 moved more than chance would: source"
 */
export function driftStabilityChart(drift: Drift): Chart {
	const all = [{ ...drift.scores.stability, name: "scores" }, ...drift.attributes].filter(
		({ psi }) => psi.value !== undefined,
	);
	const rows = all.toSorted((a, b) => b.psi.value! - a.psi.value! || (a.name < b.name ? -1 : 1));
	const changed = rows.filter(({ standing }) => standing === "changed");
	const open = rows.filter(({ standing }) => standing === "cannot tell yet");
	const words = {
		id: "drift-stability",
		title: titleOf(rows, { changed, open }),
		subtitle: `${driftPopulation(drift)}; attributes at creation, scores on day ${drift.landmarkDays}; the grey bar is what chance alone gives`,
		description: `Population stability index with 95 % interval. ${rows.map((row) => `${row.name}: ${row.pValue === undefined ? "too little data" : psiText(row.psi)}, ${row.standing}`).join(". ")}.`,
		table: {
			columns: columnsOf("what", "index (95 % interval; by chance)", "standing", "adjusted p", "more leads needed"),
			rows: rows.map((row) => [
				row.name,
				row.pValue === undefined ? "too little data" : psiText(row.psi),
				row.standing,
				row.adjustedP === undefined ? "" : row.adjustedP.toFixed(4),
				row.moreNeeded === undefined ? "" : formatCount(row.moreNeeded),
			]),
		},
	};
	if (rows.length === 0) return emptyChart({ ...words, reason: "No leads in one of the periods." });
	const shown = rows.slice(0, MOST);
	const largest = Math.max(
		0.05,
		...shown.map(({ psi, standing }) => (standing === "cannot tell yet" ? psi.highByChance! : psi.interval![1])),
	);
	const x = {
		type: "quantitative" as const,
		title: "population stability index (from 0.1 usually flagged moderate, from 0.25 large)",
		scale: { type: "sqrt" as const, domain: [0, largest * 1.05], nice: false },
		axis: { tickCount: 6 },
	};
	const y = {
		field: "label",
		type: "nominal",
		scale: { domain: shown.map(({ name }) => name) },
		title: null,
		axis: { ticks: false, domain: false, labelLimit: 200 },
	} as const;
	const color = {
		field: "tone",
		type: "nominal",
		legend: null,
		scale: { domain: ["changed", "other"], range: [colors.blue, colors.grey] },
	} as const;
	const layer: Layer[] = [
		{
			mark: { type: "bar", color: colors.greyPale, height: 16 },
			encoding: { y, x: { field: "chance", ...x } },
		},
		{
			transform: [{ filter: "datum.index !== null" }],
			mark: { type: "rule", strokeWidth: 3, clip: true },
			encoding: { y, x: { field: "low", ...x }, x2: { field: "high" }, color },
		},
		{
			transform: [{ filter: "datum.index !== null" }],
			mark: { type: "point", size: 120, clip: true },
			encoding: { y, x: { field: "index", ...x }, color, tooltip: [{ field: "label" }, { field: "text" }] },
		},
		{
			mark: { type: "text", align: "left", baseline: "middle" },
			encoding: {
				y,
				x: { value: PLOT + 14 },
				text: { field: "text" },
				color: { condition: { test: "datum.tone === 'changed'", value: colors.blueInk }, value: colors.inkSoft },
			},
		},
	];
	return createChart({
		...words,
		...(rows.length > MOST
			? { subtitle: `${words.subtitle}; the ${formatCount(rows.length - MOST)} that moved least are in the table` }
			: {}),
		view: {
			width: PLOT,
			height: { step: 28 },
			data: {
				// Of fewer than 20 leads on a side no index is shown.
				values: shown.map(({ name, psi, standing, pValue }) => ({
					label: name,
					tone: standing === "changed" ? "changed" : "other",
					index: drawnNumber(pValue === undefined ? undefined : psi.value),
					low: drawnNumber(pValue === undefined ? undefined : psi.interval?.[0]),
					high: drawnNumber(pValue === undefined ? undefined : psi.interval?.[1]),
					chance: drawnNumber(psi.highByChance),
					text: standing === "cannot tell yet" ? standing : `${psi.value!.toFixed(3)} ${standing}`,
				})),
			},
			layer,
		},
	});
}

function titleOf(
	rows: readonly DriftStability[],
	{ changed, open }: { readonly changed: readonly DriftStability[]; readonly open: readonly DriftStability[] },
): string {
	if (rows.length === 0) return "No distributions to compare";
	if (changed.length === 0) {
		return open.length === rows.length
			? "Too few leads to tell whether any distribution moved"
			: `None of ${formatCount(rows.length)} distributions moved more than chance would${open.length === 0 ? "" : `; ${formatCount(open.length)} cannot be told yet`}`;
	}
	const named = changed.slice(0, 4).map(({ name }) => name);
	const more = changed.length > named.length ? ` and ${formatCount(changed.length - named.length)} more` : "";
	return `${formatCount(changed.length)} of ${formatCount(rows.length)} moved more than chance would: ${named.join(", ")}${more}`;
}
