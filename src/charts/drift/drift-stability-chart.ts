import type { Drift, DriftStability } from "../../drift/drift-result.ts";
import { psiText } from "../../drift/drift-words.ts";
import { columnsOf } from "../../tables/table.ts";
import { driftPopulation } from "../../words/drift-population.ts";
import { formatCount } from "../../words/number-format.ts";
import { type Chart, type ChartView, createChart, emptyChart } from "../marks/chart.ts";
import { colorBy, inkBy } from "../marks/color-by.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { intervalRows, rowPlace } from "../marks/interval-rows.ts";
import { layer } from "../marks/layer.ts";
import { tooltip } from "../marks/tooltip.ts";
import { colors } from "../scales/theme.ts";

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
	const hidden = rows.length - MOST;
	const left = hidden > 0 ? `; the ${formatCount(hidden)} that moved least are in the table` : "";
	return createChart({ ...words, subtitle: `${words.subtitle}${left}`, view: viewOf(rows.slice(0, MOST)) });
}

function viewOf(rows: readonly DriftStability[]): ChartView {
	const ends = rows.map(({ psi, standing }) => (standing === "cannot tell yet" ? psi.highByChance! : psi.interval![1]));
	// With fewer than 20 leads on a side no index is shown.
	const drawn = rows.map(({ name, psi, standing, pValue }) => ({
		label: name,
		tone: standing === "changed" ? "changed" : "other",
		index: drawnNumber(pValue === undefined ? undefined : psi.value),
		low: drawnNumber(pValue === undefined ? undefined : psi.interval?.[0]),
		high: drawnNumber(pValue === undefined ? undefined : psi.interval?.[1]),
		chance: drawnNumber(psi.highByChance),
		text: standing === "cannot tell yet" ? standing : `${psi.value!.toFixed(3)} ${standing}`,
	}));
	const scale = {
		type: "quantitative",
		title: "population stability index (from 0.1 usually flagged moderate, from 0.25 large)",
		scale: { type: "sqrt", domain: [0, Math.max(0.05, ...ends) * 1.05], nice: false },
		axis: { tickCount: 6 },
	};
	const labels = { labelLimit: 200 };
	const byChance = { type: "bar", color: colors.greyPale, height: 16 };
	return intervalRows({
		rows: drawn,
		plot: PLOT,
		step: 28,
		scale,
		value: "index",
		size: 120,
		labels,
		color: colorBy("tone", { changed: colors.blue, other: colors.grey }),
		ink: inkBy("tone", { changed: colors.blueInk }),
		tip: tooltip({ label: "label", text: "text" }),
		under: [layer(byChance, { ...rowPlace(drawn, { labels }), x: { field: "chance", ...scale } })],
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
