/** Directives of strptime that are read, without the `-` that some take. */
const DIRECTIVES = new Set([..."aAwdbBmyYHIMSfgpzZjcxXnT%"]);

/**
 * Why a pattern of instants cannot be used: it has a directive that nobody reads, or it does not say the whole date, so that
 * every instant would lie in 1900 or on the first of a month. `undefined` when it can.
 *
 * @example dateFormatFault("%d/%m") // "does not say the year"
 * @example dateFormatFault("%d/%m/%Y") // undefined
 */
export function dateFormatFault(pattern: string): string | undefined {
	if (pattern.startsWith("epoch_")) {
		return pattern === "epoch_ms" || pattern === "epoch_s" ? undefined : "is neither epoch_ms nor epoch_s";
	}
	const found = [...pattern.matchAll(/%-?(.?)/gu)].map(([, letter = ""]) => letter);
	const unknown = found.find((letter) => !DIRECTIVES.has(letter));
	if (unknown !== undefined) return `has %${unknown}, which is no directive of strptime`;
	if (found.length === 0) return "has no directive such as %Y";
	const has = (letters: string) => found.some((letter) => letters.includes(letter));
	const missing = [
		...(has("yYcx") ? [] : ["year"]),
		...(has("mbBjcx") ? [] : ["month"]),
		...(has("djcx") ? [] : ["day"]),
	];
	return missing.length === 0 ? undefined : `does not say the ${missing.join(" and the ")}`;
}
