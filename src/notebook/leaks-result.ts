import { summaryText } from "../base/summary.ts";
import { leakFillChart } from "../charts/leaks/leak-fill-chart.ts";
import { leakStrengthChart } from "../charts/leaks/leak-strength-chart.ts";
import type { Chart } from "../charts/marks/chart.ts";
import type { LeakFinding } from "../leaks/leak-finding.ts";
import { leakVerdict } from "../leaks/leak-verdict.ts";
import type { Leaks } from "../leaks/leaks.ts";
import { leakTable } from "../tables/leak-table.ts";
import type { Table } from "../tables/table.ts";
import type { Showable } from "./display/bundle-of.ts";
import { Result } from "./display/result.ts";
import { shownChart, shownTable } from "./display/shown-data.ts";

/** What knows the future. */
export class LeaksResult extends Result {
	/** The plain result, for the functions of `leadlab`. */
	readonly leaks: Leaks;

	constructor(leaks: Leaks) {
		super();
		this.leaks = leaks;
	}

	get finding(): string {
		return `${summaryText(leakVerdict(this.leaks))}.`;
	}

	/** Gravest first. */
	get findings(): readonly LeakFinding[] {
		return this.leaks.findings;
	}

	/** Findings that contradict the contract. */
	get certain(): readonly LeakFinding[] {
		return this.findings.filter(({ level }) => level === "certain");
	}

	/** The lines of `dataset.yaml` that mend what is certain. */
	get cure(): string {
		return this.certain.map(({ cure }) => cure.yaml ?? `# ${cure.text}`).join("\n") || "# nothing to mend";
	}

	table(): Table {
		return shownTable(leakTable(this.leaks));
	}

	/** How well each attribute alone tells the outcome; `fill`: how much more often it is filled for winners. */
	chart(name: "strength" | "fill" = "strength"): Chart {
		const drawn = name === "fill" ? leakFillChart(this.leaks) : undefined;
		return shownChart(drawn ?? leakStrengthChart(this.leaks));
	}

	protected face(): readonly Showable[] {
		return [this.finding, this.table()];
	}
}
