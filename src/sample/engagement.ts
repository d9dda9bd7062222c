import type { Random } from "../base/random.ts";
import { CASE_STUDY_PATHS, drawPath } from "./page-path.ts";
import type { Person } from "./person.ts";
import type { SampleActivity } from "./sample-activity.ts";
import { DAY_SECONDS, visitTime, type WallSeconds } from "./wall-clock.ts";
import { type Choice, choiceOf } from "./weighted-choice.ts";

/** Where a lead's marketing activities come from. */
export interface EngagementInput {
	readonly person: Person;
	readonly created: WallSeconds;
	/** From this instant on machines open mails. */
	readonly drift: WallSeconds;
	/** Nothing at or after this instant is needed. */
	readonly end: WallSeconds;
}

type Origin =
	| "download"
	| "webinar_registered"
	| "newsletter_signup"
	| "contact_form"
	| "demo_request"
	| "trial_started"
	| "none";

const originOfSite = choiceOf<Origin>({
	download: 42,
	newsletter_signup: 24,
	contact_form: 10,
	demo_request: 9,
	trial_started: 5,
	webinar_registered: 10,
	none: 0,
});
/** What a lead did to become one, by source; a list that was bought or a badge that was scanned is nothing it did. */
const ORIGIN: Readonly<Record<string, Choice<Origin>>> = {
	webinar: () => "webinar_registered",
	content_syndication: choiceOf<Origin>({
		download: 90,
		none: 10,
		webinar_registered: 0,
		newsletter_signup: 0,
		contact_form: 0,
		demo_request: 0,
		trial_started: 0,
	}),
	event: () => "none",
	outbound: () => "none",
};
const asset = choiceOf({ "lead-scoring-ebook": 40, "benchmark-report": 25, "roi-template": 20, "buyers-guide": 15 });
const spec = choiceOf({ "api-reference": 50, "security-whitepaper": 30, "architecture-sheet": 20 });

/**
 * Everything a lead does by itself, in no order: visits before the form was filled, the form, sessions whose number
 * has a heavy tail, mails, webinars, requests. People who want a solution do more, and do other things.
 */
export function drawEngagement(random: Random, { person, created, drift, end }: EngagementInput): SampleActivity[] {
	const { intent } = person;
	const activities: SampleActivity[] = [];
	const add = (activity: SampleActivity) => {
		activities.push(activity);
	};
	const createdDay = created / DAY_SECONDS;
	const energy = Math.min(30, Math.exp(0.45 * intent + 0.9 * random.normal() - 0.35));
	/** A moment after creation: most interest is in the first weeks, some comes back much later. */
	const later = (meanDays: number) => {
		const days = random.chance(0.8) ? random.exponential(meanDays) : 10 + random.next() * 250;
		return Math.max(created + 60, visitTime(random, createdDay + days));
	};
	const request = (chance: number) => random.chance(Math.min(0.9, chance * Math.exp(0.8 * intent)));

	addBeginning(random, person, created, energy, add);
	const sessions = Math.min(60, random.poisson(1.6 * energy));
	for (let i = 0; i < sessions; i++) addSession(random, later(22), intent, add);

	const opens = random.poisson(1.5);
	for (let i = 0; i < opens; i++) {
		const at = later(50);
		add({ type: "email_open", at });
		if (random.chance(intent > 0.5 ? 0.3 : 0.12)) add({ type: "email_click", at: at + 5 + random.integer(120) });
	}
	addMachineOpens(random, { created, drift, end }, add);

	for (let i = random.poisson(0.22 * energy); i > 0; i--)
		add({ type: "download", at: later(30), asset: asset(random) });
	if (random.chance(0.04 * Math.min(8, energy))) addWebinar(random, later(40), intent, add);
	if (random.chance(person.known.source === "event" ? 0.9 : 0.035)) {
		const soon =
			person.known.source === "event" ? created - Math.floor((0.5 + random.next() * 2) * DAY_SECONDS) : later(60);
		add({
			type: "event_attended",
			at: soon,
			dateOnly: true,
			seenAt: Math.max(created, morningAfter(soon, 2 + random.integer(4))),
		});
	}
	if (random.chance(0.1)) add({ type: "newsletter_signup", at: later(30) });
	if (random.chance(0.03 * Math.min(5, energy))) {
		const at = later(40);
		add({ type: "community_join", at, seenAt: weeklySync(at) });
	}
	if (random.chance(0.08 * Math.min(5, energy)))
		add({ type: "video_view", at: later(30), minutes: 1 + random.integer(9) });
	if (request(0.025)) add({ type: "spec_download", at: later(30), asset: spec(random) });
	if (request(0.03)) add({ type: "contact_form", at: later(20) });
	if (request(0.045)) add({ type: "demo_request", at: later(20) });
	if (request(0.02)) add({ type: "trial_started", at: later(25) });
	if (request(0.01)) add({ type: "quote_request", at: later(40) });
	if (random.chance(intent < -0.5 ? 0.11 : 0.04)) add({ type: "unsubscribe", at: later(60) });
	return activities;
}

