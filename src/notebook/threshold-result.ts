import { certificateChart } from "../charts/threshold/certificate-chart.ts";
import type { Health } from "../health/health.ts";
import { certificateTable } from "../tables/certificate-table.ts";
import type { Table } from "../tables/table.ts";
import { thresholdTable } from "../tables/threshold-table.ts";
import { planSentences } from "../tune/plan-sentences.ts";
import type { ThresholdPlan } from "../tune/threshold-plan.ts";
import { healthSentence } from "../words/health-text.ts";
import type { Showable } from "./display/bundle-of.ts";
import { Part } from "./display/part.ts";
import { Result } from "./display/result.ts";
import { shownTable } from "./display/shown-data.ts";
import { promiseFinding } from "./held-out-finding.ts";

/** Thresholds chosen on all leads, what later leads say of such choices, and what can be promised. */
export class ThresholdResult extends Result {
	/** The plain result, for the functions of `leadlab`. */
	readonly plan: ThresholdPlan;

	/** What stands before the choice. */
	readonly health: Health;

	constructor(plan: ThresholdPlan, health: Health) {
		super();
		this.plan = plan;
		this.health = health;
	}

	/** The threshold to set, and what to expect of it. */
	get finding(): string {
		return planSentences(this.plan).join(" ");
	}

	/** Chosen on all leads, under all limits together; `undefined`: none keeps to them. */
	get threshold(): number | undefined {
		return this.plan.answer.threshold;
	}

	/** The same choice made on the older leads alone; `undefined`: none keeps to the limits there. */
	get earlier(): number | undefined {
		return this.plan.answer.earlier;
	}

	/** First instant of the younger leads; `undefined` when the history is too short to be cut. */
	get cutAt(): number | undefined {
		return "cutAt" in this.plan.split ? this.plan.split.cutAt : undefined;
	}

	/** Every way to choose side by side. */
	table(): Table {
		return shownTable(thresholdTable(this.plan));
	}

	/** How much the figures of a choice flatter, and whether the wanted precision is certain on later leads. */
	get promise(): string {
		return promiseFinding(this.plan);
	}

	/** Lowest threshold whose precision is certain. @throws RangeError when no precision was named and none suggests itself */
	get certificate(): Part {
		const certificate = this.#certificate();
		return new Part({ chart: () => certificateChart(certificate, this.plan) });
	}

	/** How many flags a certificate takes, by the precision that is then seen. */
	get needed(): Table {
		return shownTable(certificateTable(this.#certificate()));
	}

	protected face(): readonly Showable[] {
		return [healthSentence(this.health), this.finding, this.table()];
	}

	#certificate() {
		const { certificate } = this.plan;
		if (certificate !== undefined) return certificate;
		throw new RangeError("there is no certificate: no precision was named. Add certify: { precision: 0.5 }.");
	}
}
