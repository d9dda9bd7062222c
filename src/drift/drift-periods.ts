import { configurationError } from "../base/error.ts";
import { dayText } from "../dataset/calendar.ts";
import { type Dataset, NEVER } from "../dataset/dataset.ts";
import { usualRange } from "../dataset/usual-range.ts";
import { type LeadAccounts, leadAccounts } from "../replay/leads/lead-accounts.ts";
import type { Replay } from "../replay/replay-result.ts";
import { countOf, formatCount } from "../words/number-format.ts";
import type { DriftPeriod } from "./drift-result.ts";

/** Which periods are compared. */
export interface DriftPeriodOptions {
	/** The reference period ends before this instant; by default after the first half of the time. */
	readonly referenceTo?: number | undefined;
	/** The recent period begins here; by default the last quarter of the time. */
	readonly recentFrom?: number | undefined;
}

/** Neither period, or too young for the score that is compared. */
export const NEITHER = 0;
export const REFERENCE = 1;
export const RECENT = 2;

/** The two periods, with the rows of the cohort in them. */
export interface DriftPeriods {
	readonly reference: DriftPeriod;
	readonly recent: DriftPeriod;
	readonly between: number;
	readonly tooYoung: number;
	/** {@link NEITHER}, {@link REFERENCE} or {@link RECENT} of each row. */
	readonly of: Uint8Array;
	/** Rows in either period. */
	readonly rows: Int32Array;
	/** `undefined` when no two leads share an account. */
	readonly accounts: LeadAccounts | undefined;
	/** Accounts in each period, or leads where none share one: what varies by itself. */
	readonly units: { readonly before: number; readonly after: number };
	readonly notes: readonly string[];
}

/**
 * Splits a cohort by time of creation. Leads too young for a score at the landmark belong to neither period. By default
 * the first half of the time is held against the last quarter: the half gives the reference numbers, and the quarter
 * between keeps a slow change from being half in both.
 *
 * @throws LabError (configuration) `drift-periods` when they overlap or lie outside the cohort
 * @example driftPeriods(history, result, {}).recent.leads // 1254
 */
export function driftPeriods(
	dataset: Dataset,
	replay: Replay,
	{ referenceTo, recentFrom }: DriftPeriodOptions,
): DriftPeriods {
	const { lead, landmarkScore } = replay.columns;
	const { calendar, createdAt } = dataset;
	const tooYoung = landmarkScore.reduce((count, score) => count + (Number.isNaN(score) ? 1 : 0), 0);
	const usual = usualRange(lead.length, (row) => (Number.isNaN(landmarkScore[row]!) ? NEVER : createdAt[lead[row]!]!));
	const isEmpty = usual === undefined;
	const firstDay = isEmpty ? 0 : calendar.dayOf(usual.from);
	const days = isEmpty ? 0 : calendar.dayOf(usual.to) - firstDay + 1;
	const cut = (share: number) => calendar.startOf(firstDay + Math.ceil(days * share));
	const from = isEmpty ? replay.asOf : calendar.startOf(firstDay);
	const to = isEmpty ? replay.asOf : calendar.startOf(firstDay + days);
	const second = recentFrom ?? Math.max(cut(0.75), referenceTo ?? Number.NEGATIVE_INFINITY);
	const half = referenceTo ?? Math.min(cut(0.5), second);
	// A cohort of a day or two has an empty period by itself; that is told as too few leads.
	const isAsked = referenceTo !== undefined || recentFrom !== undefined;
	if (isAsked && !isEmpty && !(half > from && half <= second && second < to)) {
		const text = (at: number) => dayText(calendar.dayOf(at));
		throw configurationError({
			code: "drift-periods",
			message: `the reference period must end after ${text(from)} and by the start of the recent one, and that before ${text(to)}; got ${text(half)} and ${text(second)}.`,
			cure: "Give other dates, or none: the first half of the time is then held against the last quarter.",
		});
	}
	const of = new Uint8Array(lead.length);
	const counts = [0, 0, 0];
	lead.forEach((one, row) => {
		if (Number.isNaN(landmarkScore[row]!)) return;
		const at = createdAt[one]!;
		of[row] = at < from || at >= to ? NEITHER : at < half ? REFERENCE : at >= second ? RECENT : NEITHER;
		counts[of[row]!]!++;
	});
	const far = usual?.outside ?? 0;
	const reference = { from, to: half, leads: counts[REFERENCE]! };
	const recent = { from: second, to, leads: counts[RECENT]! };
	const accounts = leadAccounts(dataset, lead);
	return {
		reference,
		recent,
		between: counts[NEITHER]! - far,
		tooYoung,
		of,
		rows: Int32Array.from(of.keys()).filter((row) => of[row] !== NEITHER),
		accounts,
		units:
			accounts === undefined
				? { before: reference.leads, after: recent.leads }
				: { before: accountsIn(REFERENCE, of, accounts), after: accountsIn(RECENT, of, accounts) },
		notes: notesOf(dataset, { reference, recent, tooYoung, accounts, far }),
	};
}

function accountsIn(period: number, of: Uint8Array, accounts: LeadAccounts): number {
	const seen = new Set<number>();
	for (let row = 0; row < of.length; row++) if (of[row] === period) seen.add(accounts.of[row]!);
	return seen.size;
}

function notesOf(
	{ calendar }: Dataset,
	{
		reference,
		recent,
		tooYoung,
		accounts,
		far,
	}: Pick<DriftPeriods, "reference" | "recent" | "tooYoung" | "accounts"> & { readonly far: number },
): string[] {
	const notes: string[] = [];
	const seasons = (period: DriftPeriod) => {
		const found = new Set<string>();
		for (let day = calendar.dayOf(period.from); day < calendar.dayOf(period.to); day += 7) {
			found.add(dayText(day).slice(5, 7));
		}
		return found;
	};
	const known = seasons(reference);
	const missing = [...seasons(recent)].filter((month) => !known.has(month));
	if (missing.length > 0) {
		notes.push(
			`The reference period lacks ${missing.length === 1 ? "a month" : `${missing.length} months`} of the year that the recent one has: a season cannot be told from drift.`,
		);
	}
	if (tooYoung > 0) {
		notes.push(
			`${formatCount(tooYoung)} ${tooYoung === 1 ? "lead is" : "leads are"} too young for the score that is compared.`,
		);
	}
	if (far > 0) {
		notes.push(
			`${countOf(far, "lead is", "leads are")} created years away from all others and ${far === 1 ? "belongs" : "belong"} to neither period.`,
		);
	}
	if (accounts !== undefined) {
		notes.push(
			`${formatCount(accounts.shared)} leads share an account with another: tests and intervals allow for leads that come together.`,
		);
	}
	return notes;
}
