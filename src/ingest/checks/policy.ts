import { CHECK_RULES, type CheckAction, type CheckCode, type CheckRule } from "./check-codes.ts";
import type { DatasetSpec } from "./dataset-spec.ts";
import { type Limit, parseLimit } from "./limit.ts";

/** What is done about each check: the defaults with what `checks` in `dataset.yaml` says. */
export interface Policy {
	readonly action: (code: CheckCode) => CheckAction;
	/** Above this the user is warned. */
	readonly warnIf: (code: CheckCode) => Limit;
	/** Above this the reading stops; `undefined`: never. */
	readonly errorIf: (code: CheckCode) => Limit | undefined;
}

/**
 * The policy of a contract.
 *
 * @example policyOf(spec).action("stage-order") // "keep"
 */
export function policyOf(spec: Pick<DatasetSpec, "checks">): Policy {
	const checks = spec.checks ?? {};
	const limitOf = (limit: number | string | undefined) => (limit === undefined ? undefined : parseLimit(limit));
	return {
		action: (code) => checks[code]?.action ?? CHECK_RULES[code].action,
		warnIf: (code) => limitOf(checks[code]?.warn_if ?? (CHECK_RULES[code] as CheckRule).warnIf) ?? { count: 0 },
		errorIf: (code) => limitOf(checks[code]?.error_if),
	};
}
