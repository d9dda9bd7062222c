import { capacityChart } from "../../charts/threshold/capacity-chart.ts";
import { certificateChart } from "../../charts/threshold/certificate-chart.ts";
import { profitChart } from "../../charts/threshold/profit-chart.ts";
import { certificateTable } from "../../tables/certificate-table.ts";
import { thresholdTable } from "../../tables/threshold-table.ts";
import type { CertificatePlan } from "../../tune/certificate-plan.ts";
import { planSentences } from "../../tune/plan-sentences.ts";
import type { ThresholdPlan } from "../../tune/threshold-plan.ts";
import { capital } from "../../words/capital.ts";
import { estimateText } from "../../words/estimate-text.ts";
import { formatCount, formatPoints } from "../../words/number-format.ts";
import { certificateText, promiseText } from "../../words/plan-words.ts";
import { handoffName } from "../../words/stage-name.ts";
import type { Block, Section } from "../report-document.ts";

/**
 * What the threshold should be under what sales can work, what a flag costs and a win brings; what later leads say of each
 * choice; and which precision can be certified, with the flags that takes.
 */
export function capacitySection(plans: readonly ThresholdPlan[]): Section {
	return {
		id: "capacity",
		title: "Capacity, money and certificate",
		blocks: plans.flatMap((plan) => [
			...(plans.length > 1 ? [{ kind: "subheading" as const, text: handoffName(plan) }] : []),
			...planBlocks(plan),
		]),
	};
}

function planBlocks(plan: ThresholdPlan): Block[] {
	const { all, answer, choices, split, targets, certificate } = plan;
	const { threshold } = answer;
	const { capacity, profit } = targets;
	const handoff = { from: plan.from, to: plan.to };
	const blocks: Block[] = [
		{ kind: "text", text: planSentences(plan).join(" ") },
		{ kind: "table", table: thresholdTable(plan) },
	];
	if (choices.length === 1) {
		blocks.push({
			kind: "text",
			text: "Nobody has said yet what sales can work in a week (--capacity), or what a flag costs and a win brings (--cost, --value). With them this section says which threshold follows.",
		});
	}
	if (capacity !== undefined && threshold !== undefined && Number.isInteger(threshold)) {
		blocks.push({
			kind: "chart",
			chart: capacityChart(all, { from: handoff.from, to: handoff.to, threshold, capacity }),
		});
	}
	if (profit !== undefined) {
		blocks.push({
			kind: "chart",
			chart: profitChart(all, { from: handoff.from, to: handoff.to, ...profit, threshold }),
		});
	}
	if (certificate === undefined) {
		blocks.push({
			kind: "text",
			text: "Certificate: cannot tell yet. The older leads show too little to name a precision that could be promised (--certify names one).",
		});
		return blocks;
	}
	blocks.push({ kind: "text", text: certificateWords(certificate) });
	blocks.push({ kind: "chart", chart: certificateChart(certificate, { split }) });
	blocks.push({ kind: "table", table: certificateTable(certificate) });
	return blocks;
}

function certificateWords(plan: CertificatePlan): string {
	const { start, leads } = plan;
	const before =
		start === undefined
			? ""
			: ` The order of tests was fixed by the older leads: it begins at ${formatPoints(start.threshold)}, where they had ${estimateText(start.onOlder)}; ${
					start.flagsNeeded === undefined
						? "at that precision no number of flags is enough"
						: `that takes about ${formatCount(start.flagsNeeded)} flagged leads, and ${formatCount(start.flagsThere)} are there`
				}.`;
	const drawn =
		leads === undefined || leads.sameAccount + leads.knownAccount === 0
			? ""
			: ` Leads of one account win and lose together, so one of each account counts: ${formatCount(leads.leads)} leads, without ${formatCount(leads.sameAccount)} others of the same accounts and ${formatCount(leads.knownAccount)} of accounts known to the choice.`;
	return `${capital(promiseText(plan))}: ${certificateText(plan)}.${before}${drawn} A certificate holds for points that were not tuned on these leads, and for one look.`;
}
