import type { Contender } from "../../charts/marks/contenders.ts";
import type { Comparison } from "../../compare/comparison.ts";
import { ENOUGH } from "../../metrics/rates/estimate.ts";
import type { Replay } from "../../replay/replay-result.ts";
import type { Cell } from "../../tables/table.ts";
import { formatRate } from "../../words/number-format.ts";
import { dayText, wallClock } from "../../words/wall-clock.ts";
import type { Section } from "../report-document.ts";

/** How the numbers were made, what they do not say, and the versions and fingerprints to make them again. */
export function methodSection(
	contenders: readonly Contender[],
	{ version, comparison }: { readonly version: string; readonly comparison?: Comparison | undefined },
): Section {
	const candidate = contenders[0]?.replay;
	const row = (label: string, of: (replay: Replay) => string): Cell[] => [
		label,
		...contenders.map(({ replay }) => of(replay)),
	];
	return {
		id: "method",
		title: "Method, versions, fingerprints",
		blocks: [
			{
				kind: "list",
				items: [
					"Point in time: a score at an instant uses only facts known at that instant. Nothing later can reach it.",
					`Horizon: a flag counts as a hit when the later stage is first reached within ${candidate?.horizonDays ?? 0} days (of 24 hours) of the flag. A flag whose horizon is not over at the end of the extract is immature and never a miss.`,
					"Precision is hits over hits and misses. Recall is leads flagged at most a horizon before they reached the stage, mature or not, over all leads that reached it.",
					"Intervals of rates are 95 % Wilson score intervals, bands over all thresholds exact ones that share the risk among them (Clopper-Pearson, Bonferroni); both take leads as independent of each other. AUC has DeLong's interval, other measures of ranking bootstrap intervals, both with leads of one account drawn together.",
					"Probabilities are fitted on leads whose outcome was known at a cut and judged on leads scored from the cut on. Time to an outcome is Kaplan-Meier by whole days, with the end of the extract as the end of watching.",
					`Fewer than ${ENOUGH} trials are too little data, and their rate is not read.`,
					...(comparison === undefined ? [] : comparisonTexts(comparison)),
					"Selection: outcomes are as recorded. Leads below the old threshold were mostly never worked by sales, so a model that flags other leads than history did looks worse or better than it would be. No outcome is invented for them.",
				],
			},
			{
				kind: "table",
				table: {
					caption: "Versions and fingerprints",
					columns: [{ label: "" }, ...contenders.map(({ role }) => ({ label: role }))],
					rows: [
						row(
							"model",
							({ model }) => `${model.name}${model.version === undefined ? "" : `, version ${model.version}`}`,
						),
						row("model fingerprint", ({ modelFingerprint }) => modelFingerprint),
						row("dataset", ({ datasetName }) => datasetName),
						row("dataset fingerprint", ({ datasetFingerprint }) => datasetFingerprint),
						row(
							"extract taken",
							({ asOf, timeZone }) =>
								`${new Date(wallClock(asOf, timeZone)).toISOString().slice(0, 16).replace("T", " ")} (${timeZone})`,
						),
						row(
							"leads created from, to",
							({ cohort, timeZone }) => `${end(cohort.from, timeZone)}, ${end(cohort.to, timeZone)}`,
						),
						row("horizon, landmark", ({ horizonDays, landmarkDays }) => `${horizonDays} days, ${landmarkDays} days`),
						row("leadlab", () => version),
					],
					note: "Equal fingerprints mean equal content: the same model and dataset give the same numbers again.",
				},
			},
		],
	};
}

function end(instant: number | undefined, zone: string): string {
	return instant === undefined ? "open" : dayText(instant, zone);
}

function comparisonTexts({ confidence, accounts, beta }: Comparison): string[] {
	const level = formatRate(confidence, 0);
	const unit = accounts === undefined ? "lead" : "account (its leads together)";
	return [
		`Comparison: both models see the same leads. The ${level} interval of a difference comes from what each ${unit} adds to both models' numbers: rates by Agresti and Caffo's interval (2000) with the correlation of the two, AUC by DeLong (1988), lift and KS by their influences. Nothing is drawn at random. It takes 20 leads that reached the outcome and 20 that did not, 20 mature flags of each model, and 5 leads on which the models differ (10 for the order). F${beta} weighs precision and recall as one number; lift is precision over that of flagging everyone at creation.`,
		"Segments and months: two-sided tests of equal precision (Kosinski 2013), corrected by Holm over all that can be judged. Hand-offs and measures are not corrected: the verdict hangs on the first hand-off.",
	];
}
