import type { Leaks } from "../../leaks/leaks.ts";
import type { Measured } from "../../metrics/rates/estimate.ts";
import { columnsOf } from "../../tables/table.ts";
import { countsText } from "../../words/estimate-text.ts";
import { leakPopulation } from "../../words/leak-population.ts";
import { formatCount } from "../../words/number-format.ts";
import { type Chart, createChart, emptyChart } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { colors } from "../marks/theme.ts";

const PLOT = 420;
const MOST = 14;
/** From here on an attribute is asked about; see `compare/leak-alone-evidence.ts`. */
const ASKED = 0.75;

interface Row {
	readonly name: string;
	readonly auc: Measured;
	readonly isSuspect: boolean;
}

/**
 * How well each attribute alone orders leads by one stage (AUC, with interval), strongest first: what knows the future stands
 * apart. Suspects are blue, the others grey, with a line at 0.75 from which an attribute is asked about. At most 14
 * attributes, suspects never left out. The stage is the one a suspect is strongest on, else the first that was measured.
 *
 * @example leakStrengthChart(leaks).title // "deal_room_url alone nearly tells who reaches opportunity: AUC 0.985; the best of the others has 0.668"
 */
export function leakStrengthChart(leaks: Leaks): Chart {
	const suspects = new Set(
		leaks.findings.filter(({ kind, level }) => kind === "attribute" && level !== "look at it").map(({ name }) => name),
	);
	const stage = stageOf(leaks, suspects);
	const rows = stage === undefined ? [] : rowsOf(leaks, stage, suspects);
	const words = {
		id: "leak-strength",
		subtitle: `${leakPopulation(leaks)}; each lead scored by how others with the same value did`,
	};
	const columns = columnsOf("attribute", "AUC", "95 % interval", "leads that reached it", "suspect");
	const [best] = rows;
	if (stage === undefined || best === undefined) {
		const reason =
			"No attribute could be measured alone: too few leads reached or missed a stage, or no attribute varies";
		const title = "Cannot tell yet how much an attribute says alone";
		return emptyChart({ ...words, title, description: `${reason}.`, table: { columns, rows: [] }, reason });
	}
	const shown = [...rows.filter(({ isSuspect }) => isSuspect), ...rows.filter(({ isSuspect }) => !isSuspect)]
		.slice(0, MOST)
		.sort(byStrength);
	const text = ({ auc }: Row) =>
		`${auc.value.toFixed(3)} (${auc.interval[0].toFixed(3)} to ${auc.interval[1].toFixed(3)})`;
	const others = rows.length - shown.length;
	return createChart({
		...words,
		title: titleOf(rows, stage),
		description: `AUC of each attribute alone for ${stage}. ${shown.map((row) => `${row.name}: ${text(row)}`).join(". ")}.`,
		table: {
			columns,
			rows: shown.map((row) => [
				row.name,
				row.auc.value.toFixed(3),
				`${row.auc.interval[0].toFixed(3)} to ${row.auc.interval[1].toFixed(3)}`,
				`${countsText(row.auc)}`,
				row.isSuspect ? "yes" : "no",
			]),
			...(others > 0 ? { note: `${formatCount(others)} weaker attributes are left out.` } : {}),
		},
		view: view(
			shown.map((row) => ({
				label: row.name,
				tone: row.isSuspect ? "suspect" : "other",
				auc: drawnNumber(row.auc.value),
				low: drawnNumber(row.auc.interval[0]),
				high: drawnNumber(row.auc.interval[1]),
				text: text(row),
			})),
			stage,
		),
	});
}

function titleOf(rows: readonly Row[], stage: string): string {
	const suspect = rows.find(({ isSuspect }) => isSuspect);
	const honest = rows.find(({ isSuspect }) => !isSuspect);
	if (suspect === undefined) {
		const [best] = rows;
		return `No attribute alone tells who reaches ${stage}: the best, ${best!.name}, has AUC ${best!.auc.value.toFixed(3)}`;
	}
	const nearly = suspect.auc.interval[0] >= 0.95 ? "nearly tells" : "says much of";
	const rest = honest === undefined ? "" : `; the best of the others has ${honest.auc.value.toFixed(3)}`;
	return `${suspect.name} alone ${nearly} who reaches ${stage}: AUC ${suspect.auc.value.toFixed(3)}${rest}`;
}

const byStrength = (a: Row, b: Row) => b.auc.value - a.auc.value || (a.name < b.name ? -1 : 1);

function rowsOf({ looks }: Leaks, stage: string, suspects: ReadonlySet<string>): Row[] {
	return looks
		.flatMap(({ attribute, strengths }): Row[] => {
			const auc = strengths.find(({ outcome }) => outcome.stage === stage)?.auc;
			return auc?.state === "measured" ? [{ name: attribute, auc, isSuspect: suspects.has(attribute) }] : [];
		})
		.sort(byStrength);
}

function stageOf({ looks }: Leaks, suspects: ReadonlySet<string>): string | undefined {
	const measured = looks.flatMap(({ attribute, strengths }) =>
		strengths.flatMap(({ outcome, auc }) =>
			auc.state === "measured" ? [{ attribute, stage: outcome.stage, auc }] : [],
		),
	);
	const suspect = measured
		.filter(({ attribute }) => suspects.has(attribute))
		.toSorted((a, b) => b.auc.value - a.auc.value)[0];
	return (suspect ?? measured[0])?.stage;
}

function view(values: readonly { readonly label: string; readonly low: number | null }[], stage: string) {
	const y = {
		field: "label",
		type: "nominal",
		scale: { domain: values.map(({ label }) => label) },
		title: null,
		axis: { ticks: false, domain: false },
	} as const;
	const least = Math.min(0.5, ...values.map(({ low }) => low ?? 0.5));
	const x = {
		type: "quantitative",
		title: `AUC alone for ${stage} (0.5 is a coin)`,
		scale: { domain: [Math.floor(least * 10) / 10, 1], zero: false },
		axis: { format: ".1f", tickCount: 6 },
	} as const;
	const color = {
		field: "tone",
		type: "nominal",
		legend: null,
		scale: { domain: ["suspect", "other"], range: [colors.blue, colors.grey] },
	} as const;
	const ink = { condition: [{ test: "datum.tone === 'suspect'", value: colors.blueInk }], value: colors.inkSoft };
	return {
		width: PLOT,
		height: { step: 28 },
		data: { values },
		layer: [
			{
				data: { values: [{ value: ASKED, text: "asked about from 0.75" }] },
				layer: [
					{
						mark: { type: "rule", strokeDash: [5, 4], color: colors.grey },
						encoding: { x: { field: "value", ...x } },
					},
					{
						mark: { type: "text", align: "center", baseline: "bottom", dy: -6, color: colors.inkSoft },
						encoding: { x: { field: "value", ...x }, y: { value: 0 }, text: { field: "text" } },
					},
				],
			},
			{
				mark: { type: "rule", strokeWidth: 3, clip: true },
				encoding: { y, x: { field: "low", ...x }, x2: { field: "high" }, color },
			},
			{ mark: { type: "point", size: 130 }, encoding: { y, x: { field: "auc", ...x }, color } },
			{
				mark: { type: "text", align: "left", baseline: "middle" },
				encoding: { y, x: { value: PLOT + 14 }, text: { field: "text" }, color: ink },
			},
		],
	};
}
