import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { readDataset } from "../../src/ingest/read-dataset.ts";
import { compileModel } from "../../src/model/score.ts";
import { leadViewAt } from "../../src/replay/lead-view-at.ts";
import { replay } from "../../src/replay/replay.ts";
import { Unsaid } from "./pmml-predicate.ts";
import { type SaidCard, sayScorecard } from "./pmml-scorecard.ts";
import { parseXml } from "./pmml-xml.ts";
import { openQueries } from "./queries.ts";
import { describeReal, rawFolder } from "./real-data.ts";

const NAME = "pmml-scorecards";
type Inputs = Readonly<Record<string, string | number | boolean>>;
interface Expected {
	readonly inputs: Inputs;
	readonly score: number;
}

/** Each card with its file, the name of its Scorecard element, and how many expected scores there are for it. */
const SAID = [
	["SimpleScorecard.pmml", "SimpleScorecard", 5],
	["Simple-Scorecard_Categorical.pmml", "SimpleScorecardCategorical", 4],
	["CompoundNestedPredicateScorecard.pmml", "CompoundNestedPredicateScorecard", 10],
	["SimpleScorecardMixedVariables.pmml", "SimpleScorecardMixedVariables", 5],
	["SimpleScorecardWithTransformations.pmml", "SimpleScorecardWithTransformations", 5],
	["CompoundPredicateScorecard.pmml", "CompoundPredicateScorecard", 10],
	["air-conditioning-weather-scorecard.pmml", "Forecast Score", 2],
] as const;
const UNSAID = [
	["BasicComplexPartialScore.pmml", "BasicComplexPartialScore", 5, "a partial score that is computed"],
	["NestedComplexPartialScore.pmml", "NestedComplexPartialScoreScorecard", 5, "a partial score that is computed"],
] as const;
/** This card's own file is not in the folder; the file with two cards in it holds it. */
const FILE_OF: Readonly<Record<string, string>> = {
	"air-conditioning-weather-scorecard.pmml": "MultipleScorecard.pmml",
};

async function expectedScores(): Promise<ReadonlyMap<string, readonly Expected[]>> {
	const queries = await openQueries();
	await queries.csv("x", join(rawFolder(NAME), "expected.csv"));
	const rows = await queries.rows("SELECT model_file, inputs_json, CAST(expected_score AS DOUBLE) AS score FROM x");
	const cases = new Map<string, Expected[]>();
	for (const { model_file: file, inputs_json: inputs, score } of rows) {
		const row = { inputs: JSON.parse(String(inputs)) as Inputs, score: Number(score) };
		cases.set(String(file), [...(cases.get(String(file)) ?? []), row]);
	}
	return cases;
}

/** The card of a file, said. */
function say(file: string, name: string): SaidCard {
	const pmml = parseXml(readFileSync(join(rawFolder(NAME), FILE_OF[file] ?? file), "utf8"));
	const card = pmml.children.find((child) => child.name === "Scorecard" && child.attributes.modelName === name);
	return sayScorecard(pmml, card!);
}

/** Scores of a card for each inputs, by the replay and by the reference, through a data set on disk. */
async function scoresOf({ model, fields }: SaidCard, cases: readonly Expected[]): Promise<[number, number][]> {
	const folder = mkdtempSync(join(tmpdir(), "leadlab-pmml-"));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	const names = Object.keys(fields);
	const rows = cases.map(({ inputs }, i) =>
		[i, "2024-01-01", "", ...names.map((name) => inputs[name] ?? "")].join(","),
	);
	writeFileSync(join(folder, "inputs.csv"), [["id", "on", "won", ...names].join(","), ...rows].join("\n"));
	const attributes = names.map((name) => `${name}: { type: ${fields[name]} }`).join(", ");
	writeFileSync(
		join(folder, "dataset.yaml"),
		`leadlab: dataset/1
name: inputs
as_of: 2024-06-30
ladder: [lead, mql, customer]
leads: { file: inputs.csv, id: id, created: "on", attributes: { ${attributes} } }
stages: { file: inputs.csv, lead: id, stage: { is: customer }, at: won }
`,
	);
	const { dataset, warnings } = await readDataset(folder);
	expect(warnings).toEqual([]);
	const { columns } = await replay(dataset, model, { horizonDays: 30, landmarkDays: 0, threads: 1 });
	const scorer = compileModel(model);
	const scores: [number, number][] = cases.map(() => [Number.NaN, Number.NaN]);
	columns.lead.forEach((lead, i) => {
		const reference = scorer.explain(leadViewAt(dataset, lead, dataset.asOf)).score;
		scores[Number(dataset.idOf(lead))] = [columns.finalScore[i]!, reference];
	});
	return scores;
}

