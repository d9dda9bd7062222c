import type { ComparedSlice, Comparison } from "../../compare/comparison.ts";
import { columnsOf } from "../../tables/table.ts";
import { changeInterval, changeText, changeUnit, moreText } from "../../words/difference-text.ts";
import { countsText } from "../../words/estimate-text.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import { pText } from "../../words/p-text.ts";
import { handoffName } from "../../words/stage-name.ts";
import { type Chart, createChart, emptyChart } from "../marks/chart.ts";
import { differenceDomain } from "../marks/difference-domain.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { colors } from "../marks/theme.ts";

const PLOT = 290;
/** More rows than this cannot be read at once. */
const MOST = 25;

/**
 * Difference of precision at the main hand-off in every segment, or every month: candidate minus baseline with the interval of
 * each by itself, zero as a line, all leads as a dashed one. What stands after Holm's correction over all segments and months
 * is told by shape and word: a triangle to the right is better, to the left worse, a ring no visible difference.
 *
 * Of more than 25 rows those are drawn that stand, then those with most mature flags; all are in the table.
 *
 * @example sliceDifferenceChart(comparison, { kind: "segment" }).title // "Of 12 segments that can be judged 1 is better, none worse (after Holm's correction)"
 */
export function sliceDifferenceChart(
	comparison: Comparison,
	{ kind }: { readonly kind: ComparedSlice["kind"] },
): Chart {
	const all = comparison.slices.filter((slice) => slice.kind === kind);
	const judged = all.filter(({ standing }) => standing !== "cannot tell yet");
	const tested = comparison.slices.filter(({ pValue }) => pValue !== undefined).length;
	const shown = chosen(all);
	const main = comparison.handoffs[0];
	const noun = kind === "segment" ? "segments" : "months";
	const level = formatRate(comparison.confidence, 0);
	const hidden = all.length - shown.length;
	const words = {
		id: `difference-by-${kind}`,
		title: titleOf(judged, { all: all.length, noun }),
		subtitle: `${comparison.dataset.name}: precision ${main === undefined ? "" : `of ${handoffName(main)} `}within ${comparison.horizonDays} days; right of 0 the candidate is more precise; ${level} interval of each by itself${tested > 0 ? `; better and worse after Holm's correction over ${formatCount(tested)} segments and months` : ""}${hidden > 0 ? `; ${formatCount(hidden)} more ${noun} are in the table` : ""}`,
		description: `Difference of precision by ${kind}. ${shown.map((slice) => `${nameOf(slice)}: ${spokenText(slice)}`).join(". ")}.`,
		table: {
			columns: columnsOf(
				kind,
				"candidate: hits of mature flags",
				"baseline: hits of mature flags",
				"difference",
				`${level} interval`,
				"p after Holm",
				"standing",
			),
			rows: all.map((slice) => {
				const { difference } = slice.difference;
				return [
					nameOf(slice),
					countsText(slice.candidate),
					countsText(slice.baseline),
					difference.state === "measured" ? changeText("precision", difference.value) : "n/a",
					difference.state === "measured" ? changeInterval("precision", difference.interval) : "n/a",
					slice.adjustedP === undefined ? "n/a" : pText(slice.adjustedP),
					standingText(slice),
				];
			}),
			note: `Differences in ${changeUnit("precision")}.`,
		},
	};
	if (shown.length === 0) return emptyChart({ ...words, reason: `There are no ${noun} to compare.` });
	if (judged.length === 0)
		return emptyChart({ ...words, reason: "Too few flags, or too few that differ; the table has the counts." });
	const scaled = (value: number | undefined) => drawnNumber(value === undefined ? undefined : value * 100);
	const values = shown.map((slice) => {
		const { difference } = slice.difference;
		const known = difference.state === "measured" ? difference : undefined;
		return {
			label: nameOf(slice),
			standing: slice.standing,
			value: scaled(known?.value),
			low: scaled(known?.interval[0]),
			high: scaled(known?.interval[1]),
			text: rowText(slice),
		};
	});
	const domain = differenceDomain(
		values.flatMap(({ low, high }) => [low ?? undefined, high ?? undefined]),
		{ least: 4 },
	);
	const y = {
		field: "label",
		type: "nominal",
		scale: { domain: values.map(({ label }) => label) },
		title: null,
		axis: { ticks: false, domain: false, labelLimit: 300 },
	} as const;
	const x = {
		type: "quantitative",
		title: `candidate minus baseline, ${changeUnit("precision")}`,
		scale: { domain, nice: false, zero: false },
		axis: { labelExpr: "datum.value === 0 ? '0' : format(datum.value, '+.0f')", tickCount: 6 },
	} as const;
	const known = [{ filter: "datum.value !== null" }];
	const tooltip = [
		{ field: "label", title: kind },
		{ field: "text", title: "standing" },
	];
	const standings = ["better", "worse", "no visible difference", "cannot tell yet"];
	const color = {
		field: "standing",
		type: "nominal",
		legend: null,
		scale: { domain: standings, range: [colors.blue, colors.orange, colors.grey, colors.grey] as string[] },
	} as const;
	const whole = main?.differences.find(({ measure }) => measure === "precision")?.difference;
	return createChart({
		...words,
		view: {
			width: PLOT,
			height: { step: 28 },
			data: { values },
			layer: [
				...(whole?.state === "measured"
					? [
							{
								data: { values: [{ whole: scaled(whole.value), text: "all leads" }] },
								layer: [
									{
										mark: { type: "rule", strokeDash: [5, 4], color: colors.grey },
										encoding: { x: { field: "whole", ...x } },
									},
									{
										mark: { type: "text", align: "center", baseline: "bottom", dy: -6, color: colors.inkSoft },
										encoding: { x: { field: "whole", ...x }, y: { value: 0 }, text: { field: "text" } },
									},
								],
							},
						]
					: []),
				{
					data: { values: [{ zero: 0 }] },
					mark: { type: "rule", color: colors.ink, strokeWidth: 1.5 },
					encoding: { x: { field: "zero", ...x } },
				},
				{
					transform: known,
					mark: { type: "rule", strokeWidth: 2.5 },
					encoding: { y, x: { field: "low", ...x }, x2: { field: "high" }, color },
				},
				{
					transform: [...known, { filter: "datum.standing !== 'no visible difference'" }],
					mark: { type: "point", size: 130 },
					encoding: {
						y,
						x: { field: "value", ...x },
						color,
						shape: {
							field: "standing",
							type: "nominal",
							legend: null,
							scale: { domain: standings, range: ["triangle-right", "triangle-left", "circle", "circle"] },
						},
						tooltip,
					},
				},
				{
					transform: [...known, { filter: "datum.standing === 'no visible difference'" }],
					mark: { type: "point", size: 90, filled: false, fill: "#ffffff", strokeWidth: 2 },
					encoding: { y, x: { field: "value", ...x }, color, tooltip },
				},
				{
					mark: { type: "text", align: "left", baseline: "middle" },
					encoding: {
						y,
						x: { value: PLOT + 14 },
						text: { field: "text" },
						color: {
							condition: [
								{ test: "datum.standing === 'better'", value: colors.blueInk },
								{ test: "datum.standing === 'worse'", value: colors.orangeInk },
							],
							value: colors.inkSoft,
						},
					},
				},
			],
		},
	});
}

