import { driftInflationChart } from "../charts/drift/drift-inflation-chart.ts";
import { driftPrecisionChart } from "../charts/drift/drift-precision-chart.ts";
import { driftRulesChart } from "../charts/drift/drift-rules-chart.ts";
import { driftScoresChart } from "../charts/drift/drift-scores-chart.ts";
import { driftStabilityChart } from "../charts/drift/drift-stability-chart.ts";
import type { Drift } from "../drift/drift-result.ts";
import { driftHeadline } from "../drift/drift-summary.ts";
import { driftTable } from "../tables/drift-tables.ts";
import type { Table } from "../tables/table.ts";
import type { Showable } from "./display/bundle-of.ts";
import { Part } from "./display/part.ts";
import { Result } from "./display/result.ts";
import { shownTable } from "./display/shown-data.ts";

/** Whether the world has moved: then against now. */
export class DriftResult extends Result {
	/** The plain result, for the functions of `leadlab`. */
	readonly drift: Drift;

	constructor(drift: Drift) {
		super();
		this.drift = drift;
	}

	get finding(): string {
		return `${driftHeadline(this.drift)}.`;
	}

	/** What changed, gravest first. */
	table(): Table {
		return shownTable(driftTable(this.drift));
	}

	/** How far scores and attributes moved, beside what chance alone gives. */
	get attributes(): Part {
		return new Part({
			chart: () => driftStabilityChart(this.drift),
			table: () => driftTable(this.drift, { part: "attributes" }),
		});
	}

	/** Whether the flags of the first hand-off are worth what they were, month by month. */
	get precision(): Part {
		const [main] = this.drift.precision;
		return new Part({
			chart: main && (() => driftPrecisionChart(this.drift, main)),
			table: () => driftTable(this.drift, { part: "precision" }),
		});
	}

	/** Mean score and the share above the threshold, month by month. */
	get inflation(): Part {
		return new Part({ chart: () => driftInflationChart(this.drift) });
	}

	/** The distribution of scores then and now. */
	get scores(): Part {
		return new Part({ chart: () => driftScoresChart(this.drift) });
	}

	/** How many leads each rule gives points, then and now. */
	get rules(): Part {
		return new Part({
			chart: () => driftRulesChart(this.drift),
			table: () => driftTable(this.drift, { part: "rules" }),
		});
	}

	/** How many leads had each activity, then and now. */
	get activities(): Part {
		return new Part({ table: () => driftTable(this.drift, { part: "activities" }), finding: () => this.finding });
	}

	protected face(): readonly Showable[] {
		return [this.finding, this.table()];
	}
}
