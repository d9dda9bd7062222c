import { mcnemarTest } from "../metrics/rates/mcnemar-test.ts";
import { FLAG_OUTCOME, isCaught } from "../replay/flag-outcome.ts";
import type { DiscordantTest } from "./comparison.ts";
import { type PairCell, pairCell } from "./paired-flags.ts";

/** Whether a model is right about a lead; `undefined` when that cannot be said of it. */
type Right = (state: number, cell: PairCell) => boolean | undefined;

/**
 * Caught, of the leads that reached the outcome: right is a flag before it and at most the horizon before it.
 */
const caught: Right = (state, { reached }) => (reached ? isCaught(state) : undefined);

/**
 * False flags, of the leads that are a miss for one model or for both: right is no flag. A lead that the other model
 * flags late, hits, or cannot judge yet has no place here.
 */
const silent: Right = (state) =>
	state === FLAG_OUTCOME.notFlagged ? true : state === FLAG_OUTCOME.miss ? false : undefined;

/**
 * Right overall: a hit; or no flag for a lead that never reached the outcome though its horizon from creation on has
 * passed. Wrong: a miss, a late flag, or no flag for a lead that reached the outcome. Immature flags are neither.
 */
const right: Right = (state, { reached, atCreation }) => {
	if (state === FLAG_OUTCOME.hit) return true;
	if (state === FLAG_OUTCOME.miss || state === FLAG_OUTCOME.late) return false;
	if (state !== FLAG_OUTCOME.notFlagged) return undefined;
	return reached ? false : atCreation === "immature" ? undefined : true;
};

/**
 * Exact McNemar tests of the two models' flags at a hand-off: which leads only one of them has right.
 *
 * @param counts leads by cell of {@link pairCell}
 * @example discordantTests(pairs.counts)[0] // { about: "caught", onlyCandidate: 12, onlyBaseline: 126, pValue: 3.4e-24 }
 */
export function discordantTests(counts: ArrayLike<number>): readonly DiscordantTest[] {
	return [test("caught", caught, counts), test("false-flags", silent, counts), test("right", right, counts)];
}

function test(about: DiscordantTest["about"], isRight: Right, counts: ArrayLike<number>): DiscordantTest {
	let rightOfCandidate = 0;
	let rightOfBaseline = 0;
	for (let i = 0; i < counts.length; i++) {
		if (counts[i] === 0) continue;
		const cell = pairCell(i);
		const own = isRight(cell.candidate, cell);
		const other = isRight(cell.baseline, cell);
		if (own === undefined || other === undefined) continue;
		if (own && !other) rightOfCandidate += counts[i]!;
		if (other && !own) rightOfBaseline += counts[i]!;
	}
	const pValue = mcnemarTest(rightOfCandidate, rightOfBaseline);
	// A false flag of one model is what the other has right.
	return about === "false-flags"
		? { about, onlyCandidate: rightOfBaseline, onlyBaseline: rightOfCandidate, pValue }
		: { about, onlyCandidate: rightOfCandidate, onlyBaseline: rightOfBaseline, pValue };
}
