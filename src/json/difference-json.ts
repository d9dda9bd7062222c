import type { Estimate } from "../metrics/rates/estimate.ts";

/** A difference as plain JSON. */
export function differencePart<One extends { readonly difference: Estimate }>(one: One) {
	/** How the interval was made; null without one. */
	const method = one.difference.state === "measured" ? one.difference.method : undefined;
	return { ...one, method };
}
