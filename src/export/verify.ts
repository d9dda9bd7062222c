import { roundScore } from "../base/round.ts";
import type { LeadView } from "../model/lead-view.ts";
import { compileModel } from "../model/score.ts";
import { type Expectation, expectationOf, type ParityVector } from "./parity/parity-vector.ts";
import { parseProductionConfig } from "./production-config.ts";

/** One difference between what a vector expects and what a scorer said. */
export interface ParityFailure {
	readonly vector: string;
	/** What differs: `score`, `contributions.pricing`, `stages.mql.gates[0]`, or `error`. */
	readonly what: string;
	readonly expected: string | number | boolean | undefined;
	readonly got: string | number | boolean | undefined;
}

/** Outcome of a verification: it is passed when `passed` equals `vectors` and that is not 0. */
export interface VerifyReport {
	readonly vectors: number;
	/** Vectors without any difference. */
	readonly passed: number;
	readonly failures: readonly ParityFailure[];
}

/** What `exportJavaScript` writes, as loaded: any object may be given, and what it lacks is a failure. */
export interface ScorerModule {
	readonly score: (lead: LeadView) => unknown;
	readonly flags: (lead: LeadView) => unknown;
	readonly gates?: ((lead: LeadView) => unknown) | undefined;
	readonly band?: ((score: number) => unknown) | undefined;
}

/**
 * Verifies a production configuration (JSON or YAML text): its model is scored again on its own vectors.
 *
 * @throws LabError (configuration) when the text is no such configuration, or its model was changed after the export
 * @example verifyConfig(text).failures // []
 */
export function verifyConfig(text: string, { file = "config" }: { readonly file?: string } = {}): VerifyReport {
	const { model, vectors } = parseProductionConfig(text, { file });
	const scorer = compileModel(model);
	return report(vectors, ({ lead, expected }) => differences(expected, expectationOf(scorer, lead)));
}

/**
 * Verifies a scorer by running it on vectors. Scores must be equal exactly; the other numbers to 4 decimals, since
 * machines may differ in the last bit of a power. A function that throws or answers in another form is a failure.
 *
 * @example verifyScorer(await import("./scorer.js"), vectors).passed // 87
 */
export function verifyScorer(module: ScorerModule, vectors: readonly ParityVector[]): VerifyReport {
	return report(vectors, ({ lead, expected }) => differences(expected, expectationFrom(module, lead, expected)));
}

type Difference = Omit<ParityFailure, "vector">;

function report(
	vectors: readonly ParityVector[],
	check: (vector: ParityVector) => readonly Difference[],
): VerifyReport {
	let passed = 0;
	const failures: ParityFailure[] = [];
	for (const vector of vectors) {
		let found: readonly Difference[];
		try {
			found = check(vector);
		} catch (error) {
			found = [{ what: "error", expected: undefined, got: error instanceof Error ? error.message : String(error) }];
		}
		if (found.length === 0) passed++;
		failures.push(...found.map((difference) => ({ vector: vector.name, ...difference })));
	}
	return { vectors: vectors.length, passed, failures };
}

/** The answer of a module in the form of an expectation; what cannot be read stays out and so differs. */
function expectationFrom(
	module: ScorerModule,
	lead: ParityVector["lead"],
	expected: Expectation,
): Partial<Expectation> {
	const answer = record(module.score(lead));
	const flags = record(module.flags(lead));
	const gates = module.gates === undefined ? undefined : record(module.gates(lead));
	const stages = Object.entries(flags).map(([stage, flagged]) => {
		// A module without gates is only held to its flags.
		const held = gates === undefined ? expected.stages[stage]?.gates : gates[stage];
		return [stage, { flagged: flagged === true, gates: Array.isArray(held) ? held.map((one) => one === true) : [] }];
	});
	const score = answer.score;
	const band = module.band === undefined || typeof score !== "number" ? expected.band : record(module.band(score)).name;
	const given = Object.entries(numbers(answer.contributions)).filter(([, points]) => points !== 0);
	return {
		...(typeof score === "number" ? { score } : {}),
		...(typeof answer.raw === "number" ? { raw: roundScore(answer.raw) } : {}),
		groups: numbers(answer.groups),
		contributions: Object.fromEntries(given),
		stages: Object.fromEntries(stages),
		...(typeof band === "string" ? { band } : {}),
	};
}

function record(value: unknown): Readonly<Record<string, unknown>> {
	return value !== null && typeof value === "object" ? { ...value } : {};
}

function numbers(value: unknown): Record<string, number> {
	const found = Object.entries(record(value)).filter(
		(entry): entry is [string, number] => typeof entry[1] === "number",
	);
	return Object.fromEntries(found.map(([name, number]) => [name, roundScore(number)]));
}

/** Leaves that differ, by path. Both sides are looked through, so that something too much is a difference too. */
function differences(expected: unknown, got: unknown, path = ""): Difference[] {
	if (isBranch(expected) || isBranch(got)) {
		const [left, right] = [record(expected), record(got)];
		const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
		const inList = Array.isArray(expected) || Array.isArray(got);
		return [...keys].flatMap((key) =>
			differences(left[key], right[key], inList ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`),
		);
	}
	return expected === got ? [] : [{ what: path, expected: leaf(expected), got: leaf(got) }];
}

function isBranch(value: unknown): boolean {
	return value !== null && typeof value === "object";
}

function leaf(value: unknown): ParityFailure["got"] {
	return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : undefined;
}
