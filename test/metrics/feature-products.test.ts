import { expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { crossFit } from "../../src/metrics/selection/cross-fit.ts";
import { strongestProducts, withProducts } from "../../src/metrics/selection/feature-products.ts";
import { featureRows } from "../../src/metrics/selection/feature-rows.ts";

/** Two facts that foretell together alone: neither does by itself. */
function together(leads: number) {
	const random = createRandom("together");
	const rows = Array.from({ length: leads }, () => [
		...[random.integer(2), random.integer(2), random.integer(2)],
		random.normal(),
	]);
	const chance = ([a, b]: readonly number[]) => (a === b ? 0.8 : 0.2);
	const outcomes = Uint8Array.from(rows, (row) => Number(random.chance(chance(row))));
	return { rows, outcomes, chances: rows.map(chance) };
}

it("a product is the two values times each other, and stored only where it is not 0", () => {
	const longer = withProducts(
		featureRows([
			[2, 3],
			[0, 4],
		]),
		[[0, 1]],
	);
	expect(longer.names).toEqual(["x1", "x2", "x1 x x2"]);
	expect([...longer.offsets]).toEqual([0, 3, 4]);
	expect([...longer.values]).toEqual([2, 3, 6, 4]);
	expect([...longer.columns]).toEqual([0, 1, 2, 1]);
});

it("the product that a fit misses most comes first, by its score test", () => {
	const { rows, outcomes } = together(2000);
	const features = featureRows(rows);
	const [first] = strongestProducts(features, {
		residuals: Array.from(outcomes, (one) => one - 0.5),
		variances: rows.map(() => 0.25),
		rows: rows.map((_, i) => i),
	});
	expect(first).toEqual([0, 1]);
	// By hand: the sum of residuals where both are 1, in standard errors.
	const both = rows.map(([a, b], i) => (a === 1 && b === 1 ? outcomes[i]! - 0.5 : 0));
	const count = rows.filter(([a, b]) => a === 1 && b === 1).length;
	expect(Math.abs(both.reduce((sum, one) => sum + one, 0)) / Math.sqrt(count * 0.25)).toBeGreaterThan(10);
});

it("chances from other accounts see what decides only together", () => {
	const { rows, outcomes, chances } = together(2000);
	const accounts = rows.map((_, i) => i);
	const fit = crossFit({ features: featureRows(rows), worked: outcomes, outcomes, clusters: accounts });
	const off = chances.reduce((sum, chance, i) => sum + Math.abs(fit.propensities[i]! - chance), 0) / rows.length;
	// Without products every chance is about one half: 0.3 off.
	expect(off).toBeLessThan(0.06);
});
