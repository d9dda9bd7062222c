import { holmAdjusted } from "../metrics/rates/holm-adjusted.ts";
import { LEAST_EACH } from "../metrics/rates/too-few.ts";
import type { DriftTest } from "./drift-result.ts";

/** How false alarms are kept rare. */
export interface DriftRisk {
	/** Chance of any false alarm in the whole measurement. */
	readonly risk: number;
	/** Parts it is shared over, each with Holm's correction of its own. */
	readonly parts: number;
}

/** A test before correction, with what its numbers of leads could have shown. */
export interface OpenTest {
	readonly pValue: number | undefined;
	/** Too little data to say anything at all. */
	readonly isBlocked: boolean;
	/** A change worth knowing might not have been seen: without a finding it cannot be told. */
	readonly isBlind: boolean;
	/** Why, and about how many more leads it takes; for blocked and blind ones. */
	readonly reason?: string | undefined;
	readonly moreNeeded?: number | undefined;
	/** How much of the risk the test may spend beside others of its part; 1 by default. */
	readonly weight?: number;
}

/**
 * Corrects the tests of one part by Holm for each other and by Bonferroni for the other parts, and says what stands.
 *
 * @example withHolm([{ name: "industry", pValue: 1e-4, isBlocked: false, isBlind: false }], { risk: 0.05, parts: 5 })[0].standing // "changed"
 */
export function withHolm<T extends OpenTest>(
	tests: readonly T[],
	{ risk, parts }: DriftRisk,
): readonly (Omit<T, keyof OpenTest> & DriftTest)[] {
	const judged = tests.flatMap(({ pValue, isBlocked, weight = 1 }, i) =>
		pValue === undefined || isBlocked ? [] : [{ i, pValue, weight }],
	);
	const adjusted = holmAdjusted(
		judged.map(({ pValue }) => pValue),
		{ weights: judged.map(({ weight }) => weight) },
	);
	const adjustedOf = new Map(judged.map(({ i }, rank) => [i, Math.min(1, parts * adjusted[rank]!)]));
	return tests.map((test, i) => {
		const { pValue, isBlocked, isBlind, reason, moreNeeded, weight: _, ...rest } = test;
		const adjustedP = adjustedOf.get(i);
		const isChanged = adjustedP !== undefined && adjustedP <= risk;
		const isOpen = !isChanged && (isBlocked || isBlind || adjustedP === undefined);
		return {
			...rest,
			standing: isChanged ? "changed" : isOpen ? "cannot tell yet" : "no change seen",
			pValue: isBlocked ? undefined : pValue,
			adjustedP,
			moreNeeded: isOpen ? moreNeeded : undefined,
			...(isOpen && reason !== undefined ? { reason } : {}),
		} as Omit<T, keyof OpenTest> & DriftTest;
	});
}

/**
 * Shuffles that leave room for a p-value small enough to pass the correction of so many tests.
 *
 * @example shufflesFor(16, { risk: 0.05, parts: 5 }) // 6399
 */
export function shufflesFor(tests: number, { risk, parts }: DriftRisk): number {
	return Math.min(99_999, Math.max(999, Math.ceil((4 * parts * tests) / risk) - 1));
}

/**
 * Too few leads, or accounts where leads share one, on a side: a test that says nothing. `undefined` when there are enough.
 *
 * @param units what varies by itself in each period
 */
export function tooFewUnits({
	units: { before, after },
	accounts,
}: {
	readonly units: { readonly before: number; readonly after: number };
	readonly accounts: unknown;
}): OpenTest | undefined {
	const missing = Math.max(0, LEAST_EACH - before) + Math.max(0, LEAST_EACH - after);
	if (missing === 0) return undefined;
	const what = accounts === undefined ? "leads" : "accounts";
	return {
		pValue: undefined,
		isBlocked: true,
		isBlind: true,
		reason: `${before} and ${after} ${what}; at least ${LEAST_EACH} of each are needed`,
		moreNeeded: missing,
	};
}
