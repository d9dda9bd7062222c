import { createRandom } from "../../base/random.ts";
import { beamStart } from "./beam-start.ts";
import { improve } from "./local-search.ts";
import { polish } from "./polish.ts";
import type { SearchSpace } from "./search-space.ts";
import { type Card, createState } from "./search-state.ts";

export interface SearchOptions {
	readonly seed?: number;
	readonly restarts?: number;
	readonly width?: number;
	readonly starts?: number;
}

export function searchPoints(space: SearchSpace, { seed = 1, restarts = 4, width = 3, starts = 2 }: SearchOptions = {}): Card[] {
	const state = createState(space);
	const empty = Int32Array.from(space.allowed, (allowed) => (allowed.includes(0) ? 0 : allowed[0]!));
	const pool: Card[] = [];
	for (const card of beamStart(state, empty, { width }).slice(0, starts)) pool.push(improve(state, card));
	pool.sort((a, b) => a.loss - b.loss);
	const random = createRandom(seed);
	for (let i = 0; i < restarts; i++) {
		const best = pool[0]!;
		const points = best.points.slice();
		const used = [...points.keys()].filter((f) => points[f] !== 0 && space.allowed[f]!.includes(0));
		const drop = 1 + random.integer(Math.max(1, Math.ceil(used.length / 2)));
		for (let d = 0; d < drop && used.length > 0; d++) points[used.splice(random.integer(used.length), 1)[0]!] = 0;
		const grown = beamStart(state, points, { width: 1 })[0]!;
		pool.push(improve(state, polish(space, grown)));
		pool.sort((a, b) => a.loss - b.loss);
	}
	return pool;
}
