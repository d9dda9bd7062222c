import { differenceChart } from "../../charts/compare/difference-chart.ts";
import { equalVolumeChart } from "../../charts/compare/equal-volume-chart.ts";
import type { Contender } from "../../charts/marks/contenders.ts";
import type { Comparison, PairedHandoff } from "../../compare/comparison.ts";
import type { FlagMeasure } from "../../compare/pair-sums.ts";
import { equalVolumeSentences } from "../../compare/volume/equal-volume-text.ts";
import { isSameHandoff } from "../../replay/find-handoff.ts";
import type { Handoff } from "../../replay/replay-result.ts";
import { differenceCell, differenceColumn, estimateCell, muted } from "../../tables/cells.ts";
import { guardrailTable } from "../../tables/guardrail-table.ts";
import type { Cell, Table } from "../../tables/table.ts";
import { measureName, valueText } from "../../words/difference-text.ts";
import { formatCount, formatPoints } from "../../words/number-format.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import type { Block, Section } from "../report-document.ts";
import { testBlocks } from "./test-blocks.ts";

/**
 * Baseline against candidate, hand-off by hand-off, with raw counts and the paired differences with their intervals; or the
 * counts alone when nothing was compared.
 */
export function compareSection(contenders: readonly Contender[], comparison?: Comparison): Section {
	const names = [
		...new Map(contenders.flatMap(({ replay }) => replay.handoffs.map((one) => [handoffName(one), one]))).values(),
	];
	const main = comparison?.handoffs[0];
	const tables = names.map(
		(handoff): Block => ({ kind: "table", table: handoffTable(contenders, handoff, comparison) }),
	);
	const blocks: Block[] = [];
	if (comparison !== undefined) {
		const drawn =
			comparison.accounts === undefined
				? "Both models saw the same leads, so what they do alike cancels: a difference hangs only on the leads that they treat differently."
				: `Both models saw the same leads, so what they do alike cancels. ${formatCount(comparison.accounts.sharedLeads)} leads share an account with another; the intervals take the ${formatCount(comparison.accounts.count)} accounts as what varies, not the leads.`;
		blocks.push({ kind: "text", text: `${drawn} Where an interval holds 0, the report says "cannot tell yet".` });
		if (main !== undefined) {
			blocks.push({ kind: "chart", chart: differenceChart(comparison, main) });
			blocks.push({ kind: "subheading", text: "At equal volume" });
			blocks.push({ kind: "text", text: equalVolumeSentences(main.equalVolume).join(" ") });
			blocks.push({ kind: "chart", chart: equalVolumeChart(comparison, main) });
		}
		if (comparison.guardrails.length > 0) {
			blocks.push({ kind: "table", table: guardrailTable(comparison.guardrails) });
		}
	}
	blocks.push({
		kind: "text",
		text: "A flag is the first moment a lead's score reaches the threshold and every gate holds. Late, immature, hit and miss add up to all flags; precision is hits over hits and misses.",
	});
	blocks.push(
		...(tables.length === 0
			? [{ kind: "text", text: "The model makes no flag that a later stage follows." } as const]
			: tables),
	);
	if (comparison !== undefined) blocks.push(...testBlocks(comparison));
	return {
		id: "comparison",
		title: contenders.length > 1 ? "Baseline against candidate" : "What the model's flags were worth",
		blocks,
	};
}

function handoffTable(contenders: readonly Contender[], spec: Handoff, comparison: Comparison | undefined): Table {
	const ordered = contenders.toSorted((a, b) => (a.role < b.role ? -1 : 1));
	const found = ordered.map(({ role, replay }) => ({
		role,
		handoff: replay.handoffs.find((one) => isSameHandoff(one, spec)),
	}));
	const paired = comparison?.handoffs.find(({ from: flag, to: outcome }) => flag === spec.from && outcome === spec.to);
	const row = (label: string, cell: (handoff: Handoff) => Cell, last: Cell = ""): Cell[] => [
		label,
		...found.map(({ handoff }) => (handoff === undefined ? muted("no such flag") : cell(handoff))),
		...(paired === undefined ? [] : [last]),
	];
	const difference = (measure: FlagMeasure): Cell =>
		differenceCell(paired?.differences.find((one) => one.measure === measure));
	const amounts = found.some(({ handoff }) => (handoff?.reachedAmount ?? 0) > 0);
	return {
		caption: `${handoffName(spec)}`,
		columns: [
			{ label: "" },
			...found.map(({ role }) => ({ label: role, align: "right" as const })),
			...(paired === undefined || comparison === undefined ? [] : [differenceColumn(comparison)]),
		],
		rows: [
			row("threshold", ({ threshold }) => formatPoints(threshold)),
			row("leads in question", ({ leads }) => formatCount(leads)),
			row("excluded (outcome at or before creation)", ({ excluded }) => formatCount(excluded)),
			row(
				"flagged",
				({ flagged, perWeek }) =>
					`${formatCount(flagged)}${perWeek === undefined ? "" : ` (${perWeek.toFixed(1)} a week)`}`,
				difference("flagged"),
			),
			row("late: outcome came first", ({ late }) => formatCount(late), difference("late")),
			row("immature: horizon not over", ({ immature }) => formatCount(immature)),
			row("hits", ({ hits }) => formatCount(hits)),
			row("misses", ({ misses }) => formatCount(misses)),
			row("precision", ({ precision }) => estimateCell(precision), difference("precision")),
			row(
				`recall of those who reached ${stageName(spec.to)}`,
				({ recall }) => estimateCell(recall),
				difference("recall"),
			),
			...(paired === undefined || comparison === undefined ? [] : derivedRows(paired, comparison)),
			row(
				"median head start of the flag",
				({ medianHeadStartDays: days }) => (days === undefined ? muted("none caught") : `${days.toFixed(1)} days`),
				paired === undefined ? "" : headStartCell(paired),
			),
			...(amounts
				? [
						row("amount caught of all amounts", ({ caughtAmount, reachedAmount }) =>
							caughtAmount === undefined || reachedAmount === undefined
								? muted("not recorded")
								: `${formatCount(caughtAmount)} of ${formatCount(reachedAmount)}`,
						),
					]
				: []),
		],
	};
}

/** Measures that are made of others, so that only a comparison has them. */
function derivedRows({ differences }: PairedHandoff, { beta }: Comparison): Cell[][] {
	const shown: readonly FlagMeasure[] = ["f-beta", "lift"];
	return differences
		.filter(({ measure }) => shown.includes(measure))
		.map((one) => [
			measureName(one.measure, { beta }),
			valueText(one, "baseline"),
			valueText(one, "candidate"),
			differenceCell(one),
		]);
}

/** The head start on the leads that both models catch. */
function headStartCell({ headStart }: PairedHandoff): Cell {
	const { both, earlier, later, medianDaysEarlier: days, interval } = headStart;
	if (days === undefined || interval === undefined)
		return muted(`cannot tell yet: ${formatCount(both)} caught by both`);
	const range = `(${interval.map((end) => end.toFixed(1)).join(" to ")})`;
	const median = `median ${Math.abs(days).toFixed(1)} days ${days < 0 ? "later" : "earlier"}`;
	return `of ${formatCount(both)} caught by both: ${formatCount(earlier)} earlier, ${formatCount(later)} later; ${days === 0 ? "median 0 days" : median} ${range}`;
}
