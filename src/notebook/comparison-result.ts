import type { Issue } from "../base/issue.ts";
import { differenceChart } from "../charts/compare/difference-chart.ts";
import { equalVolumeChart } from "../charts/compare/equal-volume-chart.ts";
import { sliceDifferenceChart } from "../charts/compare/slice-difference-chart.ts";
import { swapSetChart } from "../charts/compare/swap-set-chart.ts";
import type { Chart } from "../charts/marks/chart.ts";
import { handoffPrecisionChart } from "../charts/replay/handoff-precision-chart.ts";
import { precisionRecallChart } from "../charts/replay/precision-recall-chart.ts";
import type { ComparedSlice, Comparison, ComparisonVerdict, PairedHandoff } from "../compare/comparison.ts";
import { equalVolumeSentences } from "../compare/volume/equal-volume-text.ts";
import type { ComparedRecommendation } from "../compare/volume/recommended.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { checkHealth } from "../health/check-health.ts";
import type { Health } from "../health/health.ts";
import { judgeComparison } from "../health/judge-comparison.ts";
import { modelLeaks } from "../leaks/model-leaks.ts";
import type { Replay } from "../replay/replay-result.ts";
import { compareTable } from "../tables/compare-table.ts";
import { differenceTable } from "../tables/difference-table.ts";
import { discordantTable } from "../tables/discordant-table.ts";
import { equalVolumeTable } from "../tables/equal-volume-table.ts";
import { guardrailTable } from "../tables/guardrail-table.ts";
import { tableFrom } from "../tables/render/records.ts";
import { sliceTable } from "../tables/slice-table.ts";
import { swapExamples, swapTable } from "../tables/swap-table.ts";
import type { Table } from "../tables/table.ts";
import { findHandoff, type HandoffName } from "../tune/find-handoff.ts";
import { moreLeadsText } from "../words/difference-text.ts";
import { healthSentence } from "../words/health-text.ts";

import { aloneFinding } from "./alone-finding.ts";
import type { Showable } from "./display/bundle-of.ts";
import { Part } from "./display/part.ts";
import { Result } from "./display/result.ts";
import { shownTable } from "./display/shown-data.ts";
import { type ChangedLead, changedLeads } from "./frame/changed-leads.ts";
import { Frame } from "./frame/frame.ts";

/** What a comparison was made of. */
export interface ComparedReplays {
	readonly candidate: Replay;
	readonly baseline: Replay;
	readonly compared: Comparison;
}

/**
 * A candidate against a baseline on the same leads: all differences are candidate minus baseline. A verb about one hand-off
 * takes the first unless told.
 */
export class ComparisonResult extends Result {
	/** The plain result, for the functions of `leadlab`. */
	readonly comparison: Comparison;
	readonly candidate: Replay;
	readonly baseline: Replay;
	/** What stands before the verdict: data, leaks the candidate uses, better than chance, maturity, capacity, who was worked. */
	readonly health: Health;
	readonly #dataset: Dataset;

	/** @param history its dataset, and what was told while it was read */
	constructor(
		{ dataset, warnings }: { readonly dataset: Dataset; readonly warnings: readonly Issue[] },
		{ candidate, baseline, compared }: ComparedReplays,
	) {
		super();
		this.#dataset = dataset;
		const found = { quality: dataset.quality, warnings, dataset, replay: candidate, comparison: compared };
		this.health = checkHealth({ ...found, leaks: modelLeaks(dataset, candidate) });
		this.comparison = judgeComparison(compared, this.health);
		this.candidate = candidate;
		this.baseline = baseline;
	}

	get finding(): string {
		return `${this.verdict.headline}. ${this.verdict.recommendation}`;
	}

	/** What the numbers allow to recommend, with the reasons. */
	get verdict(): ComparisonVerdict {
		return this.comparison.verdict;
	}

	/** Both models side by side at each hand-off. */
	table(): Table {
		return shownTable(compareTable(this.baseline, this.candidate));
	}

	/** Every difference with its interval. */
	chart(handoff?: HandoffName): Chart {
		return this.differences(handoff).chart();
	}

	/** Precision, recall, volume: candidate minus baseline. */
	differences(handoff?: HandoffName): Part {
		const paired = this.#paired(handoff);
		return new Part({
			chart: () => differenceChart(this.comparison, paired),
			table: () => differenceTable(this.comparison, paired),
		});
	}

