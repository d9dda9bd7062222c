import { createRandom } from "../base/random.ts";
import type { Chart } from "../charts/marks/chart.ts";
import { type CompareOptions, compareReplays } from "../compare/compare-replays.ts";
import { measureDrift } from "../drift/drift.ts";
import { type Evaluation, evaluateReplay, FIGURES_SEED, rankingFiguresOf } from "../evaluate/evaluate-replay.ts";
import { replayFinding } from "../evaluate/replay-finding.ts";
import { checkHealth } from "../health/check-health.ts";
import type { Health } from "../health/health.ts";
import { findLeaks } from "../leaks/leaks.ts";
import { modelLeaks } from "../leaks/model-leaks.ts";
import type { Handoff, Replay } from "../replay/replay-result.ts";
import { reviewLead } from "../review/review-lead.ts";
import { selectionReview } from "../selection/selection-comparison.ts";
import { handoffTable } from "../tables/handoff-table.ts";
import type { Table } from "../tables/table.ts";
import { findHandoff, type HandoffName } from "../tune/find-handoff.ts";
import { planThresholds, type ThresholdPlan, type ThresholdTargets } from "../tune/threshold-plan.ts";
import { healthSentence } from "../words/health-text.ts";
import { ComparisonResult } from "./comparison-result.ts";
import type { Showable } from "./display/bundle-of.ts";
import { Part } from "./display/part.ts";
import { Result, shownWhenDone } from "./display/result.ts";
import { shownChart, shownTable } from "./display/shown-data.ts";
import { DriftResult } from "./drift-result.ts";
import { Frame } from "./frame/frame.ts";
import { type LeadRow, leadNumber, leadRows } from "./frame/lead-rows.ts";
import type { History } from "./history.ts";
import { LeadExplanation } from "./lead-explanation.ts";
import { LeaksResult } from "./leaks-result.ts";
import { maturityFinding } from "./maturity-finding.ts";
import { Model } from "./model.ts";
import { type ReplayChart, replayChart } from "./replay-charts.ts";
import { SelectionResult } from "./selection-result.ts";
import { SweepResult } from "./sweep-result.ts";
import { ThresholdResult } from "./threshold-result.ts";
import { type WrittenExport, writeExport } from "./write-export.ts";
import { type WriteReportOptions, type WrittenReport, writeReport } from "./write-report.ts";

/** Which hand-off a part is about: `"mql:sql"`, `"mql"`, or its two stages; left out: the first. */
export interface OfHandoff {
	readonly handoff?: HandoffName | undefined;
}

/** One model over one history, with what can be asked of it. A verb about one hand-off takes the first unless told. */
export class ReplayResult extends Result {
	readonly history: History;
	readonly model: Model;
	/** The plain result, for the functions of `leadlab`. */
	readonly replay: Replay;
	#evaluation: Evaluation | undefined;
	#health: Health | undefined;

	constructor(history: History, replay: Replay) {
		super();
		this.history = history;
		this.replay = replay;
		this.model = new Model(replay.model);
	}

	get finding(): string {
		return `${replayFinding(this.replay).text}.`;
	}

