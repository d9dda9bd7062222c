import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, expect } from "vitest";

/** A case of an independent implementation: what it was given and what it gave. */
export interface OracleCase<Given, Out> {
	readonly in: Given;
	readonly out: Out;
}

/** How far a number ever was from the oracle's, in the measure that its tolerance holds. */
interface Deviation {
	readonly subject: string;
	readonly what: string;
	readonly tolerance: number;
	compared: number;
	cases: number;
	largest: number;
	lastCase: unknown;
}

const live = process.env.LEADLAB_ORACLES;
const folder = live ?? fileURLToPath(new URL("./golden", import.meta.url));
const deviations = new Map<string, Deviation>();
let subjectNow = "";

/**
 * The cases of a subject: the committed ones, or fresh ones from the folder named by LEADLAB_ORACLES (see .ci/oracles).
 * None when that folder says that the subject's library is not on this machine.
 *
 * @throws Error when the subject is neither there nor said to be absent: nothing is left out in silence
 */
export function oracleCases<Given, Out>(subject: string): readonly OracleCase<Given, Out>[] {
	subjectNow = subject;
	const file = `${folder}/${subject}.json`;
	if (live !== undefined && existsSync(`${folder}/${subject}.absent`)) return [];
	const cases: OracleCase<Given, Out>[] = [];
	// A case a line: no text or tree of the whole is made beside the cases.
	for (const line of readFileSync(file, "utf8").split("\n")) {
		if (line.startsWith('{"in":')) cases.push(JSON.parse(line.endsWith(",") ? line.slice(0, -1) : line));
	}
	if (cases.length === 0) throw new Error(`${file} holds no case.`);
	return cases;
}

/**
 * Holds `actual` to `wanted` within a relative `tolerance`, or the same as an absolute one for values below `scale`.
 *
 * @param what names the number in the table of deviations of a live run; left out, it is not in the table
 */
export function expectNear(
	actual: number | undefined,
	wanted: number,
	context: unknown,
	tolerance = 1e-12,
	scale = 0,
	what?: string,
): void {
	const size = Math.max(Math.abs(wanted), scale);
	const distance = actual === undefined ? Number.NaN : Math.abs(actual - wanted);
	const near = actual === wanted || distance <= tolerance * size + 1e-300;
	if (what !== undefined) keep(what, tolerance, distance === 0 ? 0 : distance / size, context);
	if (near) return;
	expect.fail(
		`${what ?? ""} ${actual} is not within ${tolerance} of ${wanted} for ${JSON.stringify(context).slice(0, 900)}`,
	);
}

function keep(what: string, tolerance: number, deviation: number, context: unknown): void {
	const key = `${subjectNow}\n${what}`;
	let row = deviations.get(key);
	if (row === undefined) {
		row = { subject: subjectNow, what, tolerance, compared: 0, cases: 0, largest: 0, lastCase: undefined };
		deviations.set(key, row);
	}
	row.compared++;
	if (row.lastCase !== context) row.cases++;
	row.lastCase = context;
	if (!(deviation <= row.largest)) row.largest = deviation;
}

// What .ci/oracles prints at its end.
afterAll(() => {
	if (live === undefined || deviations.size === 0) return;
	const rows = [...deviations.values()].map(({ lastCase: _, ...row }) => row);
	writeFileSync(`${live}/deviations-${process.pid}-${rows[0]!.subject}.json`, JSON.stringify(rows));
});
