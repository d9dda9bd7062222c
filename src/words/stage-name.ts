const ACRONYMS = new Set(["iql", "mql", "sal", "sql", "sqo", "pql", "hql", "aql", "tql", "sgl"]);

/**
 * A stage as people write it: the usual acronyms in capitals, `_` as a space.
 *
 * @example stageName("mql") // "MQL"
 * @example stageName("closed_won") // "closed won"
 */
export function stageName(stage: string): string {
	return ACRONYMS.has(stage.toLowerCase()) ? stage.toUpperCase() : stage.replaceAll("_", " ");
}

/**
 * A hand-off as people write it.
 *
 * @example handoffName({ from: "mql", to: "sql" }) // "MQL to SQL"
 */
export function handoffName({ from, to }: { readonly from: string; readonly to: string }): string {
	return `${stageName(from)} to ${stageName(to)}`;
}
