import { driftHeadline } from "../drift/drift-findings.ts";
import type { Drift } from "../drift/drift-result.ts";
import { psiText } from "../drift/drift-words.ts";
import { textTable } from "../tables/to-text.ts";
import { periodText } from "../words/drift-population.ts";
import { estimateText } from "../words/estimate-text.ts";
import { wrapText } from "../words/wrap-text.ts";

/**
 * A measured drift as lines for a terminal: who was compared, what was found (gravest first), the precision then and now,
 * and what cannot be told yet.
 *
 * @param options.width characters a line of the terminal holds; left out: no limit
 */
export function driftText(drift: Drift, { width }: { readonly width?: number | undefined } = {}): readonly string[] {
	const wrap = (text: string) => wrapText(text, { width, indent: "  " });
	const open = openLine(drift);
	return [
		wrap(driftHeadline(drift)),
		wrap(
			`${drift.modelName} on ${drift.datasetName}: ${periodText(drift.reference, drift)} against ${periodText(drift.recent, drift)}, each lead at day ${drift.landmarkDays}`,
		),
		...drift.findings.map(({ level, says }) => wrap(`${level}: ${says}`)),
		textTable(
			[
				["precision", "reference period", "mature leads since", "change", "standing"],
				...drift.precision.map((one) => [
					`${one.from} -> ${one.to}`,
					estimateText(one.before),
					estimateText(one.after),
					changeText(one),
					one.standing,
				]),
			],
			{ width },
		),
		wrap(`scores: PSI ${psiText(drift.scores.stability.psi)}; ${drift.scores.stability.standing}`),
		...(open === undefined ? [] : [wrap(open)]),
		...drift.notes.map((note) => wrap(`note: ${note}`)),
	];
}

/** What too little data leaves open, by part; `undefined` when nothing is. */
export function openLine({ scores, attributes, precision, rules, activities }: Drift): string | undefined {
	const open = (tests: readonly { readonly standing: string }[]) =>
		tests.filter(({ standing }) => standing === "cannot tell yet").length;
	const parts = [
		[open([scores.stability, scores.mean]), "tests of scores"],
		[open(attributes), "attributes"],
		[open(precision), "hand-offs"],
		[open(rules.filter(({ course }) => course === "cannot tell yet")), "rules"],
		[open(activities.filter(({ course }) => course === "cannot tell yet")), "activities"],
	] as const;
	const told = parts.filter(([count]) => count > 0).map(([count, what]) => `${what} ${count}`);
	if (told.length === 0) return undefined;
	return `Cannot tell yet: ${told.join(", ")} (too few leads or too rare; --json says how many more it takes).`;
}

function changeText({ difference, interval }: Drift["precision"][number]): string {
	if (difference === undefined || interval === undefined) return "no flags to compare";
	const points = (share: number) => `${share < 0 ? "-" : "+"}${Math.abs(100 * share).toFixed(1)}`;
	return `${points(difference)} points (${points(interval[0])} to ${points(interval[1])})`;
}
