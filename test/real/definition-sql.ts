import type { Queries } from "./queries.ts";

/** Counts of a hand-off at one threshold. */
export interface CountsRow {
	readonly threshold: number;
	readonly flagged: number;
	readonly late: number;
	readonly immature: number;
	readonly hits: number;
	readonly misses: number;
	readonly reached: number;
	readonly caught: number;
}

const DAY_MS = 86_400_000;

/**
 * The counts at every threshold from 0 to `largest`, in SQL written from the definitions alone: the flag is the first
 * instant at which the score reaches the threshold and the gates hold; a lead that reached the outcome at or before its
 * creation is excluded; *late*, *immature*, *hit*, *miss* in that order; *caught* is t < s <= t + H.
 *
 * Needs the relations `lead(lead, created)` and those named: `scores(lead, t, score)` at the instants at which the gates
 * hold, `outcome(lead, s)` with the first time. Instants are epoch ms.
 */
export async function countsBySql(
	queries: Queries,
	{
		scores,
		outcome,
		horizonDays,
		asOf,
		largest,
	}: {
		readonly scores: string;
		readonly outcome: string;
		readonly horizonDays: number;
		readonly asOf: number;
		readonly largest: number;
	},
): Promise<readonly CountsRow[]> {
	const horizon = horizonDays * DAY_MS;
	const rows = await queries.rows(`
		WITH at_stake AS (
			SELECT lead, s FROM lead LEFT JOIN (${outcome}) USING (lead) WHERE s IS NULL OR s > created
		), running AS (
			SELECT lead, t, score, max(score) OVER (
				PARTITION BY lead ORDER BY t ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
			FROM (${scores})
		), step AS (SELECT lead, t, score FROM running WHERE before IS NULL OR score > before
		), threshold AS (SELECT unnest(range(0, ${largest} + 1)) AS threshold
		), flag AS (SELECT threshold, lead, min(t) AS t FROM step JOIN threshold ON score >= threshold GROUP BY ALL
		), judged AS (
			SELECT threshold, t, s, CASE
				WHEN t IS NULL THEN 'none'
				WHEN s <= t THEN 'late'
				WHEN t + ${horizon} > ${asOf} THEN 'immature'
				WHEN s <= t + ${horizon} THEN 'hit'
				ELSE 'miss' END AS verdict
			FROM threshold CROSS JOIN at_stake LEFT JOIN flag USING (threshold, lead)
		)
		SELECT threshold,
			count(t) AS flagged,
			count(*) FILTER (verdict = 'late') AS late,
			count(*) FILTER (verdict = 'immature') AS immature,
			count(*) FILTER (verdict = 'hit') AS hits,
			count(*) FILTER (verdict = 'miss') AS misses,
			count(s) AS reached,
			count(*) FILTER (t < s AND s <= t + ${horizon}) AS caught
		FROM judged GROUP BY threshold ORDER BY threshold`);
	return rows as unknown as readonly CountsRow[];
}

/** Ranking measures of a table of scores and outcomes. */
export interface RankingRow {
	readonly atRisk: number;
	readonly positives: number;
	readonly auc: number;
	readonly averagePrecision: number;
}

/**
 * AUC by mean ranks (ties count one half) and average precision (sum of the steps of recall times the precision there)
 * of `ranked(score, positive)`.
 */
export async function rankingBySql(queries: Queries, ranked: string): Promise<RankingRow> {
	const row = await queries.row(`
		WITH ranked AS (${ranked}),
		placed AS (SELECT positive, rank() OVER (ORDER BY score) + (count(*) OVER (PARTITION BY score) - 1) / 2.0 AS place FROM ranked),
		total AS (SELECT count(*) AS n, count(*) FILTER (positive) AS p FROM ranked),
		value AS (SELECT score, count(*) AS n, count(*) FILTER (positive) AS p FROM ranked GROUP BY score),
		cut AS (SELECT p, sum(p) OVER (ORDER BY score DESC) AS tp, sum(n) OVER (ORDER BY score DESC) AS flagged FROM value)
		SELECT CAST(total.n AS INTEGER) AS "atRisk", CAST(total.p AS INTEGER) AS positives,
			CAST(((SELECT sum(place) FROM placed WHERE positive) - total.p * (total.p + 1) / 2.0) / (total.p * (total.n - total.p)) AS DOUBLE) AS auc,
			CAST((SELECT sum(p * CAST(tp AS DOUBLE) / flagged) FROM cut) / total.p AS DOUBLE) AS "averagePrecision"
		FROM total`);
	return row as unknown as RankingRow;
}

/**
 * At a landmark: among leads with s > l and l + H <= asOf, positive is s <= l + H. Needs `lead`, a relation
 * `scores(lead, score)` at the landmark and `outcome(lead, s)`.
 */
export function rankedAtLandmark({
	scores,
	outcome,
	landmarkDays,
	horizonDays,
	asOf,
}: {
	readonly scores: string;
	readonly outcome: string;
	readonly landmarkDays: number;
	readonly horizonDays: number;
	readonly asOf: number;
}): string {
	const mark = `created + ${landmarkDays * DAY_MS}`;
	const end = `created + ${(landmarkDays + horizonDays) * DAY_MS}`;
	return `SELECT score, coalesce(s <= ${end}, false) AS positive
		FROM lead JOIN (${scores}) USING (lead) LEFT JOIN (${outcome}) USING (lead)
		WHERE (s IS NULL OR s > ${mark}) AND ${end} <= ${asOf}`;
}
