import fc from "fast-check";
import { createCalendar, DAY_MS } from "../../src/dataset/calendar.ts";
import type { DatasetInput } from "../../src/dataset/dataset-from.ts";
import { arbitraryProperties, arbitraryValue, VOCABULARY } from "../model/arbitraries.ts";

const LADDER = ["lead", ...VOCABULARY.stages, "customer"];
/** Zones with the clock changing inside the span (2024-03-31 and 2024-04-05), one that skips midnight, and UTC. */
const ZONES = ["Europe/Berlin", "UTC", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe"];
const DAYS = 60;

/**
 * Random histories: unknown values, equal instants, ties of knowledge, date-only stamps (end of the day), facts known
 * late, activities before creation, stages out of order and at creation, zones whose clock changes inside the span.
 */
export function arbitraryHistory({ maxLeads = 3, maxActivities = 10 } = {}): fc.Arbitrary<DatasetInput> {
	return fc.constantFrom(...ZONES).chain((timeZone) => {
		const calendar = createCalendar(timeZone);
		const firstDay = calendar.dayOf(Date.UTC(2024, 2, 15));
		const asOf = calendar.startOf(firstDay + DAYS) - 1;
		// Few distinct instants, so that ties happen; some at the very start or end of a day.
		const instant = fc
			.tuple(fc.nat({ max: DAYS - 1 }), fc.constantFrom("start", "end", "noon", "noon", "odd", "night"), fc.nat(999))
			.map(([offset, kind, odd]) => {
				const start = calendar.startOf(firstDay + offset);
				if (kind === "start") return start;
				if (kind === "end") return calendar.startOf(firstDay + offset + 1) - 1;
				if (kind === "noon") return start + DAY_MS / 2;
				return Math.min(asOf, kind === "night" ? start + 2.5 * 3_600_000 : start + odd * 80_000 + odd);
			});
		const known = fc.option(instant, { nil: undefined, freq: 3 });
		const lead = fc.record({
			created: instant,
			values: fc.record(
				Object.fromEntries(Object.entries(VOCABULARY.attributes).map(([name, some]) => [name, arbitraryValue(some)])),
			),
			verifiedAt: fc.option(instant, { nil: Number.POSITIVE_INFINITY, freq: 4 }),
			activities: fc.array(
				fc.record({
					at: instant,
					type: fc.constantFrom(...VOCABULARY.activities, "other"),
					known,
					properties: arbitraryProperties(),
				}),
				{ maxLength: maxActivities },
			),
			stages: fc.array(
				fc.record({
					stage: fc.constantFrom(...LADDER.slice(1)),
					at: instant,
					amount: fc.integer({ min: 1, max: 9 }),
				}),
				{ maxLength: 4 },
			),
			history: fc.array(
				fc
					.constantFrom(...Object.entries(VOCABULARY.attributes))
					.chain(([attribute, some]) =>
						fc.record({ attribute: fc.constant(attribute), value: arbitraryValue(some), known: instant }),
					),
				{ maxLength: 4 },
			),
		});
		return fc.array(lead, { minLength: 1, maxLength: maxLeads }).map(
			(leads): DatasetInput => ({
				name: "random",
				asOf,
				timeZone,
				ladder: LADDER,
				exits: ["recycled"],
				attributes: {
					industry: {},
					title: { known: { stage: "sql" } },
					employees: { type: "number", known: { column: "verified" } },
					budget: {},
					student: {},
				},
				properties: Object.keys(VOCABULARY.properties),
				leads: leads.map(({ created, values, verifiedAt }, i) => ({
					id: `lead ${i}`,
					created,
					values,
					knownAt: { verified: verifiedAt },
				})),
				activities: leads.flatMap(({ activities }, i) =>
					activities.map(({ known, ...activity }) => ({
						lead: `lead ${i}`,
						...activity,
						...(known === undefined ? {} : { known }),
					})),
				),
				stages: leads.flatMap(({ stages }, i) => stages.map((stage) => ({ lead: `lead ${i}`, ...stage }))),
				history: leads.flatMap(({ history }, i) => history.map((row) => ({ lead: `lead ${i}`, ...row }))),
			}),
		);
	});
}
