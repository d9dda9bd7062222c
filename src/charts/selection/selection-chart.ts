import { ENOUGH, type Estimate, seenOf } from "../../metrics/rates/estimate.ts";
import type { SelectionFindings } from "../../selection/selection.ts";
import { columnsOf } from "../../tables/table.ts";
import { isEnough } from "../../words/estimate-text.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import { spans } from "../marks/bars.ts";
import { type Chart, type ChartView, createChart } from "../marks/chart.ts";
import { colorBy, inkBy } from "../marks/color-by.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { intervalRows, rowPlace } from "../marks/interval-rows.ts";
import { dots, intervalRules } from "../marks/intervals.ts";
import { slug } from "../marks/slug.ts";
import { rateAxis } from "../scales/axes.ts";
import { rateDomain } from "../scales/rate-domain.ts";
import { colors } from "../scales/theme.ts";

const PLOT = 330;

interface SelectionRow {
	readonly label: string;
	/** `asked`: had all been worked; `recorded`: what the records say; `little`: too little to say; `bounds`: worst case. */
	readonly tone: "asked" | "recorded" | "little" | "bounds";
	readonly value?: number | undefined;
	readonly interval?: readonly [number, number] | undefined;
	readonly text: string;
	/** For the table. */
	readonly counts: string;
}

/**
 * The precision of a hand-off in several ways, side by side: as recorded, of worked flags alone, had all been worked
 * (weighted, doubly robust), and in the worst case. Blue answers the question, grey is what the records say by
 * themselves. What cannot be told yet has no point, but words.
 *
 * @param options.population what the subtitle begins with
 * @example selectionChart(findings, { population }).title // "MQL flags that became SQL: 41.9 % as recorded, 58.2 % had all been worked"
 */
export function selectionChart(findings: SelectionFindings, { population }: { readonly population: string }): Chart {
	const { flags, worked, horizonDays } = findings;
	const rows = rowsOf(findings);
	const words = {
		id: `worked-precision-${slug(findings.from)}-${slug(findings.to)}`,
		title: titleOf(findings),
		subtitle: `${population}; ${formatCount(flags)} mature flags, ${formatCount(worked)} of them worked within ${horizonDays} days`,
		description: `Precision of ${handoffName(findings)}. ${rows.map(({ label, text }) => `${label}: ${text}`).join(". ")}.`,
		table: {
			columns: columnsOf("precision", "rate", "95 % interval", "counted on"),
			rows: rows.map(({ label, tone, value, interval, text, counts }) => [
				label,
				tone === "bounds" || value === undefined ? text : formatRate(value),
				interval === undefined ? "n/a" : spanText(interval),
				counts,
			]),
			note: "Worst-case bounds hold whatever the unworked leads would have done; the interval around them adds the chance in who was there.",
		},
	};
	return createChart({ ...words, view: viewOf(rows, findings) });
}

function viewOf(rows: readonly SelectionRow[], findings: SelectionFindings): ChartView {
	const drawn = rows.map(({ label, tone, value, interval, text }) => ({
		label,
		tone,
		text,
		value: drawnNumber(tone === "bounds" ? undefined : value),
		low: drawnNumber(interval?.[0]),
		high: drawnNumber(interval?.[1]),
		...boundsOf(findings, tone),
	}));
	const scale = rateAxis("precision", {
		domain: rateDomain(rows.map(({ interval, value }) => interval?.[1] ?? value)),
	});
	const labels = { labelLimit: 250 };
	const at = rowPlace(drawn, { labels });
	const color = colorBy("tone", {
		asked: colors.blue,
		recorded: colors.grey,
		little: colors.grey,
		bounds: colors.blue,
	});
	const options = { along: "x", at, scale, value: "value", color } as const;
	const bounds = { at, x: scale, from: "lower", to: "upper", where: "datum.lower !== null" };
	return intervalRows({
		...options,
		rows: drawn,
		plot: PLOT,
		step: 34,
		labels,
		ink: inkBy("tone", { asked: colors.blueInk, bounds: colors.blueInk }),
		under: [spans(bounds, { height: 14, color: colors.bluePale, clip: true })],
		// The worst case has an interval and no point.
		drawn: [intervalRules({ ...options, value: "low" }), dots(options)],
	});
}

