import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { ruleFacts } from "../model/rule-facts.ts";
import type { Replay } from "../replay/replay-result.ts";
import { stageName } from "../words/stage-name.ts";
import { type DriftPeriods, NEITHER } from "./drift-periods.ts";
import { courseOf, openRate } from "./drift-rate.ts";
import type { DriftActivity } from "./drift-result.ts";
import { type DriftRisk, withHolm } from "./drift-standing.ts";

/**
 * Of each activity type, how many leads had one that was known by the landmark, then and now: which types stopped
 * arriving, and which are new.
 */
export function activityRates(
	dataset: Dataset,
	replay: Replay,
	{ periods, random: _, ...risk }: { readonly periods: DriftPeriods; readonly random: unknown } & DriftRisk,
): readonly DriftActivity[] {
	const { types, type, offsets, knownAt } = dataset.activities;
	const { lead: leads } = replay.columns;
	const has = types.map(() => new Uint8Array(leads.length));
	for (let row = 0; row < leads.length; row++) {
		if (periods.of[row] === NEITHER) continue;
		const lead = leads[row]!;
		const until = dataset.createdAt[lead]! + replay.landmarkDays * DAY_MS;
		for (let i = offsets[lead]!; i < offsets[lead + 1]! && knownAt[i]! <= until; i++) has[type[i]!]![row] = 1;
	}
	const last = lastOfType(dataset);
	const tested = withHolm(
		types.map((name, i) => ({
			type: name,
			usedBy: usersOf(replay, name),
			lastAt: Number.isFinite(last[i]!) ? last[i]! : undefined,
			...openRate(has[i]!, { periods, tests: types.length, ...risk }),
		})),
		risk,
	);
	return tested
		.map((one): DriftActivity => ({ ...one, course: courseOf(one) }))
		.sort((a, b) => (a.type < b.type ? -1 : 1));
}

/** When each activity type last happened to any lead; -Infinity if never. */
export function lastOfType({ activities: { types, type, at } }: Dataset): Float64Array {
	const last = new Float64Array(types.length).fill(Number.NEGATIVE_INFINITY);
	for (let i = 0; i < type.length; i++) if (at[i]! > last[type[i]!]!) last[type[i]!] = at[i]!;
	return last;
}

function usersOf({ model }: Replay, name: string): string[] {
	const rules = model.groups.flatMap(({ rules }) =>
		rules.flatMap((rule) => (ruleFacts(rule).activity === name ? [rule.id] : [])),
	);
	const gates = Object.entries(model.stages).flatMap(([stage, { require = [] }]) =>
		require.some((gate) => "activity" in gate && gate.activity === name) ? [`gate of ${stageName(stage)}`] : [],
	);
	return [...rules, ...gates];
}
