import { leakFillChart } from "../../src/charts/leaks/leak-fill-chart.ts";
import { leakStrengthChart } from "../../src/charts/leaks/leak-strength-chart.ts";
import type { LeakOutcome } from "../../src/leaks/leak-cohort.ts";
import type { LeakFinding, LeakLevel } from "../../src/leaks/leak-finding.ts";
import type { Leaks } from "../../src/leaks/leaks.ts";
import { estimateRate } from "../../src/metrics/rates/estimate.ts";
import { byChart, type ChartStates, type Charts } from "./by-chart.ts";

/** An attribute of a made-up search: its AUC alone with standard error, its level, and how it is filled. */
export interface LeakCase {
	readonly name: string;
	readonly auc?: number;
	readonly error?: number;
	readonly level?: LeakLevel;
	/** Filled and all, among those who reached sql, and among the others. */
	readonly fill?: readonly [number, number, number, number];
}

/** A search for leaks with these attributes, as `findLeaks` would give it. */
export function fixtureLeaks(cases: readonly LeakCase[], { leads = 3000 } = {}): Leaks {
	const outcome: LeakOutcome = { stage: "sql", kind: "rung", at: new Float64Array() };
	const positives = Math.round(leads / 6);
	const counts = { hits: positives, total: leads };
	const few =
		positives < 20
			? { state: "cannot tell yet" as const, reason: "too few", moreNeeded: 6 * (20 - positives), ...counts }
			: undefined;
	const findings = cases.flatMap(({ name, level, fill }): LeakFinding[] => {
		if (level === undefined) return [];
		const says = fill === undefined ? "alone it puts leads in order" : "filled for winners only";
		const check = fill === undefined ? "too good alone" : "filled for winners";
		const cure = {
			text: "Say from which stage on it is known:",
			yaml: `${name}: { type: text, known: { stage: sql } }`,
		};
		const evidence = [{ check, level, stage: "sql", text: says, rates: [] } as const];
		return [{ kind: "attribute", name, level, message: says, evidence, cure, use: undefined }];
	});
	return {
		datasetName: "acme",
		datasetFingerprint: "0123456789abcdef",
		modelName: undefined,
		modelFingerprint: undefined,
		horizonDays: 90,
		landmarkDays: 14,
		mature: leads,
		leads: leads + 400,
		outcomes: [{ stage: "sql", kind: "rung", reached: positives, others: leads - positives, few }],
		looks: cases.map(({ name, auc, error = 0.012, fill }) => ({
			attribute: name,
			when: "at creation",
			isDated: false,
			filled: leads,
			strengths: [
				{
					name,
					outcome,
					error,
					auc:
						auc === undefined || few !== undefined
							? (few ?? {
									state: "cannot tell yet",
									reason: "all leads have one value",
									moreNeeded: undefined,
									...counts,
								})
							: {
									state: "measured",
									value: auc,
									interval: [auc - 1.96 * error, Math.min(1, auc + 1.96 * error)],
									confidence: 0.95,
									method: "delong within folds",
									...counts,
								},
				},
			],
			fills:
				fill === undefined
					? []
					: [
							{
								outcome,
								amongReached: estimateRate(fill[0], fill[1]),
								amongOthers: estimateRate(fill[2], fill[3]),
								reachedOfFilled: estimateRate(fill[0], fill[0] + fill[2]),
								reachedOfEmpty: estimateRate(fill[1] - fill[0], fill[1] - fill[0] + fill[3] - fill[2]),
								pValue: 0.001,
							},
						],
		})),
		activityTypes: 3,
		findings,
		probe: undefined,
	};
}

const HONEST: readonly LeakCase[] = [
	{ name: "seniority", auc: 0.67 },
	{ name: "industry", auc: 0.62 },
	{ name: "employees", auc: 0.58 },
	{ name: "country", auc: 0.53 },
	{ name: "colour", auc: 0.497 },
	{ name: "constant" },
];
const LEAK: LeakCase = { name: "deal_room_url", auc: 0.985, error: 0.004, level: "certain", fill: [485, 500, 2, 2500] };

/** Every picture of a search for leaks, in every state that matters. */
export function leakCharts(): ChartStates {
	const long = { name: "The name of a column that somebody in another department has made rather long, as happens" };
	const cases = {
		plain: [LEAK, ...HONEST],
		several: [
			LEAK,
			{ name: "closing_note", auc: 0.84, level: "suspect", fill: [210, 500, 4, 2500] },
			{ ...long, auc: 0.8, level: "suspect", fill: [90, 500, 3, 2500] },
			...HONEST,
			...Array.from({ length: 12 }, (_, i) => ({ name: `honest ${i}`, auc: 0.5 + i / 100 })),
		],
		none: HONEST,
		empty: [],
	} satisfies Record<string, readonly LeakCase[]>;
	const charts = (leaks: Leaks): Charts => {
		const fill = leakFillChart(leaks);
		return { "leak-strength": leakStrengthChart(leaks), ...(fill === undefined ? {} : { "leak-fill": fill }) };
	};
	return byChart({
		...Object.fromEntries(Object.entries(cases).map(([name, attributes]) => [name, charts(fixtureLeaks(attributes))])),
		tiny: charts(fixtureLeaks(HONEST, { leads: 60 })),
	});
}
