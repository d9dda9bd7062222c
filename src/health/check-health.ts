import type { Health } from "./health.ts";
import { HEALTH_CHECKS } from "./health-checks.ts";
import type { HealthInput } from "./health-input.ts";

/** The page whose headings explain the checks. */
const PAGE = "reports/README.md";

/**
 * Every check on what a command has at hand; what it did not run is "not tested". The checks report; what an alarm makes of a verdict says `judgeComparison`.
 *
 * @example checkHealth({ quality: dataset.quality, dataset, replay }).find(({ check }) => check === "maturity")?.state // "passed"
 */
export function checkHealth(input: HealthInput): Health {
	return HEALTH_CHECKS.map(({ name, anchor, section, find }) => {
		const { state, message, takes } = find(input);
		return { check: name, state, message, takes, link: `${PAGE}#${anchor}`, section };
	});
}
