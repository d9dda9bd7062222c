import type { TopLevelSpec } from "vega-lite";
import type { LayerSpec } from "vega-lite/types_unstable/spec/index.js";
import type { Table } from "../../tables/table.ts";
import { wrapText } from "../../words/wrap-text.ts";
import { colors, theme } from "../scales/theme.ts";

/** A layer of a Vega-Lite view. */
export type Layer = LayerSpec<string>["layer"][number];

/** A chart: what it says in words, the numbers, and the Vega-Lite spec that draws them. Plain data. */
export interface Chart {
	/** Name in file names and anchors: kebab-case, unique in a report. */
	readonly id: string;
	/** The finding, computed from the numbers. */
	readonly title: string;
	/** The population and its size. */
	readonly subtitle: string;
	/** Key numbers in one or two sentences, for screen readers. */
	readonly description: string;
	/** The numbers, for those who cannot see the picture and those who want to check it. */
	readonly table: Table;
	/** Vega-Lite with the data inline; `title`, `description` and theme included. */
	readonly spec: TopLevelSpec;
}

/** What a view needs beside the words: everything of a spec but title, description, theme. */
export type ChartView = Readonly<Record<string, unknown>>;

const CHARACTERS_A_LINE = 76;

/**
 * Puts words, numbers and view together: the spec gets the schema, the title (broken into lines), the description and
 * the theme.
 *
 * @example createChart({ id: "funnel", title, subtitle, description, table, view: { width: 640, layer } })
 */
export function createChart({ view, ...words }: Omit<Chart, "spec"> & { readonly view: ChartView }): Chart {
	const spec = {
		$schema: "https://vega.github.io/schema/vega-lite/v6.json",
		title: {
			text: wrapText(words.title, { width: CHARACTERS_A_LINE }).split("\n"),
			subtitle: wrapText(words.subtitle, { width: Math.round(CHARACTERS_A_LINE * 1.25) }).split("\n"),
		},
		description: words.description,
		config: theme,
		...view,
	} as TopLevelSpec;
	return { ...words, spec };
}

/** A chart of which there is nothing to draw: it says so, in grey, where the picture would be. */
export function emptyChart({ reason, ...words }: Omit<Chart, "spec"> & { readonly reason: string }): Chart {
	return createChart({
		...words,
		view: {
			width: 640,
			height: 60,
			data: { values: [{ text: reason }] },
			mark: { type: "text", align: "left", color: colors.inkSoft, fontSize: 15, x: 0 },
			encoding: { text: { field: "text", type: "nominal" } },
		},
	});
}
