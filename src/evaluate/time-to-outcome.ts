import { DAY_MS } from "../dataset/calendar.ts";
import { type Dataset, NEVER } from "../dataset/dataset.ts";
import { stageReachedAt } from "../dataset/stage-reached-at.ts";
import { LEAST_EACH } from "../metrics/rates/too-few.ts";
import { type KaplanMeier, kaplanMeier } from "../metrics/survival/kaplan-meier.ts";
import { type LogRank, logRankTest } from "../metrics/survival/log-rank-test.ts";
import { medianInterval, survivalAt } from "../metrics/survival/survival-reading.ts";
import type { LeadAccounts } from "../replay/leads/lead-accounts.ts";
import type { Replay } from "../replay/replay-result.ts";
import { groupOf, scoreGroups } from "./score-groups.ts";

/** Leads of a group by the last whole day on which they were watched without the outcome, and by the day it came. */
export interface DayCounts {
	/** Day from 1 on on which the outcome came: `reached[day]`. */
	readonly reached: Float64Array;
	/** Whole days watched when the extract was taken, the outcome not reached: `watched[day]`. */
	readonly watched: Float64Array;
}

/** Fewer leads than this that could be watched so long, and a curve is drawn no further. */
export const LEAST_WATCHED = LEAST_EACH;

/** Time to the outcome of one group of scores. */
export interface TimeCurve {
	readonly group: string;
	readonly leads: number;
	/** Leads that reached the outcome while watched. */
	readonly reached: number;
	/** Leads that left the ladder (an exit) before the outcome. */
	readonly left: number;
	/** Share without the outcome by days since the landmark; leads that left stay in it. */
	readonly curve: KaplanMeier;
	/** Share that reached it within the horizon, with its interval; `undefined` when nobody was watched that long. */
	readonly withinHorizon:
		| { readonly share: number; readonly interval: readonly [number, number] | undefined }
		| undefined;
	/** The same with leads taken out when they leave, as if they would have gone on like the rest. */
	readonly withinHorizonWithoutLeavers: number | undefined;
	/** Days by which half of the leads reached it, with interval; `undefined` when it is not reached. */
	readonly medianDays: number | undefined;
	readonly medianInterval: readonly [number | undefined, number | undefined];
	readonly counts: DayCounts;
	/** Last whole day that at least 20 of its leads could have been watched for; `undefined` with fewer than 20. */
	readonly shownDays: number | undefined;
}

/** How long leads take from the landmark to an outcome, by score at the landmark. */
export interface TimeToOutcome {
	readonly stage: string;
	readonly landmarkDays: number;
	readonly horizonDays: number;
	/** Whether groups are the model's bands or quarters of the leads. */
	readonly by: "band" | "quarter";
	/** From the highest scores down; groups without a lead are left out. */
	readonly curves: readonly TimeCurve[];
	/** Whether the groups reach it at the same pace. */
	readonly logRank: LogRank;
	/** Leads that had reached it by the landmark: they are not in the curves. */
	readonly reachedBefore: number;
	/** Leads whose landmark lies after the extract. */
	readonly tooYoung: number;
}

/**
 * Time from the landmark (creation + `landmarkDays`) to the outcome, by the score at the landmark: a landmark analysis, so
 * that no group is made of what came later. In whole days: an outcome on day d came more than d - 1 and at most d times 24
 * hours after the landmark; a lead is watched for the whole days up to `asOf`, and what came on a day that was not over is
 * left out, for everybody alike.
 *
 * Leads that have not reached it when the extract was taken are censored there, all for the same reason, which no lead
 * chose. An exit (disqualified, lost) is not the end of watching: the lead stays in, and has not reached it unless it comes
 * back. So one less the curve is the share of all leads that reached the outcome, losses counted. Taking leavers out when
 * they leave would say what the rest did, and is given beside it.
 *
 * From counts by day, so a million leads cost one pass.
 *
 * @throws LabError (configuration) when the dataset has no such stage
 * @example timeToOutcome(history, result, { outcome: "sql" }).curves[0].withinHorizon // { share: 0.41, interval: [0.37, 0.46] }
 */
