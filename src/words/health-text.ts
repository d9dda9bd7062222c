import type { Health, HealthState } from "../health/health.ts";
import { capital } from "./capital.ts";
import { countOf, formatCount } from "./number-format.ts";
import { wrapText } from "./wrap-text.ts";

/** Told one by one, gravest first. */
const TOLD: readonly HealthState[] = ["failed", "warning", "cannot tell yet", "not tested"];

/** One check that did not pass, as a line. */
export interface HealthLine {
	readonly state: HealthState;
	readonly check: string;
	/** What was found, and what it takes to test it. */
	readonly text: string;
	readonly section: string;
}

/**
 * A line for each check that did not pass, gravest first.
 *
 * @example healthLines(health)[0].check // "leaks"
 */
export function healthLines(health: Health): readonly HealthLine[] {
	return TOLD.flatMap((state) =>
		health
			.filter((one) => one.state === state)
			.map(({ check, message, takes, section }) => {
				const text = takes === undefined ? message : `${message} (${takes})`;
				return { state, check, text, section };
			}),
	);
}

/** How many checks passed: `8 of 11 checks passed`. */
export function passedText(health: Health): string {
	const passed = health.filter(({ state }) => state === "passed").length;
	return `${formatCount(passed)} of ${countOf(health.length, "check")} passed`;
}

/**
 * The health of a result in few lines: each check that did not pass, and how many did. Tests that were only left out share
 * a line with what each takes.
 *
 * @example healthText(health, { width: 80 }).split("\n").at(-1) // "8 of 11 checks passed"
 */
export function healthText(health: Health, { width }: { readonly width?: number | undefined } = {}): string {
	const wrap = (text: string) => wrapText(text, { width, indent: "  " });
	// What the model uses and nobody could look at is more than a test left out.
	const isLeftOut = ({ check, state, takes }: Health[number]) =>
		state === "not tested" && !(check === "leaks" && takes?.includes(" --") === true);
	const leftOut = health.filter(isLeftOut);
	const names = leftOut.map(({ check, takes }) => (takes === undefined ? check : `${check} (${takes})`));
	return [
		...healthLines(health.filter((one) => !isLeftOut(one))).map(({ state, check, text }) =>
			wrap(`${state}: ${check}: ${text}`),
		),
		...(names.length === 0 ? [] : [wrap(`not tested: ${names.join("; ")}`)]),
		passedText(health),
	].join("\n");
}

/**
 * The health of a result in one sentence, for where it stands above a picture: what failed and what warns with its numbers,
 * the rest by name.
 *
 * @example healthSentence(health) // "Health: 6 of 11 checks passed. Warning: worked (156 of 571 ...). Not tested: drift, capacity."
 */
export function healthSentence(health: Health): string {
	const parts = TOLD.flatMap((state) => {
		const own = health.filter((one) => one.state === state);
		const isTold = state === "failed" || state === "warning";
		const names = own.map(({ check, message }) => (isTold ? `${check} (${message})` : check));
		return own.length === 0 ? [] : [`${capital(state)}: ${names.join("; ")}.`];
	});
	return [`Health: ${passedText(health)}.`, ...parts].join(" ");
}
