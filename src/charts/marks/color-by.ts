import { colors } from "../scales/theme.ts";
import type { Channel } from "./layer.ts";

/** Marks by whose they are: blue the candidate, orange the baseline, grey what has too little data or speaks for neither. */
export const ROLES = { candidate: colors.blue, baseline: colors.orange, little: colors.grey };

/** The inks that go with {@link ROLES}. */
export const ROLE_INKS = { candidate: colors.blueInk, baseline: colors.orangeInk };

/** Months by whether they stand on enough data, where blue and orange are the periods' lines. */
export const MONTH_TONES = { enough: colors.slate, little: colors.greyPale };

/** Marks by whether they stand on enough data. */
export const TONES = { enough: colors.blue, little: colors.grey };

/**
 * Colour of a mark by a field, without a legend unless one is given.
 *
 * @param tones colour of each value
 * @example colorBy("role", ROLES)
 */
export function colorBy(
	field: string,
	tones: Readonly<Record<string, string>>,
	{ legend = null }: { readonly legend?: Channel | null } = {},
): Channel {
	return {
		field,
		type: "nominal",
		legend,
		...(legend === null ? {} : { title: null }),
		scale: { domain: Object.keys(tones), range: Object.values(tones) },
	};
}

/** A legend in a row above the plot. */
export function legendAbove(look: Channel = {}): Channel {
	return { orient: "top", labelFontSize: 14, ...look };
}

/**
 * Colour of a text by a field: the ink shade of its mark, soft ink for other values. A condition and not a scale, since the
 * marks of the same view have the scale.
 *
 * @example inkBy("tone", ROLE_INKS)
 */
export function inkBy(
	field: string,
	inks: Readonly<Record<string, string>>,
	{ other = colors.inkSoft }: { readonly other?: string } = {},
): Channel {
	const condition = Object.entries(inks).map(([value, ink]) => ({ test: `datum.${field} === '${value}'`, value: ink }));
	return { condition, value: other };
}
