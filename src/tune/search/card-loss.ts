import type { PatternTable } from "../patterns/pattern-table.ts";
import type { FoundCard } from "./search-points.ts";

/**
 * Log loss in nats a lead of a card's chances on leads that had no part in it; `undefined` without leads. Features are
 * matched by name.
 *
 * @example cardLoss(laterPatterns, found.best) // 0.31
 */
export function cardLoss(table: PatternTable, { points, slope, intercept }: FoundCard): number | undefined {
	const scores = new Float64Array(table.leads.length);
	for (const { name, values, starts, patterns } of table.features) {
		const each = points[name] ?? 0;
		if (each === 0) continue;
		for (let v = 0; v < values.length; v++)
			for (let i = starts[v]!; i < starts[v + 1]!; i++) scores[patterns[i]!]! += each * values[v]!;
	}
	let loss = 0;
	let leads = 0;
	for (let i = 0; i < scores.length; i++) {
		const z = slope * scores[i]! + intercept;
		const softplus = Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
		loss += table.leads[i]! * softplus - table.positives[i]! * z;
		leads += table.leads[i]!;
	}
	return leads === 0 ? undefined : loss / leads;
}
