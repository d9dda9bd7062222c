import { DAY_MS } from "../dataset/calendar.ts";
import type { HandoffSpec } from "../dataset/dataset.ts";
import { type Certificate, certifyPrecision } from "../metrics/rates/certify-precision.ts";
import { type Estimate, estimateRate, seenOf } from "../metrics/rates/estimate.ts";
import { type FlagsNeededRow, flagsNeeded, flagsNeededTable } from "../metrics/rates/flags-needed.ts";
import type { FlagCounts } from "../replay/replay-result.ts";
import { formatCount, formatRate } from "../words/number-format.ts";
import type { CertifyingLeads } from "./certifying-leads.ts";
import { measuredHandoff } from "./threshold-figures.ts";
import type { TimeSplit } from "./time-split.ts";

/** What is to be promised: a precision of at least `precision`, wrongly with a chance of at most `risk`. */
export interface CertificateTerms {
	readonly precision: number;
	/** 1 - confidence; 0.05 by default. */
	readonly risk?: number | undefined;
}

/** What a certificate needs, and what the history gives. */
export interface CertificatePlan extends HandoffSpec {
	readonly precision: number;
	readonly risk: number;
	/** Known before anything is looked at: mature flags needed, by the precision that is then seen. */
	readonly needed: readonly FlagsNeededRow[];
	readonly state: "certified" | "cannot be certified";
	/** Lowest threshold with the promise; `undefined` when it cannot be certified. */
	readonly threshold: number | undefined;
	/** Why it cannot be certified, as a sentence. */
	readonly reason?: string;
	/** About how many more mature flags it takes; `undefined` when certified, or when no number is enough. */
	readonly moreCalls: number | undefined;
	/** Where the sequence of tests begins, fixed by the older leads; `undefined` without a split. */
	readonly start: CertificateStart | undefined;
	/** The tests on the younger leads, from the start down. */
	readonly sequence: Certificate | undefined;
	readonly speaks: CertificatePeriod | undefined;
	readonly leads: Omit<CertifyingLeads, "keep"> | undefined;
}

/** The first threshold of a sequence, and how good its chances were beforehand. */
export interface CertificateStart {
	readonly threshold: number;
	readonly onOlder: Estimate;
	/** Mature flags needed at the precision of the older leads; `undefined` when no number is enough. */
	readonly flagsNeeded: number | undefined;
	/** Mature flags of the leads that count. */
	readonly flagsThere: number;
}

/** Which flags a certificate speaks of: nothing is said of later ones, when the market or the model may have changed. */
export interface CertificatePeriod {
	/** The leads were created from this instant on. */
	readonly createdFrom: number;
	/** And flagged by this one: later flags have not had their horizon. */
	readonly flaggedUntil: number;
}

const MARGINS = [0.03, 0.05, 0.1, 0.15, 0.2];

/**
 * Certifies the lowest threshold whose precision is at least p with confidence 1 - risk, on the younger leads of a split.
 *
 * The sequence is fixed before a younger lead is looked at: it begins at the threshold where the older leads promise the
 * clearest pass, (rate - p) sqrt(flags) at its largest, and goes down point by point up to the first that fails (fixed
 * sequence; learned on separate data, so that precision need not rise with the threshold). Each test is the exact binomial
 * tail on whole counts. Of each account one lead counts, see `certifyingLeads`.
 *
 * It holds for a model whose points were not tuned on these younger leads, and for one look: asking again as the same leads
 * mature spends the risk again.
 *
 * @param split from `splitInTime`; what it says when there is none is the reason
 * @throws RangeError when a share is not in (0, 1); LabError (configuration) when the hand-off was not measured
 * @example planCertificate(split, { from: "mql", to: "sql" }, { precision: 0.3 }).threshold // 38
 */
export function planCertificate(
	split: Pick<TimeSplit, "cutAt" | "older" | "certifying"> | { readonly reason: string },
	{ from: flag, to: outcome }: HandoffSpec,
	{ precision, risk = 0.05 }: CertificateTerms,
): CertificatePlan {
	const margins = MARGINS.map((more) => Math.round((precision + more) * 1e6) / 1e6);
	const needed = flagsNeededTable(
		margins.filter((rate) => rate <= 1),
		{ precision, risk },
	);
	const common = { from: flag, to: outcome, precision, risk, needed };
	const none = { state: "cannot be certified", threshold: undefined, moreCalls: undefined } as const;
	if (!("cutAt" in split)) {
		const nothing = { start: undefined, sequence: undefined, speaks: undefined, leads: undefined };
		return { ...common, ...none, ...nothing, reason: split.reason };
	}
	const { older, certifying, cutAt } = split;
	const { replay } = certifying;
	const before = measuredHandoff(older, { from: flag, to: outcome }).sweep.rows;
	const rows = measuredHandoff(replay, { from: flag, to: outcome }).sweep.rows;
	const first = sequenceStart(before, { precision, risk, otherwise: rows.length - 1 });
	const sequence = certifyPrecision(
		rows
			.slice(0, Math.max(0, first) + 1)
			.map(({ threshold, hits, misses }) => ({ threshold, hits, flagged: hits + misses }))
			.reverse(),
		{ precision, risk },
	);
	const seen = countsOf(before[first]);
	const there = countsOf(rows[first]);
	const onOlder = estimateRate(seen.hits, seen.flagged, { reason: "no mature flag on the older leads" });
	const start = {
		threshold: Math.max(0, first),
		onOlder,
		flagsNeeded: neededAt(seenOf(onOlder).value, { precision, risk }),
		flagsThere: there.flagged,
	};
	const speaks = { createdFrom: cutAt, flaggedUntil: replay.asOf - replay.horizonDays * DAY_MS };
	const { leads, sameAccount, knownAccount } = certifying;
	const found = { ...common, start, sequence, speaks, leads: { leads, sameAccount, knownAccount } };
	if (sequence.lowest !== undefined) {
		return { ...found, state: "certified", threshold: sequence.lowest.threshold, moreCalls: undefined };
	}
	const both = estimateRate(seen.hits + there.hits, seen.flagged + there.flagged);
	// The test that failed: thresholds above it had so few flags that they were passed over.
	const failed = sequence.thresholds.find((one) => one.state === "not certified");
	if (failed !== undefined && failed.threshold !== start.threshold) {
		const known = countsOf(before[failed.threshold]);
		const pooled = estimateRate(known.hits + failed.hits, known.flagged + failed.flagged);
		return { ...found, ...none, ...whyNot(failed.threshold, failed, { both: pooled, precision, risk }) };
	}
	return { ...found, ...none, ...whyNot(start.threshold, there, { both, precision, risk }) };
}

