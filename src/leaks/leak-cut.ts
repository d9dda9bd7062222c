import type { Random } from "../base/random.ts";
import { type Dataset, NEVER, UNKNOWN } from "../dataset/dataset.ts";
import { reachSkipped } from "../dataset/reach-skipped.ts";

/** A dated fact of a lead: where it stands in the dataset, and when it becomes known. */
export interface DatedFact {
	readonly kind: "attribute" | "history" | "activity" | "stage";
	/** Index of the attribute, else row of its table. */
	readonly row: number;
	readonly knownAt: number;
}

/** What becomes of a fact: stays, goes, or stays at another time with another content. */
export type FactFate = "keep" | "remove" | { readonly scrambledAt: number };

/**
 * A dataset of some leads of another, fact by fact as told: the tool of "truncate and compare". Values of the leads table
 * that are taken as known at creation stay; they have no date that could be cut.
 *
 * @param leads leads of the dataset, in the order of the new one
 * @param options.fate asked for every dated fact, with the place of its lead in the new dataset
 * @param options.asOf end of the new dataset
 * @param options.random draws the content of scrambled facts
 */
export function cutDataset(
	dataset: Dataset,
	leads: readonly number[],
	{
		fate,
		asOf,
		random,
	}: { readonly fate: (fact: DatedFact, place: number) => FactFate; readonly asOf: number; readonly random: Random },
): Dataset {
	const { attributes, history, activities, stages } = dataset;
	const pick = (array: Float64Array) => Float64Array.from(leads, (lead) => array[lead]!);
	const table = (kind: "history" | "activity" | "stage", offsets: Int32Array, times: Float64Array) => {
		const source: number[] = [];
		const at: number[] = [];
		const scrambled: boolean[] = [];
		const newOffsets = new Int32Array(leads.length + 1);
		leads.forEach((lead, place) => {
			const rows: { readonly row: number; readonly at: number; readonly isScrambled: boolean }[] = [];
			for (let row = offsets[lead]!; row < offsets[lead + 1]!; row++) {
				const told = fate({ kind, row, knownAt: times[row]! }, place);
				if (told === "remove") continue;
				const isScrambled = told !== "keep";
				rows.push({ row, at: isScrambled ? told.scrambledAt : times[row]!, isScrambled });
			}
			rows.sort((a, b) => a.at - b.at);
			for (const one of rows) {
				source.push(one.row);
				at.push(one.at);
				scrambled.push(one.isScrambled);
			}
			newOffsets[place + 1] = source.length;
		});
		return { source, at: Float64Array.from(at), scrambled, offsets: newOffsets, count: source.length };
	};
	const another = (codes: Int32Array, row: number, isScrambled: boolean) =>
		isScrambled ? codes[random.integer(codes.length)]! : codes[row]!;

	const past = table("history", history.offsets, history.knownAt);
	const acts = table("activity", activities.offsets, activities.knownAt);
	const changes = table("stage", stages.offsets, stages.at);
	const stage = Uint8Array.from(changes.source, (row, i) =>
		changes.scrambled[i] ? stages.stage[random.integer(stages.count)]! : stages.stage[row]!,
	);
	const firstAt = stages.names.map(() => new Float64Array(leads.length).fill(NEVER));
	for (let place = 0; place < leads.length; place++) {
		for (let i = changes.offsets[place]!; i < changes.offsets[place + 1]!; i++) {
			const first = firstAt[stage[i]!]!;
			if (changes.at[i]! < first[place]!) first[place] = changes.at[i]!;
		}
	}
	if (stages.reachesSkipped) reachSkipped(firstAt, dataset.ladder.length);
	const at = Float64Array.from(acts.source, (row, i) => (acts.scrambled[i] ? acts.at[i]! : activities.at[row]!));
	return {
		...dataset,
		asOf,
		leadCount: leads.length,
		idOf: (place) => dataset.idOf(leads[place]!),
		createdAt: pick(dataset.createdAt),
		attributes: attributes.map((attribute, row) => {
			const codes = Int32Array.from(leads, (lead) => attribute.codes[lead]!);
			if (attribute.knownAt === undefined) return { ...attribute, codes };
			const knownAt = pick(attribute.knownAt);
			leads.forEach((_, place) => {
				if (knownAt[place] === NEVER) return;
				const told = fate({ kind: "attribute", row, knownAt: knownAt[place]! }, place);
				if (told === "keep") return;
				knownAt[place] = told === "remove" ? NEVER : told.scrambledAt;
				codes[place] = told === "remove" ? UNKNOWN : attribute.codes[random.integer(dataset.leadCount)]!;
			});
			return { ...attribute, codes, knownAt };
		}),
		history: {
			count: past.count,
			offsets: past.offsets,
			attribute: Uint16Array.from(past.source, (row) => history.attribute[row]!),
			code: Int32Array.from(past.source, (row, i) => {
				const values = attributes[history.attribute[row]!]!.values.length;
				return past.scrambled[i] && values > 0 ? random.integer(values) : history.code[row]!;
			}),
			knownAt: past.at,
		},
		activities: {
			count: acts.count,
			offsets: acts.offsets,
			types: activities.types,
			type: Uint16Array.from(acts.source, (row, i) =>
				acts.scrambled[i] ? random.integer(activities.types.length) : activities.type[row]!,
			),
			at,
			knownAt: acts.at,
			day: Int32Array.from(acts.source, (row, i) =>
				acts.scrambled[i] ? dataset.calendar.dayOf(acts.at[i]!) : activities.day[row]!,
			),
			properties: activities.properties.map((property) => ({
				...property,
				codes: Int32Array.from(acts.source, (row, i) => another(property.codes, row, acts.scrambled[i]!)),
			})),
		},
		stages: {
			count: changes.count,
			offsets: changes.offsets,
			names: stages.names,
			stage,
			at: changes.at,
			reason:
				stages.reason === undefined
					? undefined
					: {
							values: stages.reason.values,
							codes: Int32Array.from(changes.source, (row) => stages.reason!.codes[row]!),
						},
			amount:
				stages.amount === undefined ? undefined : Float64Array.from(changes.source, (row) => stages.amount![row]!),
			firstAt,
			reachesSkipped: stages.reachesSkipped,
		},
		workedAt: dataset.workedAt === undefined ? undefined : pick(dataset.workedAt),
		account:
			dataset.account === undefined
				? undefined
				: { values: dataset.account.values, codes: Int32Array.from(leads, (lead) => dataset.account!.codes[lead]!) },
	};
}

