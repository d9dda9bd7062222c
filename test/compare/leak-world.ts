import { createRandom, type Random } from "../../src/base/random.ts";
import { assembleDataset } from "../../src/dataset/assemble.ts";
import { createCalendar, DAY_MS } from "../../src/dataset/calendar.ts";
import { type AttributeType, type Dataset, NEVER, UNKNOWN } from "../../src/dataset/dataset.ts";
import type { RawAttribute } from "../../src/dataset/raw-columns.ts";

/** A leak that is planted into a clean world. */
export type Plant =
	| "filled for winners"
	| "counts what follows"
	| "current stage"
	| "closing day"
	| "last of its history";

const AS_OF = Date.UTC(2024, 0, 1);
const STAGES = ["lead", "sql", "customer", "lost"];

/**
 * A history whose truth is known: a latent wish to buy moves outcomes, and ten attributes that are known at creation and
 * follow it more or less (alone they have AUC 0.50 to 0.70), one of them a link of its own for each lead, one filled more
 * often by those who mean it, one with a history whose column holds the first value. Activities before and after creation
 * follow the wish too. Every lead is at least 90 days old.
 *
 * @param options.strong with an eleventh attribute, honest and with AUC of about 0.8
 * @param options.plant adds the attribute "planted", which knows the future
 */
