import { sized } from "../full-size.ts";

/** How many simulated histories a coverage test draws: few by default, 2,000 where `LEADLAB_HISTORIES` asks for them. */
export const HISTORIES = Number(process.env.LEADLAB_HISTORIES ?? sized({ full: 120, usual: 60 }));

/** One row of the table of coverages. */
export interface CoverageRow {
	readonly what: string;
	readonly leads: number;
	readonly covered: number;
	/** Histories for which an interval was given. */
	readonly told: number;
	readonly histories: number;
}

/** Prints a row of the table when the histories were asked for by `LEADLAB_HISTORIES`. */
export function reportCoverage({ what, leads, covered, told, histories }: CoverageRow): void {
	if (process.env.LEADLAB_HISTORIES === undefined) return;
	const share = told === 0 ? "   -  " : `${((100 * covered) / told).toFixed(1).padStart(5)} %`;
	const silent = told === histories ? "" : `, cannot tell yet in ${histories - told} of ${histories}`;
	process.stdout.write(
		`${what.padEnd(44)} ${String(leads).padStart(6)} leads  covered ${share}  of ${told}${silent}\n`,
	);
}
