import { summaryText } from "../base/summary.ts";
import type { LeakEvidence, LeakFall, LeakFinding } from "../leaks/leak-finding.ts";
import type { LeakProbe } from "../leaks/leak-probe.ts";
import { leakVerdict } from "../leaks/leak-verdict.ts";
import type { Leaks } from "../leaks/leaks.ts";
import { seenOf } from "../metrics/rates/estimate.ts";
import { leakName } from "../tables/leak-table.ts";
import { estimateText } from "../words/estimate-text.ts";
import { formatCount, formatRate } from "../words/number-format.ts";
import { handoffName, stageName } from "../words/stage-name.ts";
import { wrapText } from "../words/wrap-text.ts";
import type { Style } from "./terminal.ts";

interface TextOptions {
	readonly width?: number | undefined;
	readonly style: Style;
}

/** A search for leaks as text: the verdict, each finding with its evidence and cure, what was looked at and not found. */
export function leaksText(leaks: Leaks, { width, style }: TextOptions): string {
	const verdict = leakVerdict(leaks);
	const { findings, looks } = leaks;
	const grave = findings.filter(({ level }) => level !== "look at it");
	const minor = findings.filter(({ level }) => level === "look at it");
	const found = new Set(findings.filter(({ kind }) => kind === "attribute").map(({ name }) => name));
	const clean = looks.filter(({ attribute, skipped }) => !found.has(attribute) && skipped === undefined);
	const skipped = looks.flatMap(({ attribute, skipped }) =>
		skipped === undefined ? [] : [`${attribute} (${skipped})`],
	);
	const wrap = (text: string, indent = "  ") => wrapText(text, { width, indent });
	const lines = [
		style.bold(wrap(summaryText(verdict))),
		wrap(populationText(leaks)),
		...(verdict.few === undefined ? [] : [wrap(`Too few to tell: ${verdict.few}`)]),
		...grave.flatMap((one) => ["", ...findingLines(one, { width, style })]),
	];
	if (minor.length > 0) {
		lines.push("", "Worth a minute, for honest facts look like this too:");
		for (const one of minor.filter((one) => !isOrdinary(one))) lines.push(minorLine(one, { width }));
		for (const text of ordinaryLines(minor.filter(isOrdinary))) lines.push(wrapText(text, { width, indent: "    " }));
	}
	lines.push("");
	if (clean.length > 0) {
		lines.push(wrap(`Nothing found in: ${clean.map(({ attribute }) => attribute).join(", ")}`));
	}
	if (skipped.length > 0) lines.push(wrap(`Not looked at: ${skipped.join(", ")}`));
	lines.push(wrap(probeText(leaks.probe)));
	return lines.join("\n");
}

function populationText({ datasetName, mature, leads, horizonDays, outcomes }: Leaks): string {
	const reached = outcomes.map(({ stage, kind, reached }) =>
		kind === "worked" ? `worked ${formatCount(reached)}` : `${stageName(stage)} ${formatCount(reached)}`,
	);
	return `${datasetName}: ${formatCount(mature)} of ${formatCount(leads)} leads are ${horizonDays} days old; of these reached ${reached.join(", ")}`;
}

function findingLines(
	{ kind, name, level, evidence, cure, use }: LeakFinding,
	{ width, style }: TextOptions,
): string[] {
	const wrap = (text: string) => wrapText(`  ${text}`, { width, indent: "    " });
	const strongest = strongestOfEach(evidence);
	const more = evidence.length - strongest.length;
	return [
		`${style.bold(leakName({ kind, name }))}: ${level}`,
		...strongest.map(({ check, text }) => wrap(`${check}: ${text}`)),
		...(more === 0 ? [] : [`  and ${more} more like these (--json has all)`]),
		...(use === undefined ? [] : useLines(use).map(wrap)),
		wrap(`cure: ${cure.text}`),
		...(cure.yaml === undefined ? [] : [`    ${cure.yaml}`]),
	];
}

function minorLine(
	{ kind, name, evidence, use }: LeakFinding,
	{ width }: { readonly width?: number | undefined },
): string {
	const who = leakName({ kind, name });
	const used = use === undefined ? "" : ` (used by ${usedBy(use)})`;
	return wrapText(`  ${who}${used}: ${evidence[0]!.text}`, { width, indent: "    " });
}

/** Work on a deal that comes after its stage and that no model uses: a line for all. */
const isOrdinary = ({ kind, use }: LeakFinding) => kind === "activity" && use === undefined;

function ordinaryLines(findings: readonly LeakFinding[]): string[] {
	const stages = [...new Set(findings.map(({ evidence }) => evidence[0]!.stage))];
	return stages.map((stage) => {
		const names = findings.filter(({ evidence }) => evidence[0]!.stage === stage).map(({ name }) => name);
		return `  activities that nearly always begin with ${stage === undefined ? "a stage" : stageName(stage)} or later, so that they cannot help to flag it: ${names.join(", ")}`;
	});
}

/** The first evidence of each check: they come gravest first. */
function strongestOfEach(evidence: readonly LeakEvidence[]): LeakEvidence[] {
	return evidence.filter(({ check }, i) => evidence.findIndex((one) => one.check === check) === i);
}

function usedBy({ rules, gates }: NonNullable<LeakFinding["use"]>): string {
	return [
		...(rules.length === 0 ? [] : [`${rules.length === 1 ? "rule" : "rules"} ${rules.join(", ")}`]),
		...gates.map((stage) => `the gate of ${stageName(stage)}`),
	].join(" and ");
}

function useLines(use: NonNullable<LeakFinding["use"]>): string[] {
	const head = `used by ${usedBy(use)}`;
	if (use.reason !== undefined) return [`${head}; there is no model without it: ${use.reason}`];
	return [`${head}; without it, at the same thresholds:`, ...use.falls.map((fall) => `  ${fallText(fall)}`)];
}

function fallText({
	from,
	to,
	precisionWith,
	precisionWithout,
	aucWith,
	aucWithout,
	aucFall,
	reason,
}: LeakFall): string {
	const precision = `${handoffName({ from, to })}: precision ${estimateText(precisionWith)} becomes ${estimateText(precisionWithout)}`;
	if (aucWith === undefined || aucWithout === undefined) return precision;
	const [low, high] = aucFall?.interval ?? [];
	const told =
		low === undefined || high === undefined
			? `cannot tell how much it falls: ${reason}`
			: `falls by ${aucFall!.value.toFixed(3)}, ${low.toFixed(3)} to ${high.toFixed(3)}`;
	return `${precision}; AUC ${aucWith.toFixed(3)} becomes ${aucWithout.toFixed(3)} (${told})`;
}

function probeText(probe: LeakProbe | undefined): string {
	if (probe === undefined) return "Scores not tested: give --model to see whether a score moves with its future.";
	const moved = probe.movedWhenRemoved.hits + probe.movedWhenScrambled.hits + probe.replayDiffers.hits;
	const what = `${formatCount(probe.scores)} scores of ${formatCount(probe.leads)} leads at ${probe.cutoffs} moments, ${formatCount(probe.laterFacts)} later facts taken away and then scrambled`;
	if (probe.scores === 0) return "Scores not tested: no lead was there at any moment.";
	return moved === 0
		? `${what}: none moved (95 % interval 0.0 to ${formatRate(seenOf(probe.movedWhenRemoved).interval![1])})`
		: `${what}: scores moved, see above`;
}
