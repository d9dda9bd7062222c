import { differenceText } from "../words/difference-text.ts";
import { countOf, formatCount } from "../words/number-format.ts";
import { pText } from "../words/p-text.ts";
import type { ComparedSlice, Guardrail } from "./comparison.ts";

/** What segments are held to. */
export interface SegmentsGuardrailOptions {
	/** Loss of precision in a segment that may be left open, in [0, 1]; 0.1 by default. */
	readonly tolerance?: number;
	/** Share of a model's judged flags from which a segment weighs, in [0, 1]; 0.1 by default. */
	readonly leastShare?: number;
}

/**
 * Whether no segment is made worse. Failed: a segment is less precise after Holm's correction. Passed: in every segment
 * that holds at least a tenth of either model's judged flags, the interval of the difference stays above a loss of 10
 * pp. Else "cannot tell yet": a segment could have lost more than that and nobody would see it.
 *
 * A pass is a statement about all segments at once, each at its own 95 %: it is wrong for one that lost more in at most
 * 2.5 % of histories (an intersection-union test, Berger 1982).
 *
 * @example segmentsGuardrail(slices).state // "cannot tell yet"
 */
export function segmentsGuardrail(
	slices: readonly ComparedSlice[],
	{ tolerance = 0.1, leastShare = 0.1 }: SegmentsGuardrailOptions = {},
): Guardrail {
	const name = "segments";
	const own = slices.filter(({ kind }) => kind === "segment");
	if (own.length === 0) return { name, state: "not tested", message: "No segments were asked for." };
	const worse = own.filter(({ standing }) => standing === "worse");
	if (worse.length > 0) {
		const named = worse.map(
			({ difference, adjustedP, ...slice }) =>
				`${segmentName(slice)} (${differenceText(difference)}, adjusted p ${pText(adjustedP ?? 1)})`,
		);
		return { name, state: "failed", message: `Less precise after Holm's correction: ${named.join("; ")}.` };
	}
	const heavy = own.filter((slice) => weighs(slice, own, leastShare));
	const open = heavy.filter(({ difference: { difference } }) => !staysAbove(difference, -tolerance));
	const points = `${Math.round(100 * tolerance)} pp`;
	const what = `${countOf(heavy.length, "segment")} with at least ${Math.round(100 * leastShare)} % of the flags`;
	if (heavy.length > 0 && open.length === 0) {
		return { name, state: "passed", message: `None of ${what} lost more than ${points} of precision.` };
	}
	const named = open
		.slice(0, 3)
		.map(({ difference, ...slice }) => `${segmentName(slice)}: ${differenceText(difference)}`);
	const more = open.length > 3 ? `; and ${formatCount(open.length - 3)} more` : "";
	const message =
		heavy.length === 0
			? `None of the ${formatCount(own.length)} segments holds enough flags to say.`
			: `In ${formatCount(open.length)} of ${what} a loss of more than ${points} of precision cannot be ruled out (${named.join("; ")}${more}).`;
	return { name, state: "cannot tell yet", message };
}

const segmentName = ({ attribute, value }: Pick<ComparedSlice, "attribute" | "value">) => `${attribute} = ${value}`;

/** Whether a segment holds enough of either model's judged flags, counted over its own attribute. */
function weighs(slice: ComparedSlice, all: readonly ComparedSlice[], leastShare: number): boolean {
	const peers = all.filter(({ attribute }) => attribute === slice.attribute);
	return (["candidate", "baseline"] as const).some((model) => {
		const total = peers.reduce((sum, one) => sum + one[model].total, 0);
		return total > 0 && slice[model].total >= leastShare * total;
	});
}

function staysAbove(difference: ComparedSlice["difference"]["difference"], bound: number): boolean {
	return difference.state === "measured" && difference.interval[0] >= bound;
}
