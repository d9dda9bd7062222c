import { clopperPearson } from "../rates/clopper-pearson.ts";

/** Leads to be worked whatever their score, chosen at random, so that what nobody saw can be told. */
export interface ExplorationQuota {
	/** Leads in total. */
	readonly leads: number;
	/** What `halfWidth` is about: the rate of all leads, or of the unseen part alone (the rest is not known so well). */
	readonly about: "all" | "part";
	/** How far the rate may then still be off to each side, with 95 % confidence. */
	readonly halfWidth: number;
	/** The same for the rate of the unseen part by itself. */
	readonly partHalfWidth: number;
	/** Leads a week over `weeks`. */
	readonly perWeek: number;
	/** Weeks to fill the quota: those asked for, or more when fewer such leads come. `undefined`: none come. */
	readonly weeks: number | undefined;
	/** Leads of the unseen part a week. */
	readonly arriving: number;
}

/** What is known so far. */
export interface ExplorationInput {
	/** Share of the leads whose outcome was not seen, in (0, 1]. */
	readonly share: number;
	/** Half the length of the interval of the rest; `undefined` when it is not known. */
	readonly restHalfWidth: number | undefined;
	/** Leads of the unseen part a week. */
	readonly arriving: number;
}

/**
 * How many leads of a part that nobody saw must be worked, at random, before the rate of all leads is known to
 * `halfWidth`. With share b of such leads, the rate of all is b r + (1 - b) q; r is learned from m leads to d, q is known
 * to h already, and errors of separate leads add as squares: (b d)² + ((1 - b) h)² = halfWidth². m is the smallest number
 * from which on no count of hits gives a longer Clopper-Pearson interval than 2 d: whatever the rate is, so nothing is
 * guessed about leads that nobody saw.
 *
 * Where the rest is not known well enough, the quota is for the rate of that part alone, to `halfWidth`.
 *
 * It takes it that every lead drawn is worked, as well as the others are, and that leads to come are like those seen.
 *
 * @param options.halfWidth wanted, in (0, 0.5); 0.05 by default
 * @param options.weeks time to spread the quota over; 13 by default
 * @throws RangeError when a share, a width or the number of weeks is out of its range
 * @example explorationQuota({ share: 0.3, restHalfWidth: 0.04, arriving: 6 }).leads // 55
 */
export function explorationQuota(
	{ share, restHalfWidth, arriving }: ExplorationInput,
	{ halfWidth = 0.05, weeks = 13 }: { readonly halfWidth?: number; readonly weeks?: number } = {},
): ExplorationQuota {
	if (!(share > 0 && share <= 1)) throw new RangeError(`explorationQuota: share must be in (0, 1], got ${share}.`);
	if (!(halfWidth > 0 && halfWidth < 0.5)) {
		throw new RangeError(`explorationQuota: halfWidth must be in (0, 0.5), got ${halfWidth}.`);
	}
	if (!(weeks > 0)) throw new RangeError(`explorationQuota: weeks must be above 0, got ${weeks}.`);
	const rest = share === 1 ? 0 : restHalfWidth === undefined ? Number.POSITIVE_INFINITY : (1 - share) * restHalfWidth;
	const about = rest < halfWidth ? "all" : "part";
	const left = about === "all" ? Math.sqrt(halfWidth ** 2 - rest ** 2) / share : halfWidth;
	// A wider interval says nothing of them, and what is wanted of all is known without it.
	const partHalfWidth = Math.min(0.45, left);
	const leads = flagsForExactHalfWidth(partHalfWidth);
	const needed = arriving > 0 ? Math.max(weeks, Math.ceil(leads / arriving)) : undefined;
	return {
		leads,
		about,
		halfWidth,
		partHalfWidth,
		perWeek: Math.ceil(leads / (needed ?? weeks)),
		weeks: needed,
		arriving,
	};
}

/**
 * The number of trials from which on no 95 % Clopper-Pearson interval is longer than twice `halfWidth`, whatever the hits.
 * The longest is at half as many hits as trials.
 *
 * @example flagsForExactHalfWidth(0.05) // 402
 */
export function flagsForExactHalfWidth(halfWidth: number): number {
	const fits = (n: number) => {
		const [low, high] = clopperPearson(Math.floor(n / 2), n);
		return high - low <= 2 * halfWidth;
	};
	let high = 1;
	while (!fits(high)) high *= 2;
	let low = Math.floor(high / 2);
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		if (fits(middle)) high = middle;
		else low = middle;
	}
	return high;
}
