import { numberOf, type Value } from "../base/value.ts";
import { UNKNOWN } from "../dataset/dataset.ts";
import { delongInterval } from "../metrics/delong.ts";
import type { Measurement } from "../metrics/measured.ts";
import { scoreTable } from "../metrics/score-table.ts";
import { sortedQuantile } from "../metrics/sorted-quantile.ts";
import type { LeakLabels, LeakOutcome } from "./leak-cohort.ts";
import type { LeakEvidence, LeakLevel } from "./leak-finding.ts";

/** How well one attribute, alone, orders leads by one outcome. */
export interface AloneStrength {
	readonly name: string;
	readonly outcome: LeakOutcome;
	readonly auc: Measurement;
}

const FOLDS = 5;
/** Values with fewer leads than this are put together: each alone would say nothing, or too much. */
const LEAST_A_VALUE = 20;
const NUMBER_BINS = 20;

/**
 * AUC of an attribute alone: each lead is scored with the rate of the outcome among *other* leads (of the other four
 * folds) with the same value; numbers are cut into twenty equal parts, rare values are put together, unknown is a value
 * of its own. Out of fold, so a column of names or links, each its own value, gains nothing from being unique.
 *
 * @param bins bin of each lead of the cohort, from {@link valueBins}
 */
export function strengthAlone(
	bins: Int32Array,
	labels: LeakLabels,
	{ name, outcome }: { readonly name: string; readonly outcome: LeakOutcome },
): AloneStrength {
	const count = bins.reduce((most, bin) => Math.max(most, bin + 1), 0);
	const hits = new Float64Array(count * FOLDS);
	const totals = new Float64Array(count * FOLDS);
	let reached = 0;
	let all = 0;
	// The turn of a lead among those with its bin decides its fold: deterministic, and even however the rows are sorted.
	const turn = new Int32Array(count);
	const folds = new Int8Array(bins.length).fill(-1);
	for (let row = 0; row < bins.length; row++) {
		const label = labels[row]!;
		if (label < 0) continue;
		const bin = bins[row]!;
		const fold = turn[bin]!++ % FOLDS;
		folds[row] = fold;
		hits[bin * FOLDS + fold]! += label;
		totals[bin * FOLDS + fold]!++;
		reached += label;
		all++;
	}
	const base = all === 0 ? 0 : reached / all;
	const rate = new Float64Array(count * FOLDS);
	for (let bin = 0; bin < count; bin++) {
		for (let fold = 0; fold < FOLDS; fold++) {
			let h = base;
			let n = 1;
			for (let other = 0; other < FOLDS; other++) {
				if (other === fold) continue;
				h += hits[bin * FOLDS + other]!;
				n += totals[bin * FOLDS + other]!;
			}
			rate[bin * FOLDS + fold] = Math.round((h / n) * 10_000) / 10_000;
		}
	}
	const scores = new Float64Array(bins.length).fill(Number.NaN);
	const outcomes = new Uint8Array(bins.length);
	for (let row = 0; row < bins.length; row++) {
		if (folds[row]! < 0) continue;
		scores[row] = rate[bins[row]! * FOLDS + folds[row]!]!;
		outcomes[row] = labels[row]!;
	}
	return { name, outcome, auc: delongInterval(scoreTable(scores, outcomes)) };
}

/**
 * The bin of each value: numbers by twentieths, text by value, rare values together, unknown last.
 *
 * @param codes code of each lead's value
 */
export function valueBins(
	codes: Int32Array,
	{ values, isNumber }: { readonly values: readonly Value[]; readonly isNumber: boolean },
): Int32Array {
	const binOfCode = new Int32Array(values.length + 1);
	if (isNumber) {
		const numbers = values.map((value) => numberOf(value));
		const seen: number[] = [];
		for (const code of codes) {
			const number = code === UNKNOWN ? undefined : numbers[code];
			if (number !== undefined) seen.push(number);
		}
		const sorted = Float64Array.from(seen).sort();
		const cuts: number[] = [];
		for (let i = 1; i < NUMBER_BINS; i++) {
			const cut = sortedQuantile(sorted, i / NUMBER_BINS);
			if (cut !== undefined && cut !== cuts.at(-1)) cuts.push(cut);
		}
		numbers.forEach((number, code) => {
			binOfCode[code] = number === undefined ? cuts.length + 1 : cuts.filter((cut) => cut < number).length;
		});
		binOfCode[values.length] = cuts.length + 1;
	} else {
		const counts = new Int32Array(values.length);
		for (const code of codes) if (code !== UNKNOWN) counts[code]!++;
		let next = 2;
		for (let code = 0; code < values.length; code++) binOfCode[code] = counts[code]! >= LEAST_A_VALUE ? next++ : 1;
		binOfCode[values.length] = 0;
	}
	return codes.map((code) => binOfCode[code === UNKNOWN ? values.length : code]!);
}

/** An honest attribute known at creation seldom orders outcomes better than this. */
const BAR = 0.75;
const BAR_TO_LOOK = 0.7;
/** What nothing but the outcome itself gives. */
const ALL_BUT_TOLD = 0.95;
const AHEAD = 0.08;

/**
 * What the strengths of all attributes on one outcome say of each. Being good is no crime: it takes an interval that lies
 * wholly above 0.75 *and* 0.08 above the best attribute that does not. 0.95 is what only the outcome itself gives.
 *
 * @param strengths of every attribute on the same outcome
 */
export function aloneEvidence(strengths: readonly AloneStrength[]): ReadonlyMap<string, LeakEvidence> {
	const measured = strengths.flatMap(({ name, outcome, auc }) =>
		auc.state === "measured" ? [{ name, outcome, auc, low: auc.interval[0] }] : [],
	);
	const found = new Map<string, LeakEvidence>();
	for (const { name, outcome, auc, low } of measured) {
		const others = measured
			.filter((one) => one.name !== name && one.low < BAR)
			.sort((a, b) => b.auc.value - a.auc.value);
		const next = others[0];
		const ahead = low - Math.max(0.5, next?.auc.value ?? 0.5);
		let level: LeakLevel | undefined;
		if (low >= ALL_BUT_TOLD) level = "certain";
		else if (low >= BAR && ahead >= AHEAD) level = "suspect";
		else if (low >= BAR_TO_LOOK && ahead >= 0.04) level = "look at it";
		if (level === undefined) continue;
		const [from, to] = auc.interval;
		found.set(name, {
			check: "too good alone",
			level,
			stage: outcome.stage,
			text: `${name} alone orders leads by ${outcome.stage} with AUC ${auc.value.toFixed(3)} (${from.toFixed(3)} to ${to.toFixed(3)}; ${auc.positives} of ${auc.positives + auc.negatives} leads)${next === undefined ? "; no other attribute could be measured" : `; the best of the others, ${next.name}, has ${next.auc.value.toFixed(3)}`}.`,
			rates: [],
			auc,
		});
	}
	return found;
}
