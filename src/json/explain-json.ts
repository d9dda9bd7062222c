import type { Health } from "../health/health.ts";
import type { Gate } from "../model/schema.ts";
import type { Explanation } from "../model/score.ts";
import { resultJson } from "./result-json.ts";

/** What `leadlab explain --json` prints. */
export type ExplainJson = ReturnType<typeof explainJson>;

/** One lead at one instant. */
export interface Explained {
	readonly lead: string;
	readonly at: number;
	readonly explanation: Explanation;
	readonly stages: readonly {
		readonly stage: string;
		readonly threshold: number;
		/** First flag; `undefined` if it is never flagged. */
		readonly flaggedAt: number | undefined;
		readonly gates: readonly { readonly gate: Gate; readonly holds: boolean }[];
	}[];
	/** Every score the lead ever had, with the instant from which on. */
	readonly path: readonly { readonly at: number; readonly score: number }[];
}

/**
 * One lead's score with its arithmetic as plain JSON.
 *
 * @example explainJson(explained).explanation.score // 62
 */
export function explainJson(
	{ lead, at, explanation, stages, path }: Explained,
	{ health }: { readonly health: Health },
) {
	return resultJson({
		leadlab: "explain/2" as const,
		health,
		...{ lead, at, explanation, stages },
		path: path.map((step) => ({ at: step.at, score: step.score })),
	});
}
