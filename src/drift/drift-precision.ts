import type { Random } from "../base/random.ts";
import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset, HandoffSpec } from "../dataset/dataset.ts";
import { stageReachedAt } from "../dataset/stage-reached-at.ts";
import { estimateRate, seenOf } from "../metrics/rates/estimate.ts";
import { homogeneityTest } from "../metrics/rates/homogeneity-test.ts";
import { newcombeInterval } from "../metrics/rates/rate-difference.ts";
import { LEAST_EACH } from "../metrics/rates/too-few.ts";
import { trendTest } from "../metrics/rates/trend-test.ts";
import { FLAG_OUTCOME, flagOutcome, isExcluded } from "../replay/flag-outcome.ts";
import { flaggedAtOf } from "../replay/flagged-at.ts";
import type { Replay } from "../replay/replay-result.ts";
import { accountInflation } from "./account-inflation.ts";
import { creationMonths } from "./drift-months.ts";
import type { DriftPeriods } from "./drift-periods.ts";
import type { DriftPrecision, DriftStanding } from "./drift-result.ts";
import { type DriftRisk, type OpenTest, shufflesFor, tooFewUnits, withHolm } from "./drift-standing.ts";

/** A change of precision by less than this is seldom worth knowing. */
const SMALL_CHANGE = 0.1;

interface PrecisionInput extends DriftRisk {
	readonly periods: DriftPeriods;
	readonly random: Random;
	readonly flagWithinDays: number;
}

/**
 * Precision of every hand-off by month of creation, and whether it moved: a trend, and any difference at all.
 *
 * Only flags within `flagWithinDays` of creation, and only leads old enough that each such flag has had its horizon. So
 * every month has flags of the same ages, and a young month has fewer leads but never a lower rate. (All flags would not
 * do: old months have late flags that young months cannot have yet.)
 */
export function precisionByCreation(
	dataset: Dataset,
	replay: Replay,
	input: PrecisionInput,
): readonly DriftPrecision[] {
	const measured = replay.handoffs.map((handoff) => measure(dataset, replay, { ...input, handoff }));
	const tested = withHolm(
		measured.flatMap(({ trendOpen, differenceOpen }) => [trendOpen, differenceOpen]),
		input,
	);
	return measured.map(({ trendOpen: _, differenceOpen: __, trend, anyDifference, ...rest }, i): DriftPrecision => {
		const [one, other] = [tested[2 * i]!, tested[2 * i + 1]!];
		return {
			...rest,
			trend: { ...trend, ...one },
			anyDifference: { ...anyDifference, ...other },
			standing: gravest(one.standing, other.standing),
		};
	});
}

function gravest(...standings: readonly DriftStanding[]): DriftStanding {
	if (standings.includes("changed")) return "changed";
	return standings.includes("cannot tell yet") ? "cannot tell yet" : "no change seen";
}

