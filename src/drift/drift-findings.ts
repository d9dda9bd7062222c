import { seenOf } from "../metrics/rates/estimate.ts";
import type { PopulationStability } from "../metrics/rates/population-stability.ts";
import { shortEstimate } from "../words/estimate-text.ts";
import { formatCount, formatRate, rateDifference } from "../words/number-format.ts";
import { handoffName, stageName } from "../words/stage-name.ts";
import type { Drift, DriftAttribute, DriftFinding, DriftLevel, DriftPrecision } from "./drift-result.ts";
import { fromTo, pointsText, psiText } from "./drift-words.ts";

/** An index beyond what chance gives from which a shift is usually taken for large. */
const LARGE = 0.25;
/** Standard deviations of the scores by which a moved mean is large. */
const LARGE_MOVE = 0.25;

const GRAVITY = ["precision", "rules", "scores", "attributes", "activities"] as const;

/**
 * What changed, in words, gravest first. `act`: a fall of precision, a rule that fell silent or collapsed, scores that
 * moved far, an attribute that the model uses moved far, an activity that the model uses stopped arriving. All else that
 * changed is `look at it`.
 */
export function driftFindings(drift: Omit<Drift, "findings">): readonly DriftFinding[] {
	const found = [
		...drift.precision.flatMap((one) => precisionFinding(one, drift)),
		...ruleFindings(drift),
		...scoreFindings(drift),
		...drift.attributes.flatMap(attributeFinding),
		...activityFindings(drift),
	];
	const rank = ({ level, part }: DriftFinding) => (level === "act" ? 0 : GRAVITY.length) + GRAVITY.indexOf(part);
	return found
		.map((finding, i) => ({ finding, i }))
		.sort((a, b) => rank(a.finding) - rank(b.finding) || a.i - b.i)
		.map(({ finding }) => finding);
}

function precisionFinding(
	{ from, to, standing, before, after, difference, interval, trend }: DriftPrecision,
	{ flagWithinDays }: Pick<Drift, "flagWithinDays">,
): DriftFinding[] {
	if (standing !== "changed") return [];
	const fell = (difference ?? 0) < 0;
	const isTold = interval !== undefined && (interval[0] > 0 || interval[1] < 0);
	const level: DriftLevel = fell && isTold ? "act" : "look at it";
	const change = isTold
		? `${fell ? "fell" : "rose"} from ${shortEstimate(before)} to ${shortEstimate(after)} (${rateDifference(difference, interval)})`
		: `differs among months (${shortEstimate(before)} before, ${shortEstimate(after)} after)`;
	const slope =
		trend.standing === "changed" && trend.slope !== undefined ? `; ${rateDifference(trend.slope)} a month` : "";
	return [
		{
			part: "precision",
			name: handoffName({ from, to }),
			level,
			message: `The precision of ${handoffName({ from, to })} ${change}${slope}. Flags within ${flagWithinDays === 1 ? "a day" : `${flagWithinDays} days`} of creation, immature leads left out.`,
		},
	];
}

function ruleFindings({ rules }: Pick<Drift, "rules">): DriftFinding[] {
	return rules.flatMap(({ rule, course, before, after, points: change, because }): DriftFinding[] => {
		if (course === "never") {
			return [
				{
					part: "rules",
					name: rule,
					level: "look at it",
					message: `Rule ${rule} never gave points: none of ${formatCount(before.total + after.total)} leads at this age${because === undefined ? "" : `; ${because}`}.`,
				},
			];
		}
		if (course === "as before" || course === "cannot tell yet" || course === "too early") return [];
		const level: DriftLevel = course === "silent" || course === "collapsed" ? "act" : "look at it";
		const verb = {
			silent: "fell silent",
			collapsed: "collapsed",
			less: "fires less often",
			more: "fires more often",
			new: "began to fire",
		}[course];
		const why = because === undefined ? "" : `; ${because}`;
		return [
			{
				part: "rules",
				name: rule,
				level,
				message: `Rule ${rule} ${verb}: ${fromTo({ before, after })} of leads, ${pointsText(change)} points on average${why}.`,
			},
		];
	});
}

