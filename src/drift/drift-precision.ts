import type { Random } from "../base/random.ts";
import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset, HandoffSpec } from "../dataset/dataset.ts";
import { stageReachedAt } from "../dataset/stage-reached-at.ts";
import { normalQuantile } from "../metrics/distributions/normal-quantile.ts";
import { type Estimate, estimateRate, seenOf } from "../metrics/rates/estimate.ts";
import { homogeneityTest } from "../metrics/rates/homogeneity-test.ts";
import { type PeriodChange, periodChange } from "../metrics/rates/period-change.ts";
import { spreadOf } from "../metrics/rates/rate-tally.ts";
import { LEAST_EACH } from "../metrics/rates/too-few.ts";
import { trendTest } from "../metrics/rates/trend-test.ts";
import { FLAG_OUTCOME, flagOutcome, isExcluded } from "../replay/flag-outcome.ts";
import { flaggedAtOf } from "../replay/flagged-at.ts";
import type { Replay } from "../replay/replay-result.ts";
import { accountInflation } from "./account-inflation.ts";
import { creationMonths } from "./drift-months.ts";
import type { DriftPeriods } from "./drift-periods.ts";
import type { DriftPrecision, DriftStanding, DriftTest } from "./drift-result.ts";
import { type DriftRisk, type OpenTest, shufflesFor, tooFewUnits, withHolm } from "./drift-standing.ts";

/** A change of precision by less than this is seldom worth knowing. */
const SMALL_CHANGE = 0.1;
/** What the printed difference may spend of the risk, to 1 for the trend and 1 for any difference among months. */
const CHANGE_WEIGHT = 8;
/** 80 % normal quantile. */
const Z_POWER_80 = 0.8416212335729143;

/** A flag that can be judged. */
interface Settled {
	readonly row: number;
	/** Month of creation. */
	readonly at: number;
	readonly hit: number;
	readonly created: number;
}

interface PrecisionInput extends DriftRisk {
	readonly periods: DriftPeriods;
	readonly random: Random;
	readonly flagWithinDays: number;
}

/**
 * Precision of every hand-off by month of creation, and whether it moved: the difference of the two periods that is
 * printed, a trend, and any difference at all. The printed difference may spend eight tenths of the risk, the others one
 * each (Holm with weights): it is the question that is asked, and with a third of the risk each a fall from 50 to 33 %
 * would be missed twice as often.
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
		measured.flatMap(({ changeOpen, trendOpen, differenceOpen }) => [changeOpen, trendOpen, differenceOpen]),
		input,
	);
	return measured.map(
		({ changeOpen: _, trendOpen: __, differenceOpen: ___, trend, anyDifference, ...rest }, i): DriftPrecision => {
			const [first, one, other] = [tested[3 * i]!, tested[3 * i + 1]!, tested[3 * i + 2]!];
			const change = notDenied(first, rest.interval);
			return {
				...rest,
				change,
				trend: { ...trend, ...one },
				anyDifference: { ...anyDifference, ...other },
				standing: gravest(change.standing, one.standing, other.standing),
			};
		},
	);
}

/** Where an interval leaves 0 out by itself, but not after correction, nobody can say that nothing was seen. */
function notDenied(test: DriftTest, interval: readonly [number, number] | undefined): DriftTest {
	if (test.standing !== "no change seen" || interval === undefined || (interval[0] <= 0 && interval[1] >= 0))
		return test;
	return {
		...test,
		standing: "cannot tell yet",
		reason: "the change is more than chance by itself, but not among so many tests",
	};
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
	const settled: Settled[] = [];
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
	const { accounts } = periods;
	const rate = (rows: readonly Settled[], reason = "no mature flag") => rateOver(rows, { accounts, reason });
	const before = rate(settled.filter(({ created }) => created < periods.reference.to));
	const after = rate(settled.filter(({ created }) => created >= periods.reference.to));
	const moved = changeOf(settled, periods);
	// The first test of Holm has to pass its share of the risk over all of them.
	const bar = ((risk.risk / risk.parts) * CHANGE_WEIGHT) / ((CHANGE_WEIGHT + 2) * replay.handoffs.length);
	const detectable = moved === undefined ? undefined : detectableChange(moved, bar);
	const all = rate(settled);
	const inflation = trendInflation(settled, { periods, rate: seenOf(all).value ?? 0 });
	const trend = trendTest(
		months.map(({ at, count: { hits, misses } }) => ({ at, count: hits + misses, sum: hits, squares: hits })),
		{ inflation },
	);
	const groups = months.map(({ count }) => ({ hits: count.hits, total: count.hits + count.misses }));
	const { pValue: differs, ...anyDifference } = homogeneityTest(groups, {
		random: random.fork(`precision ${from} ${to}`),
		replicates: shufflesFor((CHANGE_WEIGHT + 2) * replay.handoffs.length, risk),
		inflation,
	});
	const limits =
		(periods.accounts === undefined ? undefined : tooFewUnits(periods)) ?? limitsOf({ all, before, after, moved });
	return {
		from,
		to,
		threshold,
		months: months.map(({ month, at, count: { hits: _, misses: __, ...count } }) => ({
			month,
			...count,
			precision: rate(
				settled.filter((one) => one.at === at),
				count.mature === 0
					? `no lead of the month has had its ${flagWithinDays} + ${replay.horizonDays} days`
					: "no mature flag",
			),
		})),
		trend,
		anyDifference,
		changeOpen: { ...limits, pValue: moved?.pValue, weight: CHANGE_WEIGHT } satisfies OpenTest,
		trendOpen: { ...limits, pValue: trend.pValue } satisfies OpenTest,
		differenceOpen: { ...limits, pValue: differs } satisfies OpenTest,
		before,
		after,
		difference: moved?.difference,
		interval: moved?.interval,
		detectable: limits.isBlocked ? undefined : detectable,
		recentMatureFrom: lastMature < periods.recent.from ? periods.recent.from + horizon + within : undefined,
	};
}