function rowsOf(findings: SelectionFindings): readonly SelectionRow[] {
	const { recorded, workedOnly, population, lookedAt, blind, bounds, flags, worked } = findings;
	const plain = (label: string, rate: typeof recorded): SelectionRow => {
		const counts = `${formatCount(rate.hits)} of ${formatCount(rate.total)}`;
		if (seenOf(rate).value === undefined || !isEnough(rate)) {
			return { label, tone: "little", text: `too little data (${counts})`, counts };
		}
		const { value, interval } = rate;
		return { label, tone: "recorded", value, interval, text: `${formatRate(value)} (${counts})`, counts };
	};
	const asked = (label: string, rate: Estimate, counts: string): SelectionRow =>
		rate.state === "measured"
			? {
					label,
					tone: "asked",
					value: rate.value,
					interval: rate.interval,
					text: `${formatRate(rate.value)} (${spanText(rate.interval)})`,
					counts,
				}
			: { label, tone: "little", text: "cannot tell yet", counts };
	const all = `${formatCount(worked)} worked of ${formatCount(flags)}`;
	const rows = [
		plain("as recorded: unworked is a miss", recorded),
		plain("worked flags alone", workedOnly),
		asked("all worked: weighted", population.weighted, all),
		asked("all worked: doubly robust", population.doublyRobust, all),
	];
	if (lookedAt !== undefined && population.doublyRobust.state !== "measured") {
		const part = `${formatCount(lookedAt.worked)} worked of ${formatCount(lookedAt.flags)}`;
		rows.push(asked(`only where sales looked (${formatRate(1 - blind.share, 0)})`, lookedAt.doublyRobust, part));
	}
	if (bounds.state === "measured" && flags < ENOUGH) {
		rows.push({ label: "worst case, either way", tone: "little", text: "too little data", counts: all });
	} else if (bounds.state === "measured") {
		rows.push({
			label: "worst case, either way",
			tone: "bounds",
			interval: bounds.interval,
			text: spanText([bounds.lower, bounds.upper]),
			counts: `${formatCount(bounds.unseen)} outcomes not seen`,
		});
	}
	return rows;
}

function boundsOf({ bounds }: SelectionFindings, tone: SelectionRow["tone"]) {
	const drawn = tone === "bounds" && bounds.state === "measured" ? bounds : undefined;
	return { lower: drawnNumber(drawn?.lower), upper: drawnNumber(drawn?.upper) };
}

function titleOf(findings: SelectionFindings): string {
	const { from, to, recorded, population, bounds, flags, worked } = findings;
	const what = `${stageName(from)} flags that became ${stageName(to)}`;
	if (seenOf(recorded).value === undefined || !isEnough(recorded)) return `${what}: too few mature flags to say`;
	if (worked === flags) return `${what}: ${formatRate(recorded.value)}, and every one of these flags was worked`;
	const rate = population.doublyRobust;
	if (rate.state === "measured") {
		return `${what}: ${formatRate(recorded.value)} as recorded, ${formatRate(rate.value)} had all been worked`;
	}
	const worst =
		bounds.state === "measured" ? `; anything from ${spanText([bounds.lower, bounds.upper])} is possible` : "";
	return `${what}: ${formatRate(recorded.value)} as recorded; had all been worked, cannot tell yet${worst}`;
}

/** Two rates as a span: `54.5 to 61.8 %`. */
function spanText([low, high]: readonly [number, number]): string {
	return `${(low * 100).toFixed(1)} to ${formatRate(high)}`;
}