function scoreFindings({
	scores,
	rules,
	landmarkDays,
}: Pick<Drift, "scores" | "rules" | "landmarkDays">): DriftFinding[] {
	const { stability, mean, trend, spread, above } = scores;
	if ([stability, mean, trend].every(({ standing }) => standing !== "changed")) return [];
	const move = Math.abs(mean.difference ?? 0);
	const isLarge =
		(stability.standing === "changed" && excess(stability.psi) >= LARGE) ||
		(mean.standing === "changed" && spread !== undefined && move >= LARGE_MOVE * spread);
	const carriers = rules
		.filter(({ points: { interval } }) => interval !== undefined && (interval[0] > 0 || interval[1] < 0))
		.sort((a, b) => Math.abs(b.points.difference ?? 0) - Math.abs(a.points.difference ?? 0))
		.slice(0, 3)
		.map(({ rule, points: change }) => `${rule} ${pointsText(change)}`);
	const shares = above.map(
		({ stage, threshold, before, after }) =>
			`at ${threshold} or more (${stageName(stage)}) ${shortEstimate(before)}, now ${shortEstimate(after)}`,
	);
	const moved =
		mean.before === undefined || mean.after === undefined
			? ""
			: `mean ${mean.before.toFixed(1)}, now ${mean.after.toFixed(1)}, ${pointsText(mean)} points; `;
	const monthly =
		trend.standing === "changed" && trend.slope !== undefined
			? `; ${trend.slope < 0 ? "" : "+"}${trend.slope.toFixed(2)} points a month`
			: "";
	return [
		{
			part: "scores",
			name: "scores",
			level: isLarge ? "act" : "look at it",
			message: `Scores at day ${landmarkDays} moved: ${moved}${shares.join("; ")}${monthly}; PSI ${psiText(stability.psi)}.${carriers.length === 0 ? "" : ` Carried by ${carriers.join(", ")}.`}`,
		},
	];
}

function attributeFinding({
	name,
	standing,
	psi,
	bins,
	usedBy,
	newValues,
	newValueCount,
	unknownBefore,
	unknownAfter,
}: DriftAttribute): DriftFinding[] {
	if (standing !== "changed") return [];
	const share = (count: number, total: number) => (total === 0 ? 0 : count / total);
	const most = bins
		.map(({ label, before, after }) => ({
			label,
			before: share(before, psi.before),
			after: share(after, psi.after),
		}))
		.sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))
		.slice(0, 2)
		.map(({ label, before, after }) => `${label} ${formatRate(before)}, now ${formatRate(after)}`);
	const named = newValues.slice(0, 3).map(({ value, leads }) => `${value} (${formatCount(leads)} leads)`);
	const fresh =
		named.length === 0
			? ""
			: `; new: ${named.join(", ")}${newValueCount > named.length ? ` and ${newValueCount - named.length} more` : ""}`;
	// What is written later than the contract says is missing on young leads.
	const late =
		(seenOf(unknownAfter).interval?.[0] ?? 0) > (seenOf(unknownBefore).value ?? 1)
			? "; less often filled: if somebody writes it later, leadlab leaks tells"
			: "";
	const used = usedBy.length === 0 ? "; no rule uses it" : `; used by ${usedBy.join(", ")}`;
	return [
		{
			part: "attributes",
			name,
			level: excess(psi) >= LARGE && usedBy.length > 0 ? "act" : "look at it",
			message: `Attribute ${name} moved, PSI ${psiText(psi)}: ${most.join("; ")}${fresh}${late}${used}.`,
		},
	];
}

function activityFindings({
	activities,
	landmarkDays,
	rules,
}: Pick<Drift, "activities" | "landmarkDays" | "rules">): DriftFinding[] {
	const told = new Set(
		rules.filter(({ course }) => course === "silent" || course === "collapsed").map(({ rule }) => rule),
	);
	return activities.flatMap(({ type, course, before, after, usedBy }): DriftFinding[] => {
		if (course === "as before" || course === "cannot tell yet" || course === "never" || course === "too early")
			return [];
		const stopped = course === "silent" || course === "collapsed";
		const verb = {
			silent: "stopped arriving",
			collapsed: "nearly stopped arriving",
			less: "arrives less often",
			more: "arrives more often",
			new: "is new",
		}[course];
		const isTold = usedBy.some((rule) => told.has(rule));
		return [
			{
				part: "activities",
				name: type,
				level: stopped && usedBy.length > 0 && !isTold ? "act" : "look at it",
				message: `Activity ${type} ${verb}: ${fromTo({ before, after })} of leads by day ${landmarkDays}${usedBy.length === 0 ? "; no rule uses it" : `; used by ${usedBy.join(", ")}`}.`,
			},
		];
	});
}

/** The index beyond what chance gives. */
function excess({ value, expectedByChance }: PopulationStability): number {
	return (value ?? 0) - (expectedByChance ?? 0);
}
