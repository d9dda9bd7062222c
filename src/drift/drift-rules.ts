import { dayText } from "../dataset/calendar.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { ruleFacts } from "../model/rule-facts.ts";
import { clamp } from "../model/score.ts";
import { landmarkContributions } from "../replay/landmark-contributions.ts";
import type { Replay } from "../replay/replay-result.ts";
import { lastOfType } from "./drift-activities.ts";
import { type DriftPeriods, NEITHER, RECENT } from "./drift-periods.ts";
import { courseOf, openRate } from "./drift-rate.ts";
import type { DriftCap, DriftRule } from "./drift-result.ts";
import { type DriftRisk, withHolm } from "./drift-standing.ts";
import { meanChange } from "./mean-change.ts";

/**
 * What each rule gave at the landmark then and now: to how many leads points other than 0, and how many on average. The
 * averages of the rules and of what limits took add up to the average score, so they say which rules carry a change.
 */
export function driftRules(
	dataset: Dataset,
	replay: Replay,
	{ periods, random: _, ...risk }: { readonly periods: DriftPeriods; readonly random: unknown } & DriftRisk,
): { readonly rules: readonly DriftRule[]; readonly caps: readonly DriftCap[] } {
	const { groups } = replay.model;
	const rules = groups.flatMap((group) => group.rules.map((rule) => ({ rule, group: group.id })));
	const rows = replay.columns.lead.length;
	const fired = rules.map(() => new Uint8Array(rows));
	// Sums and squares by rule, then by group (limits), then of the score's limits and rounding.
	const parts = rules.length + groups.length + 1;
	const sums = [0, 1].map(() => ({ count: 0, sum: new Float64Array(parts), squares: new Float64Array(parts) }));
	landmarkContributions(dataset, replay, (row, points) => {
		if (periods.of[row] === NEITHER) return;
		const into = sums[periods.of[row] === RECENT ? 1 : 0]!;
		const add = (part: number, value: number) => {
			into.sum[part]! += value;
			into.squares[part]! += value * value;
		};
		into.count++;
		let total = 0;
		let rule = 0;
		groups.forEach((group, g) => {
			let sum = 0;
			for (const _ of group.rules) {
				const value = points[rule]!;
				if (value !== 0) fired[rule]![row] = 1;
				add(rule++, value);
				sum += value;
			}
			const limited = clamp(sum, group);
			add(rules.length + g, limited - sum);
			total += limited;
		});
		add(parts - 1, replay.columns.landmarkScore[row]! - total);
	});
	const change = (part: number) => {
		const [before, after] = sums.map(({ count, sum, squares }) => ({
			count,
			sum: sum[part]!,
			squares: squares[part]!,
		}));
		return meanChange(before!, after!);
	};
	const tested = withHolm(
		rules.map(({ rule, group }, i) => ({
			rule: rule.id,
			group,
			points: change(i),
			...openRate(fired[i]!, { periods, tests: rules.length, ...risk }),
		})),
		risk,
	);
	const last = lastOfType(dataset);
	return {
		rules: tested.map((one, i): DriftRule => {
			const { rule } = rules[i]!;
			const isEarly = ruleFacts(rule).daysNeeded > replay.landmarkDays;
			const seen = courseOf(one);
			const course = seen === "never" && isEarly ? "too early" : seen;
			const isOdd = course === "silent" || course === "collapsed" || course === "never";
			const because = isOdd ? reasonOf(dataset, { rule, last, since: periods.recent.from }) : undefined;
			return { ...one, course, ...(because === undefined ? {} : { because }) };
		}),
		caps: [
			...groups.flatMap((group, g): DriftCap[] =>
				group.cap === undefined && group.floor === undefined
					? []
					: [{ group: group.id, points: change(rules.length + g) }],
			),
			{ group: undefined, points: change(parts - 1) },
		],
	};
}

/** Why a rule fell silent, when its activity stopped arriving. */
function reasonOf(
	dataset: Dataset,
	{
		rule,
		last,
		since,
	}: {
		readonly rule: Replay["model"]["groups"][number]["rules"][number];
		readonly last: Float64Array;
		readonly since: number;
	},
): string | undefined {
	const { activity } = ruleFacts(rule);
	if (activity === undefined) return undefined;
	const type = dataset.activities.types.indexOf(activity);
	const at = last[type];
	if (at === undefined || !Number.isFinite(at)) return `${activity} never occurs`;
	const day = dayText(dataset.calendar.dayOf(at));
	return at < since ? `the last ${activity} of any lead was on ${day}` : undefined;
}
