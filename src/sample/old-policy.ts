import type { Person } from "./person.ts";
import { knownAt, type SampleActivity } from "./sample-activity.ts";
import type { WallSeconds } from "./wall-clock.ts";

/** Points of one kind of activity in the old policy, for at most so many occurrences. */
export interface OldActivityPoints {
	readonly id: string;
	readonly type: string;
	readonly pathPrefix?: string;
	readonly points: number;
	readonly atMost: number;
}

/**
 * The score that decided in the past whom sales worked: guessed, as such scores are. It loves big companies, titles and
 * busy visitors, never forgets, and takes opening a mail for interest. `saas-baseline.yaml` is the same as a model.
 */
export const OLD_POLICY = {
	threshold: 40,
	attributes: {
		industry: { software: 10, fintech: 10, manufacturing: 5, healthcare: 5 } as Readonly<Record<string, number>>,
		seniority: { c_level: 15, vp: 12, director: 8, manager: 5 } as Readonly<Record<string, number>>,
	},
	/** First bound that the number of employees is below. */
	employees: [
		{ below: 50, points: 0 },
		{ below: 250, points: 5 },
		{ below: 1000, points: 10 },
		{ below: Number.POSITIVE_INFINITY, points: 15 },
	],
	activities: [
		{ id: "visits", type: "page_view", points: 1, atMost: 15 },
		{ id: "pricing-visits", type: "page_view", pathPrefix: "/pricing", points: 2, atMost: 5 },
		{ id: "downloads", type: "download", points: 5, atMost: 4 },
		{ id: "email-opens", type: "email_open", points: 1, atMost: 10 },
		{ id: "email-clicks", type: "email_click", points: 2, atMost: 5 },
		{ id: "newsletter", type: "newsletter_signup", points: 5, atMost: 1 },
		{ id: "webinar-registered", type: "webinar_registered", points: 10, atMost: 2 },
		{ id: "webinar-attended", type: "webinar_attended", points: 5, atMost: 2 },
		{ id: "event", type: "event_attended", points: 10, atMost: 1 },
		{ id: "contact", type: "contact_form", points: 15, atMost: 1 },
		{ id: "demo-request", type: "demo_request", points: 20, atMost: 1 },
		{ id: "trial", type: "trial_started", points: 15, atMost: 1 },
	] as readonly OldActivityPoints[],
} as const;

/** Share of the leads below the threshold that are handed over all the same, to learn about them. */
export const EXPLORATION_SHARE = 0.04;

/** Days after creation at which those leads are chosen. */
export const EXPLORATION_AGE_DAYS = 14;

/**
 * Points that the old policy gives for who the lead is, by what was written down about it; a gap gives none.
 *
 * @example oldFitPoints({ ...known, industry: "fintech", seniority: "vp", employees: "300" }) // 10 + 12 + 10 = 32
 */
export function oldFitPoints(known: Person["known"]): number {
	const { industry, seniority } = OLD_POLICY.attributes;
	const size = known.employees === "" ? 0 : sizePoints(Number(known.employees));
	return (industry[known.industry] ?? 0) + (seniority[known.seniority] ?? 0) + size;
}

function sizePoints(employees: number): number {
	return OLD_POLICY.employees.find(({ below }) => employees < below)?.points ?? 0;
}

/** How the old score of a lead moved: its first value, and the moment it reached the threshold. */
export interface OldPath {
	readonly atCreation: number;
	/** `undefined` when it never did. */
	readonly crossedAt: WallSeconds | undefined;
	/** Score at the crossing, otherwise at the end. */
	readonly score: number;
}

/** Follows the old score over a lead's activities in the order in which they became known. */
export function followOldPolicy(fit: number, activities: readonly SampleActivity[], created: WallSeconds): OldPath {
	const facts = activities.map((activity) => ({ activity, at: knownAt(activity, created) }));
	facts.sort((a, b) => a.at - b.at);
	const left = OLD_POLICY.activities.map(({ atMost }) => atMost);
	let score = fit;
	let atCreation = fit;
	let crossedAt = fit >= OLD_POLICY.threshold ? created : undefined;
	for (const { activity, at } of facts) {
		if (crossedAt !== undefined && at > crossedAt) break;
		OLD_POLICY.activities.forEach(({ type, pathPrefix, points }, i) => {
			if (type !== activity.type || left[i] === 0) return;
			if (pathPrefix !== undefined && !(activity.path ?? "").startsWith(pathPrefix)) return;
			left[i]!--;
			score += points;
		});
		if (at <= created) atCreation = score;
		if (score >= OLD_POLICY.threshold) crossedAt ??= at;
	}
	return { atCreation, crossedAt, score };
}

/**
 * The chance that sales works a lead that crossed: capacity is short in August and around New Year and gets shorter as
 * volume grows, and high scores go first. Never 0 or 1, so that history can be weighted by it.
 *
 * @example workedChance(65, 4, 0) // 0.94
 * @param month 0 for January
 * @param share of the history that has passed, 0 to 1
 */
export function workedChance(score: number, month: number, share: number): number {
	const capacity = (month === 7 || month === 11 ? 0.78 : 0.94) - 0.1 * share;
	const urgency = 0.8 + 0.2 * Math.min(1, Math.max(0, (score - OLD_POLICY.threshold) / 25));
	return Math.round(capacity * urgency * 1000) / 1000;
}