/** Every dated fact of a lead that becomes known after an instant, earliest first. */
export function factsAfter(
	{ attributes, history, activities, stages }: Dataset,
	lead: number,
	instant: number,
): DatedFact[] {
	const facts: DatedFact[] = [];
	const add = (fact: DatedFact) => {
		if (fact.knownAt > instant && fact.knownAt !== NEVER) facts.push(fact);
	};
	attributes.forEach(({ knownAt }, row) => {
		if (knownAt !== undefined) add({ kind: "attribute", row, knownAt: knownAt[lead]! });
	});
	for (let row = history.offsets[lead]!; row < history.offsets[lead + 1]!; row++) {
		add({ kind: "history", row, knownAt: history.knownAt[row]! });
	}
	for (let row = activities.offsets[lead]!; row < activities.offsets[lead + 1]!; row++) {
		add({ kind: "activity", row, knownAt: activities.knownAt[row]! });
	}
	for (let row = stages.offsets[lead]!; row < stages.offsets[lead + 1]!; row++) {
		add({ kind: "stage", row, knownAt: stages.at[row]! });
	}
	return facts.sort((a, b) => a.knownAt - b.knownAt);
}

/**
 * A fact in words, without its content: that may be personal.
 *
 * @example factText(dataset, { kind: "activity", row: 3, knownAt: 0 }) // 'activity "demo_request", known 1970-01-01'
 */
export function factText(
	{ attributes, history, activities, stages }: Dataset,
	{ kind, row, knownAt }: DatedFact,
): string {
	const day = new Date(knownAt).toISOString().slice(0, 10);
	const what =
		kind === "attribute"
			? `attribute "${attributes[row]!.name}"`
			: kind === "history"
				? `history of "${attributes[history.attribute[row]!]!.name}"`
				: kind === "activity"
					? `activity "${activities.types[activities.type[row]!]}"`
					: `stage "${stages.names[stages.stage[row]!]}"`;
	return `${what}, known ${day}`;
}
