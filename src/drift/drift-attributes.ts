import { normalText } from "../base/plain-text.ts";
import type { Random } from "../base/random.ts";
import { DAY_MS } from "../dataset/calendar.ts";
import { type Attribute, type Dataset, UNKNOWN } from "../dataset/dataset.ts";
import { codesAt, creationView, type LeakView } from "../leaks/leak-view.ts";
import { estimateRate } from "../metrics/rates/estimate.ts";
import { ruleFacts } from "../model/rule-facts.ts";
import type { Replay } from "../replay/replay-result.ts";
import { stageName } from "../words/stage-name.ts";
import { binsOf, LEAST_NAMED } from "./drift-bins.ts";
import { type DriftPeriods, RECENT } from "./drift-periods.ts";
import type { DriftAttribute, DriftTest } from "./drift-result.ts";
import { openStability } from "./drift-stability.ts";
import { type DriftRisk, type OpenTest, shufflesFor } from "./drift-standing.ts";

const MOST_NEW = 10;

/**
 * How far each attribute moved between the periods: its values at creation, or at the landmark where the contract says
 * that they become known later. Attributes that no lead has by then are left out.
 */
export function driftAttributes(
	dataset: Dataset,
	replay: Replay,
	{ periods, random, ...risk }: { readonly periods: DriftPeriods; readonly random: Random } & DriftRisk,
): readonly (Omit<DriftAttribute, keyof DriftTest> & OpenTest)[] {
	const { rows } = periods;
	const leads = rows.map((row) => replay.columns.lead[row]!);
	const replicates = shufflesFor(dataset.attributes.length, risk);
	return dataset.attributes.flatMap((attribute, index) => {
		const view = viewOf(dataset, leads, { index, landmarkDays: replay.landmarkDays });
		const codes = codesAt(dataset, leads, { attribute: index, view });
		if (codes.every((code) => code === UNKNOWN)) return [];
		const { labels, ofCode } = binsOf(codes, { values: attribute.values, isNumber: attribute.type === "number" });
		const bin = codes.map((code) => ofCode[code === UNKNOWN ? attribute.values.length : code]!);
		const own = random.fork(`attribute ${attribute.name}`);
		const stability = openStability({ rows, bin, labels }, { periods, random: own, replicates });
		const unknown = stability.bins.at(-1)!;
		return [
			{
				name: attribute.name,
				usedBy: usersOf(replay, attribute.name),
				...stability,
				unknownBefore: estimateRate(unknown.before, stability.psi.before),
				unknownAfter: estimateRate(unknown.after, stability.psi.after),
				...newValuesOf(attribute, { codes, rows, of: periods.of }),
			},
		];
	});
}

/** At creation; at the landmark where values become known later, or are in the history alone. */
function viewOf(
	dataset: Dataset,
	leads: Int32Array,
	{ index, landmarkDays }: { readonly index: number; readonly landmarkDays: number },
): LeakView {
	const { knownAt, codes } = dataset.attributes[index]!;
	const isDated = knownAt !== undefined || codes.every((code) => code === UNKNOWN);
	const view = creationView(dataset, leads);
	return isDated
		? { at: view.at.map((at) => at + landmarkDays * DAY_MS), when: `by day ${landmarkDays}`, isDated }
		: view;
}

/** Rules and gates of the model that use an attribute. */
function usersOf({ model }: Replay, name: string): string[] {
	const rules = model.groups.flatMap(({ rules }) =>
		rules.flatMap((rule) => (ruleFacts(rule).attribute === name ? [rule.id] : [])),
	);
	const gates = Object.entries(model.stages).flatMap(([stage, { require = [] }]) =>
		require.some((gate) => "attribute" in gate && gate.attribute === name) ? [`gate of ${stageName(stage)}`] : [],
	);
	return [...rules, ...gates];
}

function newValuesOf(
	{ values, type }: Attribute,
	{ codes, rows, of }: { readonly codes: Int32Array; readonly rows: Int32Array; readonly of: Uint8Array },
): Pick<DriftAttribute, "newValues" | "newValueCount"> {
	if (type === "number") return { newValues: [], newValueCount: 0 };
	const before = new Set<string>();
	const after = new Map<string, { value: string; leads: number }>();
	codes.forEach((code, i) => {
		if (code === UNKNOWN) return;
		const value = String(values[code]);
		const key = normalText(value);
		if (of[rows[i]!] !== RECENT) before.add(key);
		else {
			const found = after.get(key) ?? { value, leads: 0 };
			found.leads++;
			if (value < found.value) found.value = value;
			after.set(key, found);
		}
	});
	const found = [...after].filter(([key]) => !before.has(key)).map(([, one]) => one);
	return {
		newValues: found
			.filter(({ leads }) => leads >= LEAST_NAMED)
			.sort((a, b) => b.leads - a.leads || (a.value < b.value ? -1 : 1))
			.slice(0, MOST_NEW),
		newValueCount: found.length,
	};
}