/** Those that stand and those with most mature flags, in their own order. */
function chosen(slices: readonly ComparedSlice[]): readonly ComparedSlice[] {
	const flags = ({ baseline, candidate }: ComparedSlice) => Math.min(baseline.total, candidate.total);
	const stands = ({ standing }: ComparedSlice) => (standing === "better" || standing === "worse" ? 1 : 0);
	const kept = new Set(
		slices
			.map((slice, i) => ({ slice, i }))
			.sort((a, b) => stands(b.slice) - stands(a.slice) || flags(b.slice) - flags(a.slice) || a.i - b.i)
			.slice(0, MOST)
			.map(({ i }) => i),
	);
	return slices.filter((_, i) => kept.has(i));
}

function titleOf(
	judged: readonly ComparedSlice[],
	{ all, noun }: { readonly all: number; readonly noun: string },
): string {
	if (all === 0) return `No ${noun} to compare`;
	if (judged.length === 0) return `Cannot tell yet in any of ${formatCount(all)} ${noun}: too little data`;
	const named = (standing: ComparedSlice["standing"]) => judged.filter((slice) => slice.standing === standing);
	const better = named("better");
	const worse = named("worse");
	const of =
		judged.length === all
			? `Of ${formatCount(all)} ${noun}`
			: `Of ${formatCount(judged.length)} ${noun} that can be judged`;
	if (better.length === 0 && worse.length === 0) return `${of} none is visibly better or worse`;
	const count = (some: readonly ComparedSlice[]) =>
		some.length === 0
			? "none"
			: some.length > 2
				? formatCount(some.length)
				: `${some.length} (${some.map(nameOf).join(", ")})`;
	return `${of} the candidate is more precise in ${count(better)}, less precise in ${count(worse)}`;
}

/** A slice as people write it; a month is its own name. */
export function nameOf({ attribute, value }: ComparedSlice): string {
	const own = value === "" ? "(empty)" : value;
	return attribute === undefined ? own : `${attribute}: ${own}`;
}

function rowText(slice: ComparedSlice): string {
	const { standing, candidate, baseline, difference } = slice;
	if (standing === "cannot tell yet") {
		const more = moreText(difference);
		return more === "" ? "cannot tell yet" : `cannot tell yet, ${more}`;
	}
	if (difference.standing === "same") return "the same flags";
	return `${standing}: ${countsText(candidate)} against ${countsText(baseline)}`;
}

function spokenText(slice: ComparedSlice): string {
	const { difference } = slice.difference;
	return difference.state === "measured"
		? `${rowText(slice)}, difference ${changeText("precision", difference.value)} (${changeInterval("precision", difference.interval)})`
		: rowText(slice);
}

function standingText(slice: ComparedSlice): string {
	const more = slice.standing === "cannot tell yet" ? moreText(slice.difference) : "";
	return `${slice.standing}${more === "" ? "" : `; ${more}`}`;
}
