import type { Health, HealthState } from "../health/health.ts";
import { countOf, formatCount } from "./number-format.ts";
import { wrapText } from "./wrap-text.ts";

/** Told one by one, gravest first. */
const TOLD: readonly HealthState[] = ["failed", "warning", "cannot tell yet"];

/**
 * The health of a result in few lines: each check that has something to say, then in one line what was not tested with what
 * it takes, then how many passed.
 *
 * @example healthText(health, { width: 80 }).split("\n").at(-1) // "8 of 11 checks passed"
 */
export function healthText(health: Health, { width }: { readonly width?: number | undefined } = {}): string {
	const of = (state: HealthState) => health.filter((one) => one.state === state);
	const wrap = (text: string) => wrapText(text, { width, indent: "  " });
	const untested = of("not tested");
	return [
		...TOLD.flatMap((state) => of(state).map(({ check, message }) => wrap(`${state}: ${check}: ${message}`))),
		// What the model uses and nobody could look at is more than a test left out.
		...(untested.length === 0 ? [] : [wrap(`not tested: ${untested.map(untestedText).join("; ")}`)]),
		`${formatCount(of("passed").length)} of ${countOf(health.length, "check")} passed`,
	].join("\n");
}

function untestedText({ check, message, takes }: Health[number]): string {
	if (check === "leaks" && takes?.includes("--") === true) return `${check}: ${message} (${takes})`;
	return takes === undefined ? check : `${check} (${takes})`;
}
