import { summaryText } from "../../base/summary.ts";
import { leakFillChart } from "../../charts/leaks/leak-fill-chart.ts";
import { leakStrengthChart } from "../../charts/leaks/leak-strength-chart.ts";
import type { LeakFinding } from "../../leaks/leak-finding.ts";
import { leakVerdict } from "../../leaks/leak-verdict.ts";
import type { Leaks } from "../../leaks/leaks.ts";
import { leakName, leakTable } from "../../tables/leak-table.ts";
import { estimateText } from "../../words/estimate-text.ts";
import { leakPopulation } from "../../words/leak-population.ts";
import { formatCount } from "../../words/number-format.ts";
import type { Block, Section } from "../report-document.ts";

/**
 * Whether an attribute knows the future: a table of suspects with what was seen, the rules that use them and the cure; how
 * much the model gains from each; pictures that set them against the others; or that none was found.
 */
export function leaksSection(leaks: Leaks): Section {
	const verdict = leakVerdict(leaks);
	const grave = leaks.findings.filter(({ level }) => level !== "look at it");
	const minor = leaks.findings.filter(({ level }) => level === "look at it");
	const blocks: Block[] = [
		{
			kind: "text",
			text: `${summaryText(verdict)}. Looked at: ${leakPopulation(leaks)}. A field that is filled in after the outcome makes every model look better than it will be.`,
		},
		...(verdict.few === undefined ? [] : [{ kind: "text" as const, text: `Too few to tell: ${verdict.few}` }]),
	];
	if (grave.length > 0) {
		blocks.push({ kind: "table", table: leakTable({ ...leaks, findings: grave }) });
		const gains = grave.flatMap(gainLines);
		if (gains.length > 0) {
			blocks.push({ kind: "subheading", text: "What the model has from them" }, { kind: "list", items: gains });
		}
		const fill = leakFillChart(leaks);
		if (fill !== undefined) blocks.push({ kind: "chart", chart: fill });
	}
	if (verdict.state !== "cannot tell yet") blocks.push({ kind: "chart", chart: leakStrengthChart(leaks) });
	if (minor.length > 0) {
		blocks.push({ kind: "subheading", text: "Worth a minute; honest facts look like this too" });
		blocks.push({ kind: "list", items: minor.map((one) => `${leakName(one)}: ${one.message}.`) });
	}
	const probe = probeText(leaks);
	if (probe !== undefined) blocks.push({ kind: "text", text: probe });
	return { id: "leaks", title: "Does an attribute know the future?", blocks };
}

function gainLines({ name, use }: LeakFinding): string[] {
	if (use === undefined) return [];
	if (use.reason !== undefined) return [`${name}: ${use.reason}, so there is nothing to compare with.`];
	return use.falls.map(
		({ from: flag, to: outcome, precisionWith, precisionWithout }) =>
			`${name}, ${flag} to ${outcome}: precision ${estimateText(precisionWith)} with its rules, ${estimateText(precisionWithout)} without them, at the same thresholds.`,
	);
}

function probeText({ probe }: Leaks): string | undefined {
	if (probe === undefined || probe.scores === 0) return undefined;
	const moved = probe.movedWhenRemoved.hits + probe.movedWhenScrambled.hits + probe.replayDiffers.hits;
	const what = `${formatCount(probe.scores)} scores at ${formatCount(probe.cutoffs)} moments were computed again with their ${formatCount(probe.laterFacts)} later facts taken away, and with these scrambled`;
	return moved === 0 ? `${what}: none moved.` : `${what}: some moved, so the figures of this report cannot be trusted.`;
}
