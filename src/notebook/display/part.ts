import type { Chart } from "../../charts/marks/chart.ts";
import type { Table } from "../../tables/table.ts";
import type { Showable } from "./bundle-of.ts";
import { Result } from "./result.ts";
import { shownChart, shownTable } from "./shown-data.ts";

/** How a part of a result is made; each form only when it is asked for. */
export interface PartForms {
	readonly chart?: (() => Chart) | undefined;
	readonly table?: (() => Table) | undefined;
	/** Left out: the title of the chart, which is its finding. */
	readonly finding?: (() => string) | undefined;
}

/**
 * One part of a result, such as the leads that change sides: its sentence, its chart, its table. It shows itself as its
 * chart, else as its table with the sentence below.
 */
export class Part extends Result {
	readonly #forms: PartForms;

	constructor(forms: PartForms) {
		super();
		this.#forms = forms;
	}

	get finding(): string {
		return this.#forms.finding?.() ?? this.#forms.chart?.().title ?? "";
	}

	/** @throws RangeError when nothing can be drawn of it */
	chart(): Chart {
		if (this.#forms.chart === undefined) throw new RangeError("chart: of this there is only a table; write .table().");
		return shownChart(this.#forms.chart());
	}

	/** The numbers; of a chart without a table of its own, those that it draws. */
	table(): Table {
		return shownTable(this.#forms.table?.() ?? this.chart().table);
	}

	protected face(): readonly Showable[] {
		if (this.#forms.chart !== undefined) return [this.chart()];
		const table = this.table();
		const note = [this.finding, table.note ?? ""].filter((text) => text !== "").join(" ");
		return [{ ...table, ...(note === "" ? {} : { note }) }];
	}
}
