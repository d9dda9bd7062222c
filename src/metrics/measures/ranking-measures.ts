import type { Measure } from "./measure.ts";
import { type MeasureSpec, measureFrom } from "./registry.ts";

/**
 * What is shown of how well scores order leads, in this order: a line here, and the measure stands in every ranking, with
 * its interval and its difference of two models, in text, tables, JSON, report and notebooks. The key is that of results and
 * JSON, `code` what a difference names it by.
 *
 * @example RANKING_MEASURES.liftAt10.spec // { kind: "lift-at", fraction: 0.1 }
 */
export const RANKING_MEASURES = {
	/** Chance that a lead that reached the outcome scored higher than one that did not. */
	auc: { code: "auc", spec: { kind: "auc" } },
	/** Mean precision over recall. */
	averagePrecision: { code: "average-precision", spec: { kind: "average-precision" } },
	/** Largest distance between the score distributions of the two outcomes. */
	ks: { code: "ks", spec: { kind: "ks" } },
	/** Precision among the tenth of leads with the highest scores, over that of all. */
	liftAt10: { code: "lift-at-10", spec: { kind: "lift-at", fraction: 0.1 } },
} as const satisfies Readonly<Record<string, { readonly code: string; readonly spec: MeasureSpec }>>;

/** A measure of ranking by its key. */
export type RankingKey = keyof typeof RANKING_MEASURES;

/** What a difference of two rankings names its measure by. */
export type RankingCode = (typeof RANKING_MEASURES)[RankingKey]["code"];

/** Something of every measure of ranking, by its key. */
export type ByRankingKey<T> = { readonly [K in keyof typeof RANKING_MEASURES]: T };

/** The keys in the order they are shown in. */
export const RANKING_KEYS = Object.keys(RANKING_MEASURES) as readonly RankingKey[];

/**
 * The measure of a key.
 *
 * @example rankingMeasure("liftAt10").name // "lift, top tenth"
 */
export function rankingMeasure(key: RankingKey): Measure {
	return measureFrom(RANKING_MEASURES[key].spec);
}

/**
 * Something of every measure of ranking.
 *
 * @example byRankingKey((key) => rankingMeasure(key).of(table)).auc // 0.75
 */
export function byRankingKey<T>(of: (key: RankingKey) => T): ByRankingKey<T> {
	return Object.fromEntries(RANKING_KEYS.map((key) => [key, of(key)])) as ByRankingKey<T>;
}

/**
 * Something of every measure of ranking, by its code.
 *
 * @example byRankingCode(rankingMeasure)["lift-at-10"].kind // "multiple"
 */
export function byRankingCode<T>(of: (key: RankingKey) => T): Readonly<Record<RankingCode, T>> {
	return Object.fromEntries(RANKING_KEYS.map((key) => [RANKING_MEASURES[key].code, of(key)])) as Readonly<
		Record<RankingCode, T>
	>;
}
