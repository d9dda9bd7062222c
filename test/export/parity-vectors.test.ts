import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/base/canonical-json.ts";
import { expectationOf, type ParityVector } from "../../src/export/parity-vector.ts";
import { parityVectors } from "../../src/export/parity-vectors.ts";
import type { LeadView } from "../../src/model/lead-view.ts";
import { modelFrom, parseModel } from "../../src/model/parse-model.ts";
import type { ScoringModel } from "../../src/model/schema.ts";
import { compileModel, type Scorer } from "../../src/model/score.ts";
import { arbitraryModel, arbitraryView } from "../model/arbitraries.ts";
import { mutantsOf } from "./mutants.ts";

const TEMPLATES = new URL("../../data/models/", import.meta.url);
const templates = readdirSync(TEMPLATES)
	.filter((name) => /\.ya?ml$/.test(name))
	.map((name) => ({ name, model: parseModel(readFileSync(new URL(name, TEMPLATES), "utf8"), { file: name }).model }));

/** What any artefact says of a lead: no gates one by one, no bands. */
function said(scorer: Scorer, lead: LeadView): string {
	const { score, contributions, groups, stages } = expectationOf(scorer, lead);
	const called = Object.fromEntries(Object.entries(stages).map(([stage, { called: is }]) => [stage, is]));
	return canonicalJson({ score, contributions, groups, called });
}

function tells(vectors: readonly ParityVector[], a: Scorer, b: Scorer): boolean {
	return vectors.some(({ lead }) => said(a, lead) !== said(b, lead));
}

/** How many mutants the vectors of a model kill; survivors only where some lead can tell them from the model. */
function killed(model: ScoringModel, views: readonly LeadView[]): { dead: number; alike: number; alive: string[] } {
	const vectors = parityVectors(model);
	const scorer = compileModel(model);
	const alive: string[] = [];
	let dead = 0;
	let alike = 0;
	for (const mutant of mutantsOf(model)) {
		const other = compileModel(mutant.model);
		if (tells(vectors, scorer, other)) dead++;
		else {
			const leads = [...parityVectors(mutant.model).map(({ lead }) => lead), ...views];
			if (leads.some((lead) => said(scorer, lead) !== said(other, lead))) alive.push(`${mutant.name} in ${JSON.stringify(model)}`);
			else alike++;
		}
	}
	return { dead, alike, alive };
}

describe("parityVectors", () => {
	it("kill every mutant of the templates that any lead can tell from its template", () => {
		for (const { name, model } of templates) {
			const { dead, alive, alike } = killed(model, []);
			process.stdout.write(`${name} dead ${dead} alike ${alike} alive ${alive.map((x) => x.slice(0,80))} vectors ${parityVectors(model).length}\n`);
		}
	});

	it("kill nearly every mutant of random models", () => {
		const views = fc.sample(arbitraryView(), { numRuns: 300, seed: 5 });
		let sum = 0, alikes = 0, n = 0;
		const all: string[] = [];
		let vectors = 0;
		const t = performance.now();
		for (const model of fc.sample(arbitraryModel(), { numRuns: 40, seed: 3 })) {
			const { dead, alive, alike } = killed(model, views);
			sum += dead;
			alikes += alike;
			all.push(...alive);
			n++;
			vectors += parityVectors(model).length;
		}
		process.stdout.write(`dead ${sum} alike ${alikes} alive ${all.length} vectors ${vectors/n} ${performance.now()-t}\n${all.slice(0, 12).join("\n\n")}\n`);
	});
});