describeReal(NAME, () => {
	test("every expected score belongs to a card that is said or unsaid for a reason", async () => {
		const cases = await expectedScores();
		const listed = [...SAID, ...UNSAID].map(([file, , count]) => [file, count]);
		expect(new Map([...cases].map(([file, rows]) => [file, rows.length]))).toEqual(
			new Map(listed as [string, number][]),
		);
		expect([...cases.values()].flat().length).toBe(51);
	});

	test.each(SAID)("%s: %s gives its %i expected scores", async (file, name) => {
		const cases = (await expectedScores()).get(file)!;
		const scores = await scoresOf(say(file, name), cases);
		const wanted = cases.map(({ score }) => [score, score]);
		expect(scores).toEqual(wanted);
	});

	test("the nested card gives its scores also from the file with two cards", async () => {
		const cases = (await expectedScores()).get("CompoundNestedPredicateScorecard.pmml")!;
		const card = say("MultipleScorecard.pmml", "CompoundNestedPredicateScorecard");
		expect((await scoresOf(card, cases)).map(([score]) => score)).toEqual(cases.map(({ score }) => score));
	});

	test.each(UNSAID)("%s: %s (%i expected scores) is not said: %s", (file, name, _count, reason) => {
		expect(() => say(file, name)).toThrow(new Unsaid(reason));
	});

	test("where the standard has no score and the model has one is known for each card", () => {
		const limits = Object.fromEntries(SAID.map(([file, name]) => [name, say(file, name).limits]));
		const either = ["classA", "classB"].join(", ");
		expect(limits).toEqual({
			SimpleScorecard: [
				"input3 is missing",
				"input3 is outside of its intervals",
				"input1 is missing",
				"input2 is missing",
			],
			SimpleScorecardCategorical: [
				`input1 is none of ${either}`,
				"input1 is missing",
				`input2 is none of ${either}`,
				"input2 is missing",
			],
			CompoundNestedPredicateScorecard: [],
			SimpleScorecardMixedVariables: ["input1 is missing", `input2 is none of ${either}`, "input2 is missing"],
			SimpleScorecardWithTransformations: ["input1 is missing", "input2 is missing"],
			CompoundPredicateScorecard: [],
			"Forecast Score": [
				"period is none of SPRING, SUMMER, AUTUMN, WINTER",
				"period is missing",
				"worldcontinent is none of AMERICA, ASIA, AFRICA, EUROPE",
				"worldcontinent is missing",
				"precipitation is none of true, false",
				"precipitation is missing",
				"humidity is missing",
			],
		});
	});
});

describe("the reader of XML", () => {
	test("reads elements, attributes, text, comments and entities", () => {
		expect(parseXml('<?xml version="1.0"?><!-- <x> --><a b="1 &lt; 2" c=\'"\'> y &amp; <d/><e>z</e></a>')).toEqual({
			name: "a",
			attributes: { b: "1 < 2", c: '"' },
			children: [
				{ name: "d", attributes: {}, children: [], text: "" },
				{ name: "e", attributes: {}, children: [], text: "z" },
			],
			text: "y &",
		});
	});

	test.each(["<a>", "<a></b>", "<a/><b/>", "<a b=1/>", "<a>&no;</a>", "<a><![CDATA[x]]></a>", "<!DOCTYPE a><a/>", "x"])(
		"does not read %s",
		(text) => {
			expect(() => parseXml(text)).toThrow();
		},
	);
});
