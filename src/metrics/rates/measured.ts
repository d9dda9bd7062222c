import type { Uncertain } from "./uncertain.ts";

/** A number with its interval and the counts it was measured on. */
export interface Measured {
	readonly state: "measured";
	readonly value: number;
	/** `[low, high]` at `confidence`. */
	readonly interval: readonly [number, number];
	readonly confidence: number;
	/** How the interval was made, e.g. `delong`, `bca`. */
	readonly method: string;
	readonly positives: number;
	readonly negatives: number;
}

/** A measured number, or the statement that it cannot be told yet. Narrow it by `state`. */
export type Measurement = Measured | Uncertain;