/** Visits by a browser that only later gets a name, and the form that gave it. */
function addBeginning(
	random: Random,
	person: Person,
	created: WallSeconds,
	energy: number,
	add: (activity: SampleActivity) => void,
): void {
	const { source } = person.known;
	if (source !== "content_syndication" && source !== "outbound" && source !== "event") {
		for (let i = Math.min(6, random.poisson(0.35 * energy)); i > 0; i--) {
			const at = visitTime(random, created / DAY_SECONDS - 3 - random.exponential(10));
			if (at < created - 3600) addSession(random, at, person.intent, add);
		}
		const views = random.integer(4);
		for (let i = 0; i < views; i++)
			add({ type: "page_view", at: created - 20 - random.integer(600), path: drawPath(random, person.intent) });
	}
	const origin = (ORIGIN[source] ?? originOfSite)(random);
	if (origin === "none") return;
	if (origin === "webinar_registered") addWebinar(random, created, person.intent, add);
	else add({ type: origin, at: created, ...(origin === "download" ? { asset: asset(random) } : {}) });
}

function addSession(random: Random, start: WallSeconds, intent: number, add: (activity: SampleActivity) => void): void {
	const views = Math.min(12, 1 + Math.floor(random.exponential(1.5)));
	let at = start;
	for (let i = 0; i < views; i++) {
		if (random.chance(intent > 0.5 ? 0.09 : 0.035))
			add({ type: "case_study_view", at, path: random.pick(CASE_STUDY_PATHS) });
		else add({ type: "page_view", at, path: drawPath(random, intent) });
		at += 15 + random.integer(200);
	}
}

/** A registration and, for about half, being there some days later; who was there is known the next morning. */
function addWebinar(random: Random, at: WallSeconds, intent: number, add: (activity: SampleActivity) => void): void {
	add({ type: "webinar_registered", at });
	if (!random.chance(intent > 0 ? 0.6 : 0.35)) return;
	const day = Math.floor(at / DAY_SECONDS) + 1 + random.integer(14);
	add({
		type: "webinar_attended",
		at: day * DAY_SECONDS + 16 * 3600,
		minutes: 10 + random.integer(50),
		seenAt: morningAfter(day * DAY_SECONDS, 1),
	});
}

/** From the drift date on half of the mail programs fetch every mail by themselves: opens that mean nothing. */
function addMachineOpens(
	random: Random,
	{ created, drift, end }: { readonly created: WallSeconds; readonly drift: WallSeconds; readonly end: WallSeconds },
	add: (activity: SampleActivity) => void,
): void {
	if (!random.chance(0.5)) return;
	const from = Math.max(created, drift);
	const weeks = Math.min(20, Math.floor((end - from) / (7 * DAY_SECONDS)));
	for (let week = 0; week < weeks; week++) {
		if (!random.chance(0.16)) continue;
		const day = Math.floor(from / DAY_SECONDS) + 7 * week + 2;
		add({ type: "email_open", at: day * DAY_SECONDS + 7 * 3600 + random.integer(1800) });
	}
}

/** Six o'clock in the morning, some days later: when lists are loaded. */
function morningAfter(at: WallSeconds, days: number): WallSeconds {
	return (Math.floor(at / DAY_SECONDS) + days) * DAY_SECONDS + 6 * 3600;
}

/** The community is synchronized on Mondays at 6 o'clock. */
function weeklySync(at: WallSeconds): WallSeconds {
	const day = Math.floor(at / DAY_SECONDS);
	const untilMonday = 7 - ((day + 3) % 7);
	return morningAfter(at, untilMonday);
}