function rateOver(
	rows: readonly Settled[],
	{ accounts, reason }: { readonly accounts: DriftPeriods["accounts"]; readonly reason: string },
): Estimate {
	const hits = rows.map(({ hit }) => hit);
	const spread = spreadOf(hits, accounts && rows.map(({ row }) => accounts.of[row]!));
	return estimateRate(
		hits.reduce((sum, hit) => sum + hit, 0),
		rows.length,
		{ reason, spread },
	);
}

function changeOf(settled: readonly Settled[], { accounts, reference }: DriftPeriods): PeriodChange | undefined {
	const sums = new Map<number, { readonly before: [number, number]; readonly after: [number, number] }>();
	for (const { row, hit, created } of settled) {
		const account = accounts?.of[row] ?? row;
		let own = sums.get(account);
		if (own === undefined) {
			own = { before: [0, 0], after: [0, 0] };
			sums.set(account, own);
		}
		const side = created < reference.to ? own.before : own.after;
		side[0] += hit;
		side[1]++;
	}
	return periodChange(sums.values());
}

/** A change this large is found in 80 of 100 histories like this one, at the p-value that the first test has to pass. */
function detectableChange({ at }: PeriodChange, bar: number): number {
	const [low, high] = at(1 - bar);
	const half = (high - low) / 2;
	return half * (1 + Z_POWER_80 / normalQuantile(1 - bar / 2));
}

interface Limits {
	readonly all: Estimate;
	readonly before: Estimate;
	readonly after: Estimate;
	readonly moved: PeriodChange | undefined;
}

function limitsOf({ all, before, after, moved }: Limits): Omit<OpenTest, "pValue"> {
	const least = Math.min(before.total, after.total);
	const few = [before, after].find((one) => one.state !== "measured" && one.moreAccounts !== undefined);
	if (least >= LEAST_EACH && few?.state === "cannot tell yet") {
		return { isBlocked: true, isBlind: true, reason: few.reason, moreNeeded: few.moreNeeded };
	}
	if (least < LEAST_EACH || moved === undefined) {
		return {
			isBlocked: true,
			isBlind: true,
			reason: `${before.total} mature flags in the reference period and ${after.total} after it; at least ${LEAST_EACH} of each are needed`,
			moreNeeded: Math.max(0, LEAST_EACH - before.total) + Math.max(0, LEAST_EACH - after.total),
		};
	}
	const { interval } = moved;
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
