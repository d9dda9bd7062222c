import type { KernelJob, KernelResult } from "./kernel-input.ts";
import { LeadWalk, type OnLandmark, type OnReach } from "./lead-walk.ts";

/**
 * The fast replay. For each lead it walks the moments at which a fact becomes known, keeps the running maximum of the
 * rounded score while each stage's gates hold, and writes the verdict of every integer threshold between two steps of
 * that maximum, and the week in which it is reached.
 *
 * Most facts cannot bring a new maximum, since what came before has faded: an upper bound of the score, kept from fact
 * to fact, tells without adding up the rules. A start of a day is visited only where the passing of time alone could
 * raise the score above what it has already reached: when a negative term fades, a tier falls to a better one, or a
 * lead turns quiet for points. Everything else only falls between facts, and sums, caps and rounding are monotone.
 */
export function runKernel(
	job: KernelJob,
	{
		onLeads,
		...on
	}: {
		readonly onLeads?: (done: number) => void;
		readonly onLandmark?: OnLandmark;
		readonly onReach?: OnReach;
	} = {},
): KernelResult {
	const walk = new LeadWalk(job, on);
	for (let row = job.from; row < job.to; row++) {
		if (onLeads !== undefined && ((row - job.from) & 0x3fff) === 0) onLeads(row - job.from);
		walk.walk(row);
	}
	return walk.result;
}
