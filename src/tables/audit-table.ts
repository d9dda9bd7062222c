import type { AuditedRule, RuleAudit } from "../tune/audit/rule-audit.ts";
import { formatCount, rateDifference, signedText } from "../words/number-format.ts";
import { pText } from "../words/p-text.ts";
import { handoffName } from "../words/stage-name.ts";
import { type Cell, columnsOf, type Table } from "./table.ts";

/**
 * What each rule does for the precision of a model at the same volume, in the order of the model.
 *
 * @example auditTable(await auditRules(history, model)).rows[0]?.[0] // "industry"
 */
export function auditTable(audit: RuleAudit): Table {
	const steps = audit.rules[0]?.nudges.map(({ by }) => `${signedText(by, 0)} points`) ?? [];
	const whose = audit.among === "worked" ? " among the leads that sales worked" : "";
	return {
		caption: `What each rule does, ${handoffName(audit)}`,
		columns: columnsOf("rule", "leads", "effect on precision", "p", ...steps, "finding"),
		rows: audit.rules.map((rule): Cell[] => [
			rule.rule,
			rule.leads,
			effectCell(rule),
			rule.adjustedP === undefined ? undefined : pText(rule.adjustedP),
			...rule.nudges.map(({ difference }) => (difference === undefined ? undefined : rateDifference(difference))),
			findingOf(rule),
		]),
		note: `Effect: precision${whose} with the rule minus without it, each at the threshold that flags as many leads. p is for no effect, after Holm over all comparisons. Leads: those that the rule gives points at the landmark, of ${formatCount(audit.leads)}. All on this history: points that are changed for it must be judged on later leads (leadlab tune).`,
	};
}

function effectCell({ effect }: AuditedRule): Cell {
	if (effect === undefined) return { text: "the only rule", tone: "muted" };
	if ("state" in effect) return { text: `cannot tell: ${effect.reason}`, tone: "muted" };
	return rateDifference(effect.difference, effect.interval);
}

function findingOf({ flaws, duplicateOf }: AuditedRule): string {
	return flaws.map((flaw) => (flaw === "duplicate" ? `duplicate of ${duplicateOf}` : flaw)).join(", ");
}