/**
 * The precision to certify when nobody names one: the largest multiple of 5 % (below 5 %: of 1 %) that is not above the low
 * end of what the older leads show. It comes from leads that the certificate does not count. `undefined` when they show too
 * little.
 *
 * @example certifiablePrecision(estimateRate(60, 150)) // 0.3
 */
export function certifiablePrecision(estimate: Estimate): number | undefined {
	if (estimate.state !== "measured") return undefined;
	const { interval } = estimate;
	const steps = interval[0] < 0.05 ? 100 : 20;
	const precision = Math.floor(interval[0] * steps + 1e-9) / steps;
	return precision === 0 ? undefined : Math.min(0.95, precision);
}

/** Fewest flags with which hits alone can pass: p^n <= risk. */
function leastFlags(precision: number, risk: number): number {
	return Math.ceil(Math.log(risk) / Math.log(precision) - 1e-9);
}

/**
 * The threshold at which a sequence of tests begins, from counts of leads that the tests do not use: where the pass is
 * clearest, (rate - p) sqrt(flags) at its largest, of equal ones the highest. `otherwise` when no threshold has enough flags
 * for hits alone to pass.
 *
 * @param rows `rows[t]` are the counts at threshold t
 */
export function sequenceStart(
	rows: readonly Pick<FlagCounts, "hits" | "misses">[],
	{ precision, risk, otherwise }: { readonly precision: number; readonly risk: number; readonly otherwise: number },
): number {
	const least = leastFlags(precision, risk);
	let best = otherwise;
	let clearest = Number.NEGATIVE_INFINITY;
	rows.forEach((row, threshold) => {
		const { hits, flagged } = countsOf(row);
		if (flagged < least) return;
		// One hit and one miss more than seen, so that a handful of hits does not look certain.
		const clear = ((hits + 1) / (flagged + 2) - precision) * Math.sqrt(flagged);
		if (clear >= clearest) [best, clearest] = [threshold, clear];
	});
	return best;
}

function countsOf(row: Pick<FlagCounts, "hits" | "misses"> | undefined): {
	readonly hits: number;
	readonly flagged: number;
} {
	return row === undefined ? { hits: 0, flagged: 0 } : { hits: row.hits, flagged: row.hits + row.misses };
}

function neededAt(rate: number | undefined, terms: { readonly precision: number; readonly risk: number }) {
	return rate === undefined || rate <= terms.precision ? undefined : flagsNeeded(rate, terms);
}

/** Why the first threshold was refused, and what it takes. */
function whyNot(
	threshold: number,
	there: { readonly hits: number; readonly flagged: number },
	{ both, precision, risk }: { readonly both: Estimate; readonly precision: number; readonly risk: number },
): { readonly reason: string; readonly moreCalls: number | undefined } {
	const least = leastFlags(precision, risk);
	const wanted = neededAt(seenOf(both).value, { precision, risk });
	const counts = `${formatCount(there.hits)} hits of ${formatCount(there.flagged)} mature flags at ${threshold}`;
	if (there.flagged < least) {
		const reason = `${formatCount(there.flagged)} mature flags at ${threshold} among the leads that count; below ${least} even hits alone prove nothing`;
		return { reason, moreCalls: Math.max(least, wanted ?? 0) - there.flagged };
	}
	if (wanted === undefined) {
		const reason = `${counts} are too few, and at the precision of all leads (${formatRate(seenOf(both).value)}) no number of flags would be enough`;
		return { reason, moreCalls: undefined };
	}
	if (wanted > there.flagged) {
		const reason = `${counts} are too few; at the precision of all leads (${formatRate(seenOf(both).value)}) it takes about ${formatCount(wanted)}`;
		return { reason, moreCalls: wanted - there.flagged };
	}
	// Enough flags, and yet refused: these leads have had their look, and another takes as many new ones.
	const reason = `${counts} are too few, though the older leads promised more; another test takes about ${formatCount(wanted)} flags of new leads`;
	return { reason, moreCalls: wanted };
}