	/** Both models where they flag as many leads a week, and which is better at which volume. */
	equalVolume(handoff?: HandoffName): Part {
		const paired = this.#paired(handoff);
		return new Part({
			chart: () => equalVolumeChart(this.comparison, paired),
			table: () => equalVolumeTable(this.comparison, paired),
			finding: () => equalVolumeSentences(paired.equalVolume).join(" "),
		});
	}

	/** The threshold to set under what was asked, with its figures; `undefined` without a hand-off in common. */
	get recommended(): ComparedRecommendation | undefined {
		return this.comparison.recommended;
	}

	/** How well the scores order the leads, whatever the threshold. */
	order(handoff?: HandoffName): Part {
		const { to } = this.#paired(handoff);
		const ranking = this.comparison.ranking.find(({ stage }) => stage === to);
		return new Part({ table: () => differenceTable(this.comparison, ranking) });
	}

	/** Leads on which only one of the models is right. */
	alone(handoff?: HandoffName): Part {
		const paired = this.#paired(handoff);
		return new Part({
			table: () => discordantTable({ ...this.comparison, handoffs: [paired] }),
			finding: () => aloneFinding(paired),
		});
	}

	/** Who enters, who leaves and who stays, and what became of them. */
	swap(handoff?: HandoffName): Part {
		const paired = this.#paired(handoff);
		return new Part({
			chart: () => swapSetChart(this.comparison, paired),
			table: () => swapTable(this.comparison, { handoffs: [paired] }),
		});
	}

	/** Leads that show what changes: those whose two scores lie farthest apart. */
	examples(handoff?: HandoffName): Table {
		return shownTable(swapExamples(this.#paired(handoff)) ?? tableFrom([]));
	}

	/**
	 * The leads one by one, with what each model does with them, as a frame.
	 *
	 * @example after.against(before).leads().filter((lead) => lead.change === "leaves").groupby("source").size()
	 */
	leads(options: { readonly handoff?: HandoffName; readonly attributes?: readonly string[] } = {}): Frame<ChangedLead> {
		const { handoff, attributes = [...new Set(this.candidate.segments.map(({ attribute }) => attribute))] } = options;
		return new Frame(changedLeads(this.#dataset, this, this.#paired(handoff), { attributes }));
	}

	/** The first hand-off by segment or by month: where better and where worse. */
	slices(kind: ComparedSlice["kind"] = "segment"): Part {
		return new Part({
			chart: () => sliceDifferenceChart(this.comparison, { kind }),
			table: () =>
				sliceTable({ ...this.comparison, slices: this.comparison.slices.filter((one) => one.kind === kind) }),
		});
	}

	/** Conditions that the candidate must meet however precise it is. */
	get guardrails(): Part {
		const { guardrails } = this.comparison;
		const kept = guardrails.filter(({ state }) => state === "passed").length;
		return new Part({
			table: () => guardrailTable(guardrails),
			finding: () => `${kept} of ${guardrails.length} conditions are met.`,
		});
	}

	/** Precision of every hand-off, both models in one picture. */
	precision(): Part {
		return new Part({
			chart: () => handoffPrecisionChart(this.candidate, { baseline: this.baseline }),
			table: () => this.table(),
		});
	}

	/** Precision against recall at every threshold of both models. */
	tradeOff(handoff?: HandoffName): Part {
		const { from, to } = this.#paired(handoff);
		return new Part({ chart: () => precisionRecallChart(this.candidate, { from, to, baseline: this.baseline }) });
	}

	/** What would change the verdict: conditions that are broken or open, more leads. */
	get open(): readonly string[] {
		const { guardrails, verdict } = this.comparison;
		const more = moreLeadsText(verdict);
		return [
			...guardrails
				.filter(({ state }) => state === "failed" || state === "cannot tell yet")
				.map(({ message: text }) => text),
			...(more === "" ? [] : [more]),
		];
	}

	protected face(): readonly Showable[] {
		const { headline, recommendation } = this.verdict;
		const sides = this.comparison.handoffs.length === 0 ? this.table() : this.chart();
		return [healthSentence(this.health), `**${headline}.** ${recommendation}`, sides];
	}

	#paired(name: HandoffName | undefined): PairedHandoff {
		const { handoffs } = this.comparison;
		const asked = name === undefined ? handoffs[0] : findHandoff(this.candidate, name).own;
		const paired = handoffs.find((one) => one.from === asked?.from && one.to === asked.to);
		if (paired !== undefined) return paired;
		const common = handoffs.map(({ from, to }) => `${from}:${to}`).join(", ") || "none";
		throw new RangeError(`the two models must both have the hand-off; in common they have ${common}.`);
	}
}
