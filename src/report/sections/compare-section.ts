import { formatCount, formatPoints, formatRate } from "../../base/number-format.ts";
import { type Contender, handoffOf } from "../../charts/contender.ts";
import { formatEstimate, isEnough } from "../../charts/estimate-text.ts";
import { handoffName, stageName } from "../../charts/stage-name.ts";
import type { Estimate } from "../../metrics/estimate.ts";
import type { Handoff } from "../../replay/replay-result.ts";
import type { Block, Cell, ReportTable, Section } from "../report-document.ts";
import { standingOf } from "../verdict.ts";

/** Baseline against candidate, hand-off by hand-off, with raw counts and intervals; or the one model's counts alone. */
export function compareSection(contenders: readonly Contender[]): Section {
	const names = [
		...new Map(contenders.flatMap(({ replay }) => replay.handoffs.map((one) => [handoffName(one), one]))).values(),
	];
	const tables = names.map((handoff): Block => ({ kind: "table", table: handoffTable(contenders, handoff) }));
	const compared = contenders.length > 1;
	return {
		id: "comparison",
		title: compared ? "Baseline against candidate" : "What the model's calls were worth",
		blocks: [
			{
				kind: "text",
				text: "A call is the first moment a lead's score reaches the threshold and every gate holds. Late, immature, hit and miss add up to all calls; precision is hits over hits and misses.",
			},
			...(tables.length === 0
				? [{ kind: "text", text: "The model makes no call that a later stage follows." } as const]
				: tables),
		],
	};
}

function handoffTable(contenders: readonly Contender[], spec: Handoff): ReportTable {
	const ordered = contenders.toSorted((a, b) => (a.role < b.role ? -1 : 1));
	const found = ordered.map(({ role, replay }) => ({ role, handoff: handoffOf(replay, spec) }));
	const row = (label: string, cell: (handoff: Handoff) => Cell, last: Cell = ""): Cell[] => [
		label,
		...found.map(({ handoff }) => (handoff === undefined ? muted("no such call") : cell(handoff))),
		...(found.length > 1 ? [last] : []),
	];
	const candidate = found.find(({ role }) => role === "candidate")?.handoff;
	const baseline = found.find(({ role }) => role === "baseline")?.handoff;
	const difference = (of: (handoff: Handoff) => Estimate) =>
		candidate === undefined || baseline === undefined ? "" : differenceText(of(candidate), of(baseline));
	const amounts = found.some(({ handoff }) => (handoff?.reachedAmount ?? 0) > 0);
	return {
		caption: `${handoffName(spec)}`,
		columns: [
			{ label: "" },
			...found.map(({ role }) => ({ label: role, align: "right" as const })),
			...(found.length > 1 ? [{ label: "candidate minus baseline" }] : []),
		],
		rows: [
			row("threshold", ({ threshold }) => formatPoints(threshold)),
			row("leads in question", ({ leads }) => formatCount(leads)),
			row("set aside (outcome at or before creation)", ({ setAside }) => formatCount(setAside)),
			row(
				"called",
				({ called, callsPerWeek }) =>
					`${formatCount(called)}${callsPerWeek === undefined ? "" : ` (${callsPerWeek.toFixed(1)} a week)`}`,
			),
			row("late: outcome came first", ({ late }) => formatCount(late)),
			row("immature: horizon not over", ({ immature }) => formatCount(immature)),
			row("hits", ({ hits }) => formatCount(hits)),
			row("misses", ({ misses }) => formatCount(misses)),
			row(
				"precision",
				({ precision }) => estimateCell(precision),
				difference(({ precision }) => precision),
			),
			row(
				`recall of those who reached ${stageName(spec.outcome)}`,
				({ recall }) => estimateCell(recall),
				difference(({ recall }) => recall),
			),
			row("median head start of the call", ({ medianHeadStartDays: days }) =>
				days === undefined ? muted("none caught") : `${days.toFixed(1)} days`,
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

/** A rate as a cell, grey with too little data. */
export function estimateCell(estimate: Estimate): Cell {
	return isEnough(estimate) ? formatEstimate(estimate) : muted(formatEstimate(estimate));
}

const muted = (text: string): Cell => ({ text, tone: "muted" });

function differenceText(candidate: Estimate, baseline: Estimate): Cell {
	const standing = standingOf(candidate, baseline);
	if (standing === "too-little" || candidate.value === undefined || baseline.value === undefined)
		return muted("too little data");
	const points = `${candidate.value >= baseline.value ? "+" : ""}${formatRate(candidate.value - baseline.value).replace(" %", "")} points`;
	return standing === "overlap"
		? muted(`${points}: intervals overlap, cannot tell yet`)
		: { text: `${points}: intervals do not overlap`, tone: "strong" };
}
