import type { Random } from "../../base/random.ts";
import { beamStart } from "./beam-start.ts";
import { improve } from "./local-search.ts";
import { polish } from "./polish.ts";
import type { Card, SearchState } from "./search-state.ts";

/**
 * Another card, found from a good one: up to half of its features are left out at random and must stay out while the rest
 * is filled up and improved; then they may come back. So a restart leads elsewhere instead of back.
 */
export function restart(state: SearchState, from: Card, random: Random, visited: Set<string>): Card {
	const { space } = state;
	const points = from.points.slice();
	const used = [...points.keys()].filter((feature) => points[feature] !== 0 && space.allowed[feature]!.includes(0));
	const forbidden = new Set<number>();
	const drops = 1 + random.integer(Math.max(1, Math.ceil(used.length / 2)));
	for (let i = 0; i < drops && used.length > 0; i++) {
		const [feature] = used.splice(random.integer(used.length), 1);
		points[feature!] = 0;
		forbidden.add(feature!);
	}
	const [grown] = beamStart(state, points, { width: 1, forbidden });
	const elsewhere = improve(state, polish(state, grown!), { forbidden });
	return improve(state, elsewhere, { visited });
}

/** The best card, then those that share the fewest features with the ones before. */
export function farApart(cards: readonly Card[], count: number): Card[] {
	const chosen: Card[] = [];
	const left = [...cards];
	while (left.length > 0 && chosen.length < count) {
		let best = 0;
		let fewest = Number.POSITIVE_INFINITY;
		left.forEach((card, i) => {
			const shared = chosen.length === 0 ? i : Math.max(...chosen.map((other) => sharedFeatures(card, other)));
			if (shared >= fewest) return;
			best = i;
			fewest = shared;
		});
		chosen.push(...left.splice(best, 1));
	}
	return chosen;
}

function sharedFeatures(left: Card, right: Card): number {
	let count = 0;
	for (let i = 0; i < left.points.length; i++) if (left.points[i] !== 0 && right.points[i] !== 0) count++;
	return count;
}