	/** What stands before the figures: data, leaks the model uses, better than chance, maturity, who was worked. */
	get health(): Health {
		const { dataset, warnings } = this.history;
		this.#health ??= checkHealth({
			quality: dataset.quality,
			...{ warnings, dataset },
			replay: this.replay,
			leaks: modelLeaks(dataset, this.replay),
		});
		return this.#health;
	}

	/** Every hand-off at the model's own threshold: counts, precision, recall. */
	get handoffs(): readonly Handoff[] {
		return this.replay.handoffs;
	}

	/** @throws LabError (configuration) when the replay did not measure it; it names those it did */
	handoff(name?: HandoffName): Handoff {
		return findHandoff(this.replay, name).own;
	}

	/** The hand-offs as a table. */
	table(): Table {
		return shownTable(handoffTable(this.handoffs));
	}

	/**
	 * A picture of the replay; left out: precision of every hand-off.
	 *
	 * @param options.attribute what `segments` splits by
	 * @example result.chart("months", { handoff: "sql" })
	 */
	chart(
		name: ReplayChart = "precision",
		{ handoff, attribute }: OfHandoff & { readonly attribute?: string } = {},
	): Chart {
		const input = { replay: this.replay, handoff: this.handoff(handoff), attribute, figures: () => this.evaluation };
		return shownChart(replayChart(name, input));
	}

	/** Ranking, calibration, time to outcome and months with their intervals, made once. */
	get evaluation(): Evaluation {
		this.#evaluation ??= evaluateReplay(this.history.dataset, this.replay, DRAWN());
		return this.#evaluation;
	}

	/** How well the score at the landmark orders the leads by what became of them. */
	ranking(handoff?: HandoffName): Part {
		const { to } = this.handoff(handoff);
		return new Part({
			chart: () => this.chart("scores", { handoff }),
			finding: () => {
				const drawn = this.#evaluation?.ranking ?? rankingFiguresOf(this.history.dataset, this.replay, DRAWN());
				return `At day ${this.replay.landmarkDays} ${drawn.find(({ stage }) => stage === to)!.finding.text}.`;
			},
		});
	}

	/** The hand-off at every threshold. */
	sweep(handoff?: HandoffName): SweepResult {
		return new SweepResult(this.replay, this.handoff(handoff));
	}

	/** Which leads are old enough to be judged. */
	get maturity(): string {
		return maturityFinding(this.history.dataset, this.replay);
	}

	/**
	 * The leads one by one as a frame, to slice and group.
	 *
	 * @param options.attributes to have as columns; they must be known at creation; left out: those the replay was split by
	 * @example result.leads().groupby("source").agg({ lead: "count", reached: "mean" })
	 */
	leads({
		handoff,
		attributes = this.history.segments,
	}: OfHandoff & { readonly attributes?: readonly string[] } = {}): Frame<LeadRow> {
		return new Frame(leadRows(this.history.dataset, this.replay, this.handoff(handoff), { attributes }));
	}

	/** One lead's score taken apart, with its path over time; left out: the lead with the highest score. */
	explain(lead?: string): LeadExplanation {
		return new LeadExplanation(
			this.replay,
			reviewLead(this.history.dataset, this.replay, leadNumber(this.history.dataset, this.replay, lead)),
		);
	}

	/**
	 * This model, as the candidate, against a baseline on the same leads.
	 *
	 * @example after.against(before, { capacity: 15 })
	 */
	against(baseline: ReplayResult, options: CompareOptions = {}): ComparisonResult {
		const compared = compareReplays(this.history.dataset, this.replay, baseline.replay, options);
		return new ComparisonResult(this.history, { baseline: baseline.replay, candidate: this.replay, compared });
	}

	/** Whether the figures hold for leads that sales never worked; with a baseline, whether the comparison does. */
	selection(baseline?: ReplayResult): SelectionResult {
		return new SelectionResult(
			this.replay,
			selectionReview(this.history.dataset, this.replay, { baseline: baseline?.replay }),
		);
	}

	/**
	 * Chooses a threshold on older leads and measures it on younger ones: each limit by itself and all together.
	 *
	 * @example await result.thresholds({ capacity: { perWeek: 12 }, precision: { atLeast: 0.5 } })
	 */
	thresholds(targets: ThresholdTargets, { handoff }: OfHandoff = {}): Promise<ThresholdResult> {
		const { horizonDays, landmarkDays, cohort, model } = this.replay;
		const { from, to } = this.handoff(handoff);
		const options = { horizonDays, landmarkDays, from: cohort.from, to: cohort.to, all: this.replay };
		const planned = planThresholds(this.history.dataset, model, [{ from, to, ...targets }], options);
		const { dataset, warnings } = this.history;
		const checked = (plan: ThresholdPlan) =>
			checkHealth({
				quality: dataset.quality,
				...{ warnings, dataset, plan },
				replay: this.replay,
				leaks: modelLeaks(dataset, this.replay),
			});
		return shownWhenDone(planned.then(([plan]) => new ThresholdResult(plan!, checked(plan!))));
	}

	/** Whether the world has moved: scores, attributes, precision, rules, then against now. */
	drift({ seed = 1 }: { readonly seed?: number } = {}): DriftResult {
		return new DriftResult(measureDrift(this.history.dataset, this.replay, { random: createRandom(seed) }));
	}

	/** What knows the future, and which rules of this model use it. */
	leaks(): Promise<LeaksResult> {
		const { horizonDays, landmarkDays, model } = this.replay;
		const found = findLeaks(this.history.dataset, { horizonDays, landmarkDays, model, replayed: this.replay });
		return shownWhenDone(found.then((leaks) => new LeaksResult(leaks)));
	}

	/**
	 * Writes the report for the review of sales and marketing, the same as `leadlab report`.
	 *
	 * @example await after.report({ file: "../reports/review.html", baseline: before })
	 */
	report({ baseline, ...options }: ReplayReportOptions): Promise<WrittenReport> {
		return shownWhenDone(
			writeReport(this.history.dataset, this.replay, {
				warnings: this.history.warnings,
				...options,
				baseline: baseline?.replay,
			}),
		);
	}

	/**
	 * Writes the model for production, with what it was measured on and its health.
	 *
	 * @param options.accept what to export in spite of, each as `leak:NAME`
	 * @throws LabError when the model uses what knows the future and nobody accepts it
	 */
	export(folder: string, { accept = [] }: { readonly accept?: readonly string[] } = {}): Promise<WrittenExport> {
		const { dataset } = this.history;
		return shownWhenDone(writeExport(dataset, this.replay, { folder, accept, health: this.health }));
	}

	protected face(): readonly Showable[] {
		return [healthSentence(this.health), this.finding, this.table()];
	}
}

/** What goes into a report and where it goes, relative to the notebook. */
export interface ReplayReportOptions extends Omit<WriteReportOptions, "baseline"> {
	readonly baseline?: ReplayResult | undefined;
}

/** The draws of the commands, so that notebook and report say the same. */
const DRAWN = () => ({ random: createRandom(FIGURES_SEED), replicates: 1000 });
