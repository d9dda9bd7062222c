import { tryMove } from "./judge-moves.ts";
import { promisingMoves } from "./local-search.ts";
import { GAIN, LIGHT, type PolishOptions, polish } from "./polish.ts";
import { ruleCount, supportKey } from "./search-space.ts";
import { type Card, cardOf, fillTables, place, type SearchState } from "./search-state.ts";

/** How wide {@link beamStart} looks. */
export interface BeamOptions {
	readonly width?: number;
	readonly tries?: number;
	readonly options?: PolishOptions;
	readonly forbidden?: ReadonlySet<number>;
}

/**
 * Cards grown a feature at a time from `start`: at every step the `width` best sets of features go on, their points
 * polished. Returns the cards of the last step, the best first; fewer rules where no more of them help.
 */
export function beamStart(
	state: SearchState,
	start: Int32Array,
	{ width = 3, tries = 6, options = LIGHT, forbidden }: BeamOptions = {},
): Card[] {
	place(state, start);
	let beam: Card[] = [cardOf(state)];
	const features = start.length;
	for (let step = 0; step < features; step++) {
		const grown = new Map<string, Card>();
		let growing = false;
		for (const card of beam) {
			place(state, card.points);
			fillTables(state);
			const moves = promisingMoves(state, forbidden).slice(0, tries);
			let grew = false;
			for (const { feature, points } of moves) {
				const scale = tryMove(state, feature, points);
				if (scale.loss >= card.loss - GAIN) continue;
				const next = card.points.slice();
				next[feature] = points;
				grew = true;
				keep(grown, { points: next, slope: scale.slope, intercept: scale.intercept, loss: scale.loss });
			}
			if (grew) growing = true;
			else keep(grown, card);
		}
		if (!growing) break;
		const full = (card: Card) => ruleCount(state.space, card.points) >= state.space.maxRules;
		beam = [...grown.values()]
			.sort((a, b) => a.loss - b.loss)
			.slice(0, width)
			.map((card) => polish(state, card, options))
			.sort((a, b) => a.loss - b.loss);
		if (beam.every(full) && state.space.ruleOf.length === new Set(state.space.ruleOf).size) break;
	}
	return beam;
}

/** Keeps the best card of each set of features. */
function keep(cards: Map<string, Card>, card: Card): void {
	const key = supportKey(card.points);
	const other = cards.get(key);
	if (other === undefined || card.loss < other.loss) cards.set(key, card);
}