function measure(
	dataset: Dataset,
	replay: Replay,
	{
		handoff: { from, to, threshold },
		periods,
		random,
		flagWithinDays,
		...risk
	}: PrecisionInput & { readonly handoff: HandoffSpec & { readonly threshold: number } },
) {
	const { lead: leads } = replay.columns;
	const flaggedAt = flaggedAtOf(replay.columns, from);
	const { createdAt, asOf } = dataset;
	const reachedAt = stageReachedAt(dataset, to);
	const horizon = replay.horizonDays * DAY_MS;
	const within = flagWithinDays * DAY_MS;
	const window = { horizonMs: horizon, asOf };
	const lastMature = asOf - horizon - within;
	const settled: { readonly row: number; readonly at: number; readonly hit: number; readonly created: number }[] = [];
	const months = creationMonths(dataset, leads).map(({ month, at, rows }) => {
		const count = { mature: 0, immature: 0, flags: 0, late: 0, hits: 0, misses: 0 };
		for (const row of rows) {
			const lead = leads[row]!;
			const created = createdAt[lead]!;
			if (created > lastMature) {
				count.immature++;
				continue;
			}
			count.mature++;
			const t = flaggedAt[row]!;
			const s = reachedAt[lead]!;
			if (t > created + within || isExcluded(created, s)) continue;
			count.flags++;
			// Never immature: the lead is old enough for the latest of these flags.
			const outcome = flagOutcome(t, s, window);
			if (outcome === FLAG_OUTCOME.late) {
				count.late++;
				continue;
			}
			const hit = outcome === FLAG_OUTCOME.hit ? 1 : 0;
			count.hits += hit;
			count.misses += 1 - hit;
			settled.push({ row, at, hit, created });
		}
		return { month, at, count };
	});
	const rate = (rows: readonly { readonly hit: number }[]) =>
		estimateRate(
			rows.reduce((sum, { hit }) => sum + hit, 0),
			rows.length,
			{ reason: "no mature flag" },
		);
	const before = rate(settled.filter(({ created }) => created < periods.reference.to));
	const after = rate(settled.filter(({ created }) => created >= periods.reference.to));
	const isCompared = before.total > 0 && after.total > 0;
	const interval = isCompared ? newcombeInterval(after, before) : undefined;
	const all = rate(settled);
	const inflation = trendInflation(settled, { periods, rate: seenOf(all).value ?? 0 });
	const sums = months.map(({ at, count }) => ({
		at,
		count: count.hits + count.misses,
		sum: count.hits,
		squares: count.hits,
	}));
	const trend = trendTest(sums, { inflation });
	const groups = months.map(({ count }) => ({ hits: count.hits, total: count.hits + count.misses }));
	const { pValue: differs, ...anyDifference } = homogeneityTest(groups, {
		random: random.fork(`precision ${from} ${to}`),
		replicates: shufflesFor(2 * replay.handoffs.length, risk),
		inflation,
	});
	const limits =
		(periods.accounts === undefined ? undefined : tooFewUnits(periods)) ?? limitsOf({ all, before, after, interval });
	return {
		from,
		to,
		threshold,
		months: months.map(({ month, count: { hits, misses, ...count } }) => ({
			month,
			...count,
			precision: estimateRate(hits, hits + misses, {
				reason:
					count.mature === 0
						? `no lead of the month has had its ${flagWithinDays} + ${replay.horizonDays} days`
						: "no mature flag",
			}),
		})),
		trend,
		anyDifference,
		trendOpen: { ...limits, pValue: trend.pValue } satisfies OpenTest,
		differenceOpen: { ...limits, pValue: differs } satisfies OpenTest,
		before,
		after,
		difference: isCompared ? seenOf(after).value! - seenOf(before).value! : undefined,
		interval,
		recentMatureFrom: lastMature < periods.recent.from ? periods.recent.from + horizon + within : undefined,
	};
}

interface Limits {
	readonly all: { readonly total: number };
	readonly before: { readonly total: number };
	readonly after: { readonly total: number };
	readonly interval: readonly [number, number] | undefined;
}

function limitsOf({ all, before, after, interval }: Limits): Omit<OpenTest, "pValue"> {
	const least = Math.min(before.total, after.total);
	if (least < LEAST_EACH || interval === undefined) {
		return {
			isBlocked: true,
			isBlind: true,
			reason: `${before.total} mature flags in the reference period and ${after.total} after it; at least ${LEAST_EACH} of each are needed`,
			moreNeeded: Math.max(0, LEAST_EACH - before.total) + Math.max(0, LEAST_EACH - after.total),
		};
	}
	const half = (interval[1] - interval[0]) / 2;
	if (half <= SMALL_CHANGE) return { isBlocked: false, isBlind: false };
	return {
		isBlocked: false,
		isBlind: true,
		reason: `with so few flags a change of ${(100 * half).toFixed(0)} pp of precision may be chance`,
		moreNeeded: Math.ceil(all.total * ((half / SMALL_CHANGE) ** 2 - 1)),
	};
}

function trendInflation(
	settled: readonly { readonly row: number; readonly at: number; readonly hit: number }[],
	{ periods, rate }: { readonly periods: DriftPeriods; readonly rate: number },
): number {
	if (periods.accounts === undefined || settled.length === 0) return 1;
	const middle = settled.reduce((sum, { at }) => sum + at, 0) / settled.length;
	const terms = Float64Array.from(settled, ({ at, hit }) => (at - middle) * (hit - rate));
	return accountInflation(
		settled.map(({ row }) => row),
		{ accounts: periods.accounts, terms: [terms] },
	);
}
