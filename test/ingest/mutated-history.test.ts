import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LabError } from "../../src/base/error.ts";
import type { Issue } from "../../src/base/issue.ts";
import { normalText } from "../../src/base/plain-text.ts";
import { readRawColumns } from "../../src/ingest/read-dataset.ts";
import { sized } from "../full-size.ts";
import { folderOf } from "./folder.ts";
import {
	fits,
	isAbsent,
	type MeantHistory,
	meantHistories,
	type Writing,
	writeHistory,
	writings,
} from "./mutated-history.ts";

/** What is read, as facts that no order of rows changes. */
async function factsOf(folder: string) {
	const { raw, warnings } = await readRawColumns(folder, { threads: 1 });
	const idOf = (lead: number) => raw.leads.idOf(lead);
	const [code, size] = raw.attributes;
	const [url] = raw.activities.properties;
	const text = (column: { values: readonly unknown[] } | undefined, at: number) =>
		at < 0 ? "" : String(column!.values[at]);
	return {
		warnings,
		balanced: Object.values(raw.quality.tables).every(({ read, loaded, rejected }) => loaded + rejected === read),
		facts: [
			...Array.from(
				raw.leads.createdAt,
				(_, i) => `lead ${idOf(i)} ${text(code, code!.codes[i]!)} ${text(size, size!.codes[i]!)}`,
			),
			...Array.from(raw.activities.lead, (lead, i) => `activity ${idOf(lead)} ${text(url, url!.codes[i]!)}`),
			...Array.from(raw.stages.lead, (lead, i) => `stage ${idOf(lead)} ${raw.stages.stage[i]}`),
			...Array.from(
				raw.history.lead,
				(lead, i) => `history ${idOf(lead)} ${text(raw.attributes[raw.history.attribute[i]!], raw.history.code[i]!)}`,
			),
		].sort(),
	};
}

function meantFacts({ leads, activities, stages, history }: MeantHistory, how: Writing): string[] {
	const id = (lead: number) => leads[lead]!.id;
	return [
		...leads.map(({ code, size }, i) => `lead ${id(i)} ${code} ${isAbsent(how, i) ? "" : Number(size)}`),
		...activities.map(({ lead, url }) => `activity ${id(lead)} ${url}`),
		...stages.map(({ lead }) => `stage ${id(lead)} 1`),
		...history.map(({ lead, value }) => `history ${id(lead)} ${value}`),
	].sort();
}

/** The codes one of which must be told, with a word of their cure, where a writing loses something for good. */
function causes({ formats, type, notation }: Writing): readonly { readonly code: string; readonly says: RegExp }[] {
	return [
		...(type === "DOUBLE" && formats.includes("parquet") ? [{ code: "rounded-ids", says: /digits are lost/ }] : []),
		...(notation === "comma" && formats[0] === "csv" ? [{ code: "number-notation", says: /decimal: ","/ }] : []),
		...(notation === "fractions" && formats.slice(1).includes("csv")
			? ["orphan-activity", "orphan-stage", "orphan-history"].map((code) => ({ code, says: /but for "\.0"/ }))
			: []),
	];
}

/** `LEADLAB_DRAWS=10000` takes about an hour. */
const DRAWS = Number(process.env.LEADLAB_DRAWS ?? sized({ full: 300, usual: 20 }));

describe("a history written in another way", () => {
	test("has the same facts, or says what was lost and why", { timeout: 3_600_000 }, async () => {
		await fc.assert(
			fc.asyncProperty(meantHistories, writings, async (meant, how) => {
				const doubles = how.type === "DOUBLE" && how.formats.includes("parquet");
				fc.pre(doubles || fits(meant, how.type));
				// A DOUBLE holds whole numbers of 15 digits.
				fc.pre(!doubles || meant.leads.every(({ id }) => id.length > 16));
				const folder = folderOf({});
				await writeHistory(folder, meant, how);
				const expected = causes(how);
				let told: readonly Issue[];
				try {
					const found = await factsOf(folder);
					expect(found.balanced).toBe(true);
					// Two alike in all that is written are told of, whatever the way of writing.
					told = found.warnings.filter(({ code }) => code !== "repeated-row");
					const same = JSON.stringify(found.facts) === JSON.stringify(meantFacts(meant, how));
					if (same) expect(told).toEqual([]);
					else if (expected.length === 0) expect(found.facts).toEqual(meantFacts(meant, how));
				} catch (error) {
					if (!(error instanceof LabError)) throw error;
					told = error.issues;
				}
				if (expected.length === 0) expect(told).toEqual([]);
				else {
					const named = expected.some(({ code, says }) =>
						told.some((issue) => issue.code === code && says.test(`${issue.message} ${issue.cure}`)),
					);
					expect({ named, told: named ? [] : told }).toEqual({ named: true, told: [] });
				}
			}),
			{ numRuns: DRAWS, seed: 11 },
		);
	});
});

test("text is equal whatever no screen shows", () => {
	const unseen = fc.array(fc.constantFrom("", "", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u202e"), {
		minLength: 40,
		maxLength: 40,
	});
	const text = fc.string({ unit: fc.constantFrom("a", "B", "é", "ü", " ", "1", "-"), maxLength: 12 });
	fc.assert(
		fc.property(text, unseen, fc.boolean(), (plain, marks, apart) => {
			const letters = Array.from(apart ? plain.normalize("NFD") : plain).map(
				(letter, i) => (letter === " " && i % 2 ? "\u00a0" : letter) + marks[i]!,
			);
			expect(normalText(`\u2003${letters.join("")}\u00a0`)).toBe(normalText(plain));
		}),
		{ numRuns: sized({ full: 10_000, usual: 500 }) },
	);
});
