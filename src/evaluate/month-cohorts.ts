import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { stageReachedAt } from "../dataset/stage-reached-at.ts";
import { type Estimate, estimateRate } from "../metrics/rates/estimate.ts";
import { rateTally } from "../metrics/rates/rate-tally.ts";
import { isExcluded } from "../replay/flag-outcome.ts";
import type { LeadAccounts } from "../replay/leads/lead-accounts.ts";
import { monthRows } from "../replay/month-rows.ts";
import type { Replay } from "../replay/replay-result.ts";

/** Leads created in one month, and the share of them that reached the outcome by each age. */
export interface MonthCohort {
	/** `2024-03`. */
	readonly month: string;
	/** Leads that had not reached the outcome at creation. */
	readonly leads: number;
	/** By age in the order of `ages`; `undefined` where not every lead of the month is that old yet. */
	readonly byAge: readonly (Estimate | undefined)[];
}

/** Months of creation as cohorts. */
export interface MonthCohorts {
	readonly stage: string;
	/** Days since creation. */
	readonly ages: readonly number[];
	readonly months: readonly MonthCohort[];
}

const AGES = [7, 14, 30, 60, 90, 180, 365];

/**
 * The share of each month's leads that had reached the outcome by an age, at ages that all leads of the month have had
 * time to reach: a younger month has fewer of them, and never a share that only looks low. Ages of 24-hour days since
 * creation; the replay's horizon is one of them; ages that no month has reached are left out.
 *
 * @throws LabError (configuration) when the dataset has no such stage
 * @example monthCohorts(history, result, { outcome: "sql" }).months[0].byAge[2]?.value // 0.11
 */
export function monthCohorts(
	dataset: Dataset,
	{ columns, horizonDays }: Pick<Replay, "columns" | "horizonDays">,
	{ outcome, accounts }: { readonly outcome: string; readonly accounts?: LeadAccounts | undefined },
): MonthCohorts {
	const outcomeAt = stageReachedAt(dataset, outcome);
	const candidates = [...new Set([...AGES, horizonDays])].sort((a, b) => a - b);
	const { names, rows } = monthRows(dataset, columns.lead);
	const tallies = accounts && candidates.map(() => rateTally(accounts.count));
	const months = names.map((month, i): MonthCohort => {
		const reached = new Float64Array(candidates.length);
		let leads = 0;
		let youngest = Number.NEGATIVE_INFINITY;
		for (const row of rows[i]!) {
			const lead = columns.lead[row]!;
			const created = dataset.createdAt[lead]!;
			if (isExcluded(created, outcomeAt[lead]!)) continue;
			leads++;
			if (created > youngest) youngest = created;
			for (let age = 0; age < candidates.length; age++) {
				const isReached = outcomeAt[lead]! <= created + candidates[age]! * DAY_MS;
				if (isReached) reached[age]!++;
				if (accounts !== undefined) tallies?.[age]?.add(accounts.of[row]!, isReached);
			}
		}
		return {
			month,
			leads,
			byAge: candidates.map((age, k) => {
				const spread = tallies?.[k]?.take();
				if (youngest + age * DAY_MS > dataset.asOf || leads === 0) return undefined;
				return estimateRate(reached[k]!, leads, { spread });
			}),
		};
	});
	const kept = candidates.map((_, k) => months.some(({ byAge }) => byAge[k] !== undefined));
	return {
		stage: outcome,
		ages: candidates.filter((_, k) => kept[k]),
		months: months.map((month) => ({ ...month, byAge: month.byAge.filter((_, k) => kept[k]) })),
	};
}
