import { colors } from "./theme.ts";

/**
 * Colour of a text by whose it is: the ink shade of its mark. A condition and not a scale, since the marks of the same view
 * have the scale.
 *
 * @param options.field field with `candidate`, `baseline` or anything else (grey)
 */
export function roleInk({ field }: { readonly field: string }) {
	return {
		condition: [
			{ test: `datum.${field} === 'candidate'`, value: colors.blueInk },
			{ test: `datum.${field} === 'baseline'`, value: colors.orangeInk },
		],
		value: colors.inkSoft,
	};
}

/** Colour of a mark by whose it is: blue the candidate, orange the baseline, grey what has too little data. */
export function roleColor({ field }: { readonly field: string }) {
	return {
		field,
		type: "nominal" as const,
		legend: null,
		scale: {
			domain: ["candidate", "baseline", "little"],
			range: [colors.blue, colors.orange, colors.grey] as string[],
		},
	};
}
