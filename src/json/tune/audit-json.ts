import type { Uncertain } from "../../metrics/rates/estimate.ts";
import type { RuleAudit } from "../../tune/audit/rule-audit.ts";
import type { PrecisionPair } from "../../tune/points/paired-precision.ts";
import { resultJson } from "../result-json.ts";
import type { TuningRun } from "./tuning-run.ts";

/** What `leadlab audit --json` prints. */
export type AuditJson = ReturnType<typeof auditJson>;

/**
 * An audit of rules as plain JSON.
 *
 * @example auditJson(audit, run).rules[0].flaws // ["inverted"]
 */
export function auditJson({ from, to, leads, among, rules }: RuleAudit, run: TuningRun) {
	return resultJson({
		leadlab: "audit/2" as const,
		...run,
		handoff: { from, to },
		leads,
		among,
		rules: rules.map(({ rule, group, leads: touched, effect, adjustedP, nudges, flaws, duplicateOf }) => ({
			...{ rule, group, leads: touched, flaws, duplicateOf },
			/** Precision with the rule minus without it, at the same volume; null where it is the only rule. */
			effect: effect && effectPart(effect, adjustedP),
			nudges: nudges.map(({ by, difference, adjustedP: p }) => ({ by, difference, adjustedP: p })),
		})),
	});
}

function effectPart(effect: PrecisionPair | Uncertain, adjustedP: number | undefined) {
	const isTold = !("state" in effect);
	return {
		difference: isTold ? effect.difference : undefined,
		low: isTold ? effect.interval[0] : undefined,
		high: isTold ? effect.interval[1] : undefined,
		adjustedP,
		reason: isTold ? undefined : effect.reason,
	};
}
