import { fingerprint } from "../base/fingerprint.ts";
import { changeModel, type ModelChange } from "../model/change-model.ts";
import type { ScoringModel } from "../model/schema.ts";
import type { Table } from "../tables/table.ts";
import { formatPoints } from "../words/number-format.ts";
import type { Showable } from "./display/bundle-of.ts";
import { Result } from "./display/result.ts";
import { shownTable } from "./display/shown-data.ts";
import { rulesTable } from "./rules-table.ts";

/** A scoring model to look at and to change. It never changes itself: `with` gives a new one. */
export class Model extends Result {
	/** The model as its file has it. */
	readonly spec: ScoringModel;

	constructor(spec: ScoringModel) {
		super();
		this.spec = spec;
	}

	get name(): string {
		return this.spec.name;
	}

	/** Equal for equal models, whatever the layout of their files. */
	get fingerprint(): string {
		return fingerprint(this.spec);
	}

	/** Score at which each stage is flagged. */
	get thresholds(): Readonly<Record<string, number>> {
		return Object.fromEntries(Object.entries(this.spec.stages).map(([stage, { score }]) => [stage, score]));
	}

	get finding(): string {
		const rules = this.spec.groups.reduce((count, group) => count + group.rules.length, 0);
		const flags = Object.entries(this.thresholds).map(([stage, score]) => `${stage} at ${formatPoints(score)}`);
		return `${this.name}: ${rules} rules; flags ${flags.join(", ") || "nothing"}.`;
	}

	/** Every case of every rule with its points, by the names that {@link Model.with} takes. */
	get rules(): Table {
		return shownTable(rulesTable(this.spec));
	}

	/**
	 * The same model with other points or thresholds, named after the change.
	 *
	 * @throws LabError (configuration) when there is no such rule, case or stage; it names the nearest
	 * @example model.with({ points: { "demo-request": 30, size: { "below 50": 0 } }, thresholds: { mql: 45 } })
	 */
	with(change: ModelChange): Model {
		return new Model(changeModel(this.spec, change));
	}

	protected face(): readonly Showable[] {
		return [this.rules];
	}
}