export function timeToOutcome(
	dataset: Dataset,
	replay: Replay,
	{ outcome, accounts }: { readonly outcome: string; readonly accounts?: LeadAccounts | undefined },
): TimeToOutcome {
	const outcomeAt = stageReachedAt(dataset, outcome);
	const { columns, landmarkDays, horizonDays } = replay;
	const exits = dataset.exits.map((exit) => stageReachedAt(dataset, exit));
	const landmarkOf = (lead: number) => dataset.createdAt[lead]! + landmarkDays * DAY_MS;
	let reachedBefore = 0;
	let tooYoung = 0;
	const rows = columns.lead
		.map((_, row) => row)
		.filter((row) => {
			const lead = columns.lead[row]!;
			const before = outcomeAt[lead]! <= landmarkOf(lead);
			const young = landmarkOf(lead) > dataset.asOf;
			if (young) tooYoung++;
			else if (before) reachedBefore++;
			return !young && !before;
		});
	const scores = Float64Array.from(rows, (row) => columns.landmarkScore[row]!);
	const { by, groups } = scoreGroups(replay.model, scores);
	const oldest = rows.reduce((most, row) => Math.max(most, dataset.asOf - landmarkOf(columns.lead[row]!)), 0);
	const days = Math.floor(oldest / DAY_MS) + 1;
	const newCounts = () => groups.map(() => ({ reached: new Float64Array(days), watched: new Float64Array(days) }));
	const counts = newCounts();
	const withoutLeavers = newCounts();
	const left = new Float64Array(groups.length);
	// Where leads share accounts, one by one beside the counts.
	const each = groups.map(() => ({ times: [] as number[], observed: [] as number[], clusters: [] as number[] }));
	const windows = groups.map(() => new Float64Array(days));
	for (let i = 0; i < rows.length; i++) {
		const lead = columns.lead[rows[i]!]!;
		const group = groupOf(groups, scores[i]!);
		const landmark = landmarkOf(lead);
		const whole = Math.floor((dataset.asOf - landmark) / DAY_MS);
		windows[group]![whole]!++;
		const s = outcomeAt[lead]!;
		const day = s === NEVER ? NEVER : Math.ceil((s - landmark) / DAY_MS);
		if (accounts !== undefined) {
			each[group]!.times.push(Math.min(day, whole));
			each[group]!.observed.push(day <= whole ? 1 : 0);
			each[group]!.clusters.push(accounts.of[rows[i]!]!);
		}
		if (day <= whole) counts[group]!.reached[day]!++;
		else counts[group]!.watched[whole]!++;
		const exitAt = exits.reduce((first, at) => Math.min(first, at[lead]!), NEVER);
		const leaves = exitAt < s;
		if (leaves) left[group]!++;
		const lastDay = leaves ? Math.max(0, Math.min(whole, Math.floor((exitAt - landmark) / DAY_MS))) : whole;
		if (!leaves && day <= whole) withoutLeavers[group]!.reached[day]!++;
		else withoutLeavers[group]!.watched[lastDay]!++;
	}
	const curves = groups.flatMap(({ name }, group): TimeCurve[] => {
		const own = counts[group]!;
		const { times, observed, clusters } = each[group]!;
		const curve = accounts === undefined ? curveOf(own) : kaplanMeier(times, observed, { clusters });
		if (curve.leads === 0) return [];
		const share = (of: DayCounts, from: KaplanMeier) =>
			lastWatched(of) < horizonDays ? undefined : survivalAt(from, horizonDays);
		const within = share(own, curve);
		const without = share(withoutLeavers[group]!, curveOf(withoutLeavers[group]!));
		return [
			{
				group: name,
				leads: curve.leads,
				reached: curve.events,
				left: left[group]!,
				curve,
				withinHorizon:
					within === undefined
						? undefined
						: {
								share: 1 - within.survival,
								interval: within.interval === undefined ? undefined : [1 - within.interval[1], 1 - within.interval[0]],
							},
				withinHorizonWithoutLeavers: without === undefined ? undefined : 1 - without.survival,
				medianDays: curve.medianTime,
				medianInterval: medianInterval(curve),
				counts: own,
				shownDays: lastDayOf(windows[group]!),
			},
		];
	});
	const logRank = accounts === undefined ? testOf(curves) : testOver(each, groups);
	return { stage: outcome, landmarkDays, horizonDays, by, curves, logRank, reachedBefore, tooYoung };
}

/**
 * Leads of a curve that are still watched and without the outcome after whole days.
 *
 * @example atRiskAfter({ reached: Float64Array.of(0, 1), watched: Float64Array.of(0, 0, 3) }, 2) // 3
 */
export function atRiskAfter({ reached, watched }: DayCounts, day: number): number {
	let count = 0;
	for (let at = day; at < watched.length; at++) count += watched[at]! + (at > day ? reached[at]! : 0);
	return count;
}

/** Last day that at least {@link LEAST_WATCHED} leads could be watched for. */
function lastDayOf(windows: Float64Array): number | undefined {
	let leads = 0;
	for (let day = windows.length - 1; day >= 0; day--) {
		leads += windows[day]!;
		if (leads >= LEAST_WATCHED) return day;
	}
	return undefined;
}

/** Last whole day on which anybody was watched. */
function lastWatched({ reached, watched }: DayCounts): number {
	for (let day = watched.length - 1; day >= 0; day--) if (watched[day]! > 0 || reached[day]! > 0) return day;
	return 0;
}

/** One row a day and side, with how many leads it stands for. */
function daysOf({ reached, watched }: DayCounts) {
	const days = Array.from(watched, (_, day) => day);
	return {
		times: [...days, ...days],
		observed: [...days.map(() => 1), ...days.map(() => 0)],
		weights: [...reached, ...watched],
	};
}

function curveOf(counts: DayCounts): KaplanMeier {
	const { times, observed, weights } = daysOf(counts);
	return kaplanMeier(times, observed, { weights });
}

/** The same with accounts as what varies. */
function testOver(
	each: readonly { readonly times: number[]; readonly observed: number[]; readonly clusters: number[] }[],
	groups: readonly { readonly name: string }[],
): LogRank {
	return logRankTest(
		each.flatMap(({ times }) => times),
		each.flatMap(({ observed }) => observed),
		each.flatMap(({ times }, i) => times.map(() => groups[i]!.name)),
		{ clusters: each.flatMap(({ clusters }) => clusters) },
	);
}

function testOf(curves: readonly TimeCurve[]): LogRank {
	const parts = curves.map(({ group, counts }) => ({ group, ...daysOf(counts) }));
	return logRankTest(
		parts.flatMap(({ times }) => times),
		parts.flatMap(({ observed }) => observed),
		parts.flatMap(({ group, times }) => times.map(() => group)),
		{ weights: parts.flatMap(({ weights }) => weights) },
	);
}
