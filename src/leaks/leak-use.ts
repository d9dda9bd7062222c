import type { Dataset } from "../dataset/dataset.ts";
import { delongTest } from "../metrics/delong/delong-test.ts";
import { jointScoreTable } from "../metrics/tables/joint-score-table.ts";
import { ruleFacts } from "../model/rule-facts.ts";
import type { Gate, Rule, ScoringModel } from "../model/schema.ts";
import { withoutRules } from "../model/without-rules.ts";
import { landmarkOutcomes } from "../replay/landmark-outcomes.ts";
import { replay } from "../replay/replay.ts";
import type { Replay } from "../replay/replay-result.ts";
import type { LeakFall, LeakUse } from "./leak-finding.ts";

/** What a rule or gate must not use. */
export interface Suspect {
	readonly kind: "attribute" | "activity";
	readonly name: string;
}

/**
 * The rules and gates that use a suspect, and how much precision and order the model loses without them: what it loses was
 * never there. `undefined` when the model does not use it.
 *
 * @param options.before the model replayed as it is; the replay without has its cohort, days and hand-offs
 * @param options.isGrave whether to replay without it; what is only worth a look is named and not replayed
 */
export async function leakUse(
	dataset: Dataset,
	{
		before,
		suspect,
		isGrave = true,
		threads,
	}: {
		readonly before: Replay;
		readonly suspect: Suspect;
		readonly isGrave?: boolean;
		readonly threads?: number | undefined;
	},
): Promise<LeakUse | undefined> {
	const { model } = before;
	const used = usesOf(model, suspect);
	if (used === undefined) return undefined;
	const { rules, gates } = used;
	if (!isGrave) return { rules, gates, falls: [], reason: "it is only worth a look" };
	const without = modelWithout(model, suspect);
	if (without === undefined) return { rules, gates, falls: [], reason: "the model has no other rule" };
	const { horizonDays, landmarkDays, cohort, handoffs } = before;
	const after = await replay(dataset, without, {
		horizonDays,
		landmarkDays,
		from: cohort.from,
		to: cohort.to,
		handoffs: handoffs.map(({ from, to }) => ({ from, to })),
		...(threads === undefined ? {} : { threads }),
	});
	return { rules, gates, falls: before.handoffs.map((_, i) => fallOf(dataset, { before, after, handoff: i })) };
}

/**
 * Ids of the rules, and stages of the gates, that use a suspect; `undefined` when none does.
 *
 * @example usesOf(model, { kind: "attribute", name: "deal_room_url" })?.rules // ["deal-room"]
 */
export function usesOf(
	model: ScoringModel,
	suspect: Suspect,
): { readonly rules: readonly string[]; readonly gates: readonly string[] } | undefined {
	const rules = model.groups.flatMap((group) =>
		group.rules.filter((rule) => ruleUses(rule, suspect)).map(({ id }) => id),
	);
	const gates = Object.entries(model.stages).flatMap(([stage, { require = [] }]) =>
		require.some((gate) => gateUses(gate, suspect)) ? [stage] : [],
	);
	return rules.length + gates.length === 0 ? undefined : { rules, gates };
}

function fallOf(
	dataset: Dataset,
	{ before, after, handoff }: { readonly before: Replay; readonly after: Replay; readonly handoff: number },
): LeakFall {
	const one = before.handoffs[handoff]!;
	const other = after.handoffs[handoff]!;
	const auc = (of: Replay) => of.ranking.find(({ stage }) => stage === one.to)?.auc;
	const { rows, outcomes } = landmarkOutcomes(dataset, before, one.to);
	const scores = (of: Replay) => Array.from(rows, (row) => of.columns.landmarkScore[row]!);
	const test = delongTest(jointScoreTable(scores(before), scores(after), outcomes));
	return {
		from: one.from,
		to: one.to,
		precisionWith: one.precision,
		precisionWithout: other.precision,
		aucWith: auc(before),
		aucWithout: auc(after),
		...(test.state === "measured"
			? { aucFall: { value: test.difference, interval: test.interval } }
			: { aucFall: undefined, reason: test.reason }),
	};
}

function ruleUses(rule: Rule, { kind, name }: Suspect): boolean {
	return ruleFacts(rule)[kind] === name;
}

function gateUses(gate: Gate, { kind, name }: Suspect): boolean {
	return kind === "attribute"
		? "attribute" in gate && gate.attribute === name
		: "activity" in gate && gate.activity === name;
}

/**
 * A model without the rules and gates that use a suspect; groups that become empty go, and so do gates on rules that went.
 * `undefined` when no rule is left.
 */
export function modelWithout(model: ScoringModel, suspect: Suspect): ScoringModel | undefined {
	return withoutRules(model, {
		rule: (rule) => ruleUses(rule, suspect),
		gate: (gate) => gateUses(gate, suspect),
	});
}
