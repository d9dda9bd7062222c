import { createRandom } from "../base/random.ts";
import type { Contender } from "../charts/marks/contenders.ts";
import { type RankingFigures, rankingFigures } from "../evaluate/ranking-figures.ts";
import type { Replay } from "../replay/replay-result.ts";
import { formatCount } from "../words/number-format.ts";
import { populationText } from "../words/population.ts";
import { dayText } from "../words/wall-clock.ts";
import { comparedVerdict } from "./compared-verdict.ts";
import type { ReportDocument, Section } from "./report-document.ts";
import type { ReportInput } from "./report-input.ts";
import { calibrationSection } from "./sections/calibration-section.ts";
import { capacitySection } from "./sections/capacity-section.ts";
import { compareSection } from "./sections/compare-section.ts";
import { definitionsSection } from "./sections/definitions-section.ts";
import { driftSection } from "./sections/drift-section.ts";
import { funnelSection } from "./sections/funnel-section.ts";
import { glossarySection } from "./sections/glossary-section.ts";
import { handoffSection } from "./sections/handoff-section.ts";
import { leadsSection } from "./sections/leads-section.ts";
import { leaksSection } from "./sections/leaks-section.ts";
import { methodSection } from "./sections/method-section.ts";
import { partsSection } from "./sections/parts-section.ts";
import { qualitySection } from "./sections/quality-section.ts";
import { type RankedContender, rankingSection } from "./sections/ranking-section.ts";
import { selectionSection } from "./sections/selection-section.ts";
import { signOffSection } from "./sections/sign-off-section.ts";
import { swapSection } from "./sections/swap-section.ts";
import { thresholdSection } from "./sections/threshold-section.ts";
import { timeSection } from "./sections/time-section.ts";
import { uniqueCharts } from "./unique-charts.ts";
import { judge } from "./verdict.ts";

/**
 * Builds the report that sales and marketing decide on, as plain data.
 *
 * ```
 * ReportInput -> buildReport -> ReportDocument -+-> renderHtml   (render.ts: pictures) -> one HTML file
 *                                               +-> renderMarkdown                     -> Markdown
 *                                               +-> chartFiles   (render.ts)           -> SVG, PNG
 * ```
 *
 * The checks and the verdict come first, then the comparison, the pictures, the parts, data quality, definitions, method, sign-off.
 * Every rate stands with its raw counts and interval.
 *
 * @example buildReport({ candidate: replay, version: "0.1.0" }).verdict.decision // "alone"
 */
export function buildReport(input: ReportInput): ReportDocument {
	const { candidate, baseline, comparison, drift, selection, leaks, version } = input;
	const { issueExamples = false, leadIds = false } = input;
	const generatedAt = input.generatedAt === undefined ? undefined : instantText(input.generatedAt);
	const contenders: Contender[] = [
		{ role: "candidate", replay: candidate },
		...(baseline === undefined ? [] : [{ role: "baseline" as const, replay: baseline }]),
	];
	const sections: (Section | undefined)[] = [
		compareSection(contenders, comparison),
		handoffSection(contenders),
		thresholdSection(contenders, { plans: input.thresholds ?? [] }),
		input.thresholds === undefined ? undefined : capacitySection(input.thresholds),
		rankingSection(rankedContenders(input)),
		calibrationSection(candidate, input.figures?.calibration),
		timeSection(candidate, input.figures),
		partsSection(candidate, comparison),
		comparison === undefined ? undefined : swapSection(comparison, { leadIds }),
		selection === undefined ? undefined : selectionSection(selection, { population: populationText(candidate) }),
		drift === undefined ? undefined : driftSection(drift),
		funnelSection(candidate),
		leadsSection(input),
		qualitySection(candidate, { issueExamples }),
		leaks === undefined ? undefined : leaksSection(leaks),
		definitionsSection(candidate.model),
		methodSection(contenders, { version, comparison }),
		glossarySection(),
		signOffSection(),
	];
	return {
		title:
			input.title ??
			`Lead scoring: ${candidate.model.name}${baseline === undefined ? "" : ` against ${baseline.model.name}`}`,
		facts: facts(candidate, { baseline, generatedAt }),
		health: input.health ?? [],
		verdict:
			comparison === undefined
				? judge(candidate, { isShownBeside: baseline !== undefined, health: input.health })
				: comparedVerdict(comparison),
		sections: uniqueCharts(sections.filter((section) => section !== undefined)),
		generatedAt,
		version,
	};
}

/** The contenders with their rankings; where no figures are given, leads are taken as independent. */
function rankedContenders({ candidate, baseline, figures, baselineRanking }: ReportInput): RankedContender[] {
	const ranked = (role: Contender["role"], replay: Replay, given: readonly RankingFigures[] | undefined) => ({
		role,
		replay,
		ranking:
			given ?? replay.ranking.map((one) => rankingFigures(one, { random: createRandom(`ranking/${one.stage}`) })),
	});
	return [
		ranked("candidate", candidate, figures?.ranking),
		...(baseline === undefined ? [] : [ranked("baseline", baseline, baselineRanking)]),
	];
}

function facts(
	candidate: Replay,
	{ baseline, generatedAt }: { readonly baseline: Replay | undefined; readonly generatedAt: string | undefined },
): [string, string][] {
	const name = ({ model }: Replay) => `${model.name}${model.version === undefined ? "" : `, version ${model.version}`}`;
	return [
		[baseline === undefined ? "Model" : "Candidate", name(candidate)],
		...(baseline === undefined ? [] : [["Baseline", name(baseline)] as [string, string]]),
		["Leads", populationText(candidate)],
		["Extract taken", dayText(candidate.asOf, candidate.timeZone)],
		["Horizon", `${formatCount(candidate.horizonDays)} days after a flag`],
		...(generatedAt === undefined ? [] : [["Report made", generatedAt] as [string, string]]),
	];
}

/** An ISO instant to the minute, e.g. `2024-10-02 09:30 UTC`; other text as it is. */
function instantText(text: string): string {
	return text.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?Z$/, "$1 $2 UTC");
}
