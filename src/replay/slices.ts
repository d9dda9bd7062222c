import { type Attribute, type Dataset, type HandoffSpec, UNKNOWN } from "../dataset/dataset.ts";
import { madeUpName } from "../dataset/equal-values.ts";
import { rowsByKey } from "./cohort.ts";
import { flaggedAtOf } from "./flagged-at.ts";
import { measureHandoff } from "./handoff.ts";
import type { AccountTallies } from "./leads/account-tallies.ts";
import { monthRows } from "./month-rows.ts";
import type { Replay, ReplayColumns, Slice } from "./replay-result.ts";

interface SliceInput {
	readonly columns: Pick<ReplayColumns, "lead" | "flaggedAt">;
	readonly handoffs: readonly (HandoffSpec & { readonly threshold: number })[];
	readonly horizonDays: number;
	readonly tallies?: AccountTallies | undefined;
}

/** The hand-offs by calendar month of creation, in the dataset's zone. */
export function measureMonths(dataset: Dataset, input: SliceInput): Replay["months"] {
	const { names, rows } = monthRows(dataset, input.columns.lead);
	return names.map((month, key) => ({ month, ...slice(dataset, input, rows[key]!) }));
}

/** Most values of an attribute that are shown as segments of their own; the rarer ones are put together. */
const MOST_SEGMENTS = 12;

/**
 * The hand-offs by value of attributes known at creation. Unknown values are the segment "(unknown)"; values beyond the
 * 12 most frequent are "(other)", see {@link segmentNames}.
 */
export function measureSegments(
	dataset: Dataset,
	input: SliceInput,
	{ by }: { readonly by: readonly string[] },
): Replay["segments"] {
	return by.flatMap((name) => {
		const attribute = dataset.attributes.find((one) => one.name === name);
		if (attribute === undefined || attribute.knownAt !== undefined) return [];
		const { lead } = input.columns;
		const counts = new Float64Array(attribute.values.length);
		for (const one of lead) if (attribute.codes[one] !== UNKNOWN) counts[attribute.codes[one]!]!++;
		const frequent = [...counts.keys()]
			.filter((code) => counts[code]! > 0)
			.sort((a, b) => counts[b]! - counts[a]! || a - b);
		const shown = frequent.slice(0, frequent.length > MOST_SEGMENTS ? MOST_SEGMENTS - 1 : MOST_SEGMENTS);
		const keyOfCode = new Map(shown.map((code, key) => [code, key]));
		const other = shown.length;
		const unknown = shown.length + 1;
		const made = segmentNames(attribute);
		const parts = rowsByKey(lead.length, unknown + 1, (row) => {
			const code = attribute.codes[lead[row]!]!;
			return code === UNKNOWN ? unknown : (keyOfCode.get(code) ?? other);
		});
		return parts.flatMap((rows, key) => {
			if (rows.length === 0) return [];
			const value = key === unknown ? made.unknown : key === other ? made.other : String(attribute.values[shown[key]!]);
			return [{ attribute: name, value, ...slice(dataset, input, rows) }];
		});
	});
}

/** The names of an attribute's segments that are no values: never equal to one of them. */
export function segmentNames({ values }: Pick<Attribute, "values">): {
	readonly other: string;
	readonly unknown: string;
} {
	return { other: madeUpName("other", values), unknown: madeUpName("unknown", values) };
}

/**
 * Attributes worth showing as segments: text, known at creation, with 2 to 12 values among the leads, the ones with
 * the fewest unknown first, at most `most`.
 */
export function segmentAttributes(dataset: Dataset, { most = 3 }: { readonly most?: number } = {}): string[] {
	return dataset.attributes
		.filter(
			({ type, knownAt, values }) =>
				type !== "number" && knownAt === undefined && values.length >= 2 && values.length <= MOST_SEGMENTS,
		)
		.map(({ name, codes }) => ({ name, unknown: codes.reduce((sum, code) => sum + (code === UNKNOWN ? 1 : 0), 0) }))
		.sort((a, b) => a.unknown - b.unknown)
		.slice(0, most)
		.map(({ name }) => name);
}

function slice(dataset: Dataset, { columns, handoffs, horizonDays, tallies }: SliceInput, rows: Int32Array): Slice {
	return {
		leads: rows.length,
		handoffs: handoffs.map((handoff) =>
			measureHandoff(dataset, {
				...handoff,
				horizonDays,
				leads: columns.lead,
				flaggedAt: flaggedAtOf(columns, handoff.from),
				rows,
				tallies,
			}),
		),
	};
}
