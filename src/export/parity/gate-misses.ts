import type { Value } from "../../base/value.ts";
import { compilePredicate } from "../../model/predicate.ts";
import type { Gate } from "../../model/schema.ts";
import type { ProbeActivity } from "./probe.ts";
import { activityProbes } from "./probe-occurrences.ts";
import { probeValues } from "./probe-values.ts";
import { tellApart } from "./tell-apart.ts";

/** What to put into a lead for a gate: the value of an attribute, or activities. */
export type GatePart =
	| { readonly attribute: string; readonly value: Value | undefined }
	| { readonly activities: readonly ProbeActivity[] };

/**
 * Ways to miss a gate narrowly, each condition of it on its own: an artefact that forgot the condition lets them pass.
 *
 * @example gateMisses({ attribute: "employees", at_least: 50 })[0] // { attribute: "employees", value: undefined }
 */
export function gateMisses(gate: Gate): GatePart[] {
	if ("rule" in gate) return [];
	if ("activity" in gate) {
		const near = activityProbes({ ...gate, tiers: [{ at_least: 1, points: 1 }] }).nearMisses;
		return near.length < 2
			? near.map((one) => ({ activities: [one] }))
			: [near, ...near.map((one) => [one])].map((activities) => ({ activities }));
	}
	const holds = compilePredicate(gate);
	const values = tellApart(
		[gate],
		probeValues([gate]).map(({ value }) => value),
	);
	return [undefined, ...values].filter((value) => !holds(value)).map((value) => ({ attribute: gate.attribute, value }));
}

/**
 * Ways to pass a gate on an attribute: each value of a list, each spelling; an artefact that forgot one does not let it
 * pass.
 *
 * @example gatePasses({ attribute: "role", is: ["vp", "cto"] }).length // 10
 */
export function gatePasses(gate: Gate): GatePart[] {
	if (!("attribute" in gate)) return [];
	const holds = compilePredicate(gate);
	return [undefined, ...probeValues([gate]).map(({ value }) => value)]
		.filter((value) => holds(value))
		.map((value) => ({ attribute: gate.attribute, value }));
}