export function leakWorld(
	seed: number | string,
	{ leads: n, strong = false, plant }: { readonly leads: number; readonly strong?: boolean; readonly plant?: Plant },
): Dataset {
	const random = createRandom(`leak world ${seed}`);
	const wish = Float64Array.from({ length: n }, () => random.normal());
	const createdAt = Float64Array.from({ length: n }, () => AS_OF - (90 + random.integer(300)) * DAY_MS);
	const events = stagesOf(wish, createdAt, random.fork("stages"));
	const acts = activitiesOf(wish, createdAt, random.fork("activities"));
	const attributes = honestAttributes(wish, random.fork("attributes"));
	if (strong) attributes.push(numberAttribute("intent", echo(wish, 0.97, random.fork("intent"))));
	const budget = attributes.findIndex(({ name }) => name === "budget");
	const history = { lead: [] as number[], attribute: [] as number[], code: [] as number[], at: [] as number[] };
	const changes = random.fork("history");
	for (let lead = 0; lead < n; lead++) {
		if (!changes.chance(0.4)) continue;
		history.lead.push(lead, lead);
		history.attribute.push(budget, budget);
		history.code.push(attributes[budget]!.codes[lead]!, changes.integer(4));
		history.at.push(createdAt[lead]!, createdAt[lead]! + changes.exponential(30) * DAY_MS);
	}
	if (plant !== undefined)
		attributes.push(planted(plant, { n, events, acts, createdAt, history, budget, random: random.fork("plant") }));
	if (plant === "last of its history") {
		// The budget of the current state: the column holds what the history says last.
		const codes = attributes[budget]!.codes;
		for (let i = 1; i < history.lead.length; i += 2) codes[history.lead[i]!] = history.code[i]!;
	}
	return assembleDataset({
		name: `world ${seed}`,
		asOf: AS_OF,
		calendar: createCalendar("UTC"),
		ladder: STAGES.slice(0, 3),
		exits: STAGES.slice(3),
		leads: { count: n, idOf: (lead) => `L-${lead}`, createdAt },
		attributes,
		history: {
			count: history.lead.length,
			lead: Int32Array.from(history.lead),
			attribute: Uint16Array.from(history.attribute),
			code: Int32Array.from(history.code),
			knownAt: Float64Array.from(history.at),
		},
		activities: {
			count: acts.lead.length,
			lead: Int32Array.from(acts.lead),
			at: Float64Array.from(acts.at),
			knownAt: undefined,
			types: ["download", "page_view", "webinar"],
			type: Uint16Array.from(acts.type),
			properties: [],
		},
		stages: {
			count: events.lead.length,
			lead: Int32Array.from(events.lead),
			stage: Uint8Array.from(events.stage),
			at: Float64Array.from(events.at),
		},
		quality: { tables: {}, issues: [] },
	});
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
/** What follows the wish with correlation `r`. */
const echo = (wish: Float64Array, r: number, random: Random) =>
	wish.map((one) => r * one + Math.sqrt(1 - r * r) * random.normal());

interface Rows {
	readonly lead: number[];
	readonly at: number[];
}

function stagesOf(wish: Float64Array, createdAt: Float64Array, random: Random): Rows & { readonly stage: number[] } {
	const rows = { lead: [] as number[], stage: [] as number[], at: [] as number[] };
	const add = (lead: number, stage: number, at: number) => {
		if (at > AS_OF) return;
		rows.lead.push(lead);
		rows.stage.push(stage);
		rows.at.push(at);
	};
	wish.forEach((one, lead) => {
		const created = createdAt[lead]!;
		add(lead, 0, created);
		if (!random.chance(logistic(1.45 * one - 1.1))) {
			if (random.chance(0.5)) add(lead, 3, created + (1 + random.exponential(30)) * DAY_MS);
			return;
		}
		const sql = created + (0.5 + random.exponential(20)) * DAY_MS;
		add(lead, 1, sql);
		if (random.chance(0.45)) add(lead, 2, sql + (1 + random.exponential(25)) * DAY_MS);
	});
	return rows;
}

function activitiesOf(wish: Float64Array, createdAt: Float64Array, random: Random): Rows & { readonly type: number[] } {
	const rows = { lead: [] as number[], type: [] as number[], at: [] as number[] };
	wish.forEach((one, lead) => {
		for (let i = random.poisson(1 + 3 * logistic(one)); i > 0; i--) {
			rows.lead.push(lead);
			rows.type.push(random.weighted([2, 6, 1]));
			rows.at.push(Math.min(AS_OF, createdAt[lead]! + (random.exponential(20) - 4) * DAY_MS));
		}
	});
	return rows;
}

function honestAttributes(wish: Float64Array, random: Random): RawAttribute[] {
	const text = (name: string, r: number, kinds: number) =>
		textAttribute(name, echo(wish, r, random.fork(name)), { kinds, random: random.fork(`${name} filled`) });
	const number = (name: string, r: number) => numberAttribute(name, echo(wish, r, random.fork(name)));
	const phone = textAttribute("phone", echo(wish, 0.2, random.fork("phone")), {
		kinds: 40,
		random: random.fork("phone filled"),
	});
	const filling = random.fork("filling");
	return [
		text("colour", 0, 5),
		number("luck", 0),
		{ ...plain("link", "text"), values: Array.from(wish, (_, i) => `/l/${i}`), codes: Int32Array.from(wish.keys()) },
		number("size", 0.15),
		text("industry", 0.25, 8),
		text("budget", 0.3, 4),
		text("title", 0.45, 12),
		number("visits", 0.55),
		number("fit", 0.65),
		{
			...phone,
			codes: phone.codes.map((code, i) => (filling.chance(0.3 + 0.3 * logistic(wish[i]!)) ? code : UNKNOWN)),
		},
	];
}

const plain = (name: string, type: AttributeType) => ({ name, type, known: undefined }) as const;

/** Whole numbers, so that values are few; one in twenty unknown. */
function numberAttribute(name: string, numbers: Float64Array): RawAttribute {
	const whole = numbers.map((one) => Math.round(one * 12) + 60);
	const values = [...new Set(whole)];
	const codeOf = new Map(values.map((value, code) => [value, code]));
	const codes = Int32Array.from(whole, (one, i) => (i % 20 === 7 ? UNKNOWN : codeOf.get(one)!));
	return { ...plain(name, "number"), values, codes };
}

function textAttribute(
	name: string,
	numbers: Float64Array,
	{ kinds, random }: { readonly kinds: number; readonly random: Random },
): RawAttribute {
	const codes = Int32Array.from(numbers, (one) =>
		random.chance(0.9) ? Math.min(kinds - 1, Math.floor(logistic(1.7 * one) * kinds)) : UNKNOWN,
	);
	return { ...plain(name, "text"), values: Array.from({ length: kinds }, (_, i) => `${name} ${i}`), codes };
}

interface PlantInput {
	readonly n: number;
	readonly events: ReturnType<typeof stagesOf>;
	readonly acts: ReturnType<typeof activitiesOf>;
	readonly createdAt: Float64Array;
	readonly history: { readonly lead: number[] };
	readonly budget: number;
	readonly random: Random;
}

function planted(plant: Plant, { n, events, acts, random }: PlantInput): RawAttribute {
	const reached = (stage: number) => {
		const at = new Float64Array(n).fill(NEVER);
		events.lead.forEach((lead, i) => {
			if (events.stage[i] === stage) at[lead] = events.at[i]!;
		});
		return at;
	};
	if (plant === "filled for winners") {
		// Filled for three in four who reach it, and by mistake for one in a hundred others.
		const sql = reached(1);
		const codes = Int32Array.from(sql, (at) =>
			random.chance(at === NEVER ? 0.01 : 0.75) ? random.integer(50) : UNKNOWN,
		);
		return { ...plain("planted", "text"), values: Array.from({ length: 50 }, (_, i) => `room ${i}`), codes };
	}
	if (plant === "counts what follows") {
		const counts = new Int32Array(n);
		acts.lead.forEach((lead, i) => {
			if (acts.type[i] !== 0) counts[lead]!++;
		});
		const most = Math.max(...counts);
		return { ...plain("planted", "number"), values: Array.from({ length: most + 1 }, (_, i) => i), codes: counts };
	}
	if (plant === "current stage") {
		const codes = new Int32Array(n);
		const latest = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
		events.lead.forEach((lead, i) => {
			if (events.at[i]! < latest[lead]!) return;
			latest[lead] = events.at[i]!;
			codes[lead] = events.stage[i]!;
		});
		return { ...plain("planted", "text"), values: STAGES.map((stage) => stage.toUpperCase()), codes };
	}
	if (plant === "closing day") {
		const won = reached(2);
		const days = [
			...new Set([...won].filter((at) => at !== NEVER).map((at) => new Date(at).toISOString().slice(0, 10))),
		];
		const codes = Int32Array.from(won, (at) =>
			at === NEVER ? UNKNOWN : days.indexOf(new Date(at).toISOString().slice(0, 10)),
		);
		return { ...plain("planted", "text"), values: days, codes };
	}
	// The leak is in the column of budget; this one is honest.
	return {
		...plain("planted", "text"),
		values: ["a", "b"],
		codes: Int32Array.from({ length: n }, () => random.integer(2)),
	};
}
