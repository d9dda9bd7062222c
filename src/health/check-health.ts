import { checkCapacity } from "./check-capacity.ts";
import { checkChance } from "./check-chance.ts";
import { checkData } from "./check-data.ts";
import { checkDrift } from "./check-drift.ts";
import { checkLeaks } from "./check-leaks.ts";
import { checkMaturity } from "./check-maturity.ts";
import { checkOptimism } from "./check-optimism.ts";
import { checkWorked } from "./check-worked.ts";
import type { Health } from "./health.ts";
import type { Check, HealthInput } from "./health-input.ts";

/** The checks by name, in the order they are told. A new check is one file and one line here. */
const CHECKS: Readonly<Record<string, Check>> = {
	data: checkData,
	maturity: checkMaturity,
	"better than chance": checkChance,
	worked: checkWorked,
	leaks: checkLeaks,
	drift: checkDrift,
	optimism: checkOptimism,
	capacity: checkCapacity,
};

/**
 * Every check on what a command has at hand; what it did not run is "not tested". The checks report: they change no verdict.
 *
 * @example checkHealth({ quality: dataset.quality, dataset, replay }).find(({ check }) => check === "maturity")?.state // "passed"
 */
export function checkHealth(input: HealthInput): Health {
	return Object.entries(CHECKS).map(([check, run]) => ({ check, ...run(input) }));
}
