import type { Drift } from "../drift/drift-result.ts";
import { driftHeadline } from "../drift/drift-summary.ts";
import { psiText } from "../drift/drift-words.ts";
import { driftPrecisionTable } from "../tables/drift-tables.ts";
import { type TableTextOptions, tableText } from "../tables/render/to-text.ts";
import { periodText } from "../words/drift-population.ts";
import { wrapText } from "../words/wrap-text.ts";

/**
 * A measured drift as lines for a terminal: who was compared, what was found (gravest first), the precision then and now,
 * and what cannot be told yet.
 */
export function driftText(drift: Drift, options: TableTextOptions = {}): readonly string[] {
	const { width, bold = (text) => text } = options;
	const wrap = (text: string) => wrapText(text, { width, indent: "  " });
	const open = openLine(drift);
	return [
		bold(wrap(driftHeadline(drift))),
		wrap(
			`${drift.modelName} on ${drift.datasetName}: ${periodText(drift.reference, drift)} (then) against ${periodText(drift.recent, drift)} (now), each lead at day ${drift.landmarkDays}`,
		),
		"",
		...drift.findings.map(({ level, message: says }) => wrap(`${level}: ${says}`)),
		"",
		tableText(driftPrecisionTable(drift), options),
		"",
		wrap(`Scores: PSI ${psiText(drift.scores.stability.psi)}; ${drift.scores.stability.standing}.`),
		...(open === undefined ? [] : [wrap(open)]),
		...drift.notes.map((note) => wrap(`Note: ${note}`)),
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
