import type { Health, HealthState } from "../health/health.ts";
import { countOf, formatCount } from "../words/number-format.ts";
import { wrapText } from "../words/wrap-text.ts";

/** Told one by one, gravest first. */
const TOLD: readonly HealthState[] = ["failed", "warning", "cannot tell yet"];

/**
 * The health of a result in few lines: each check that has something to say, then how many passed and were not tested.
 *
 * @example healthText(health, { width: 80 }).split("\n").at(-1) // "5 checks passed, 3 not tested"
 */
export function healthText(health: Health, { width }: { readonly width?: number | undefined } = {}): string {
	const count = (state: HealthState) => health.filter((one) => one.state === state).length;
	return [
		...TOLD.flatMap((state) =>
			health
				.filter((one) => one.state === state)
				.map(({ check, message }) => wrapText(`${state}: ${check}: ${message}`, { width, indent: "  " })),
		),
		`${countOf(count("passed"), "check")} passed, ${formatCount(count("not tested"))} not tested`,
	].join("\n");
}
