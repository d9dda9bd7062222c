import type { Leaks } from "../../leaks/leaks.ts";
import type { Measured } from "../../metrics/rates/estimate.ts";
import { columnsOf } from "../../tables/table.ts";
import { countsText } from "../../words/estimate-text.ts";
import { leakPopulation } from "../../words/leak-population.ts";
import { formatCount } from "../../words/number-format.ts";
import { type Chart, type ChartView, createChart, emptyChart } from "../marks/chart.ts";
import { colorBy, inkBy } from "../marks/color-by.ts";
import { estimateFields } from "../marks/estimate-fields.ts";
import { intervalRows } from "../marks/interval-rows.ts";
import { referenceLine } from "../marks/reference-line.ts";
import { colors } from "../scales/theme.ts";

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
	const labels = ["attribute", "AUC", "95 % interval", "leads that reached it", "suspect"];
	const [best] = rows;
	if (stage === undefined || best === undefined) {
		const reason =
			"No attribute could be measured alone: too few leads reached or missed a stage, or no attribute varies";
		const title = "Cannot tell yet how much an attribute says alone";
		const table = { columns: columnsOf(...labels), rows: [] };
		return emptyChart({ ...words, title, description: `${reason}.`, table, reason });
	}
	const shown = [...rows.filter(({ isSuspect }) => isSuspect), ...rows.filter(({ isSuspect }) => !isSuspect)]
		.slice(0, MOST)
		.sort(byStrength);
	const others = rows.length - shown.length;
	return createChart({
		...words,
		title: titleOf(rows, stage),
		description: `AUC of each attribute alone for ${stage}. ${shown.map((row) => `${row.name}: ${aucText(row)}`).join(". ")}.`,
		table: {
			columns: columnsOf(...labels),
			rows: shown.map((row) => [
				row.name,
				row.auc.value.toFixed(3),
				`${row.auc.interval[0].toFixed(3)} to ${row.auc.interval[1].toFixed(3)}`,
				`${countsText(row.auc)}`,
				row.isSuspect ? "yes" : "no",
			]),
			...(others > 0 ? { note: `${formatCount(others)} weaker attributes are left out.` } : {}),
		},
		view: viewOf(shown, stage),
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

function aucText({ auc: { value, interval } }: Row): string {
	return `${value.toFixed(3)} (${interval[0].toFixed(3)} to ${interval[1].toFixed(3)})`;
}

function viewOf(rows: readonly Row[], stage: string): ChartView {
	const drawn = rows.map((row) => {
		const { rate, ...interval } = estimateFields(row.auc);
		return { label: row.name, tone: row.isSuspect ? "suspect" : "other", auc: rate, ...interval, text: aucText(row) };
	});
	const least = Math.min(0.5, ...drawn.map(({ low }) => low ?? 0.5));
	const scale = {
		type: "quantitative",
		title: `AUC alone for ${stage} (0.5 is a coin)`,
		scale: { domain: [Math.floor(least * 10) / 10, 1], zero: false },
		axis: { format: ".1f", tickCount: 6 },
	};
	return intervalRows({
		rows: drawn,
		plot: PLOT,
		step: 28,
		scale,
		value: "auc",
		color: colorBy("tone", { suspect: colors.blue, other: colors.grey }),
		ink: inkBy("tone", { suspect: colors.blueInk }),
		clip: false,
		under: referenceLine({ along: "x", scale, value: ASKED, label: "asked about from 0.75" }),
	});
}
