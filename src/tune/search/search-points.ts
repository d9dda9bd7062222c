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
	readonly tries?: number;
	readonly starts?: number;
}

export function searchPoints(space: SearchSpace, { seed = 1, restarts = 4, width = 3, starts = 2, tries = 6 }: SearchOptions = {}): Card[] {
	const state = createState(space);
	const empty = Int32Array.from(space.allowed, (allowed) => (allowed.includes(0) ? 0 : allowed[0]!));
	const visited = new Set<string>();
	const pool: Card[] = [];
	for (const card of apart(beamStart(state, empty, { width, tries }), starts))
		pool.push(improve(state, polish(state, card), { visited }));
	const random = createRandom(seed);
	for (let i = 0; i < restarts; i++) {
		pool.sort((a, b) => a.loss - b.loss);
		const points = pool[0]!.points.slice();
		const used = [...points.keys()].filter((f) => points[f] !== 0 && space.allowed[f]!.includes(0));
		const forbidden = new Set<number>();
		const drop = 1 + random.integer(Math.max(1, Math.ceil(used.length / 2)));
		for (let d = 0; d < drop && used.length > 0; d++) {
			const [feature] = used.splice(random.integer(used.length), 1);
			points[feature!] = 0;
			forbidden.add(feature!);
		}
		const [grown] = beamStart(state, points, { width: 1, forbidden });
		const other = improve(state, polish(state, grown!), { forbidden });
		pool.push(improve(state, other, { visited }));
	}
	return pool.sort((a, b) => a.loss - b.loss);
}

/** The best card and others that share the fewest features with those before. */
function apart(cards: readonly Card[], count: number): Card[] {
	const chosen: Card[] = [];
	const left = [...cards];
	while (left.length > 0 && chosen.length < count) {
		let best = 0;
		let most = -1;
		left.forEach((card, i) => {
			const shared = Math.max(0, ...chosen.map((other) => sharedFeatures(card.points, other.points)));
			const far = card.points.length - shared;
			if (chosen.length > 0 && far > most) {
				best = i;
				most = far;
			}
		});
		chosen.push(...left.splice(best, 1));
	}
	return chosen;
}

function sharedFeatures(left: Int32Array, right: Int32Array): number {
	let count = 0;
	for (let i = 0; i < left.length; i++) if (left[i] !== 0 && right[i] !== 0) count++;
	return count;
}
