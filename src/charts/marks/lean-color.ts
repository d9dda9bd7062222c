import { colors } from "./theme.ts";

/** Whom a difference speaks for; `none`: nobody, or it cannot be told yet. */
export type Lean = "candidate" | "baseline" | "none";

/** The colour of a difference: blue the candidate is higher, orange the baseline is, grey neither. */
export function leanColor({ field }: { readonly field: string }) {
	return {
		field,
		type: "nominal" as const,
		legend: null,
		scale: {
			domain: ["candidate", "baseline", "none"],
			range: [colors.blue, colors.orange, colors.grey] as string[],
		},
	};
}
