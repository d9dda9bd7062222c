import type { Layer } from "./chart.ts";

/** What a channel of a mark shows: a field with its scale and axis, a value, or a condition. */
export type Channel = Readonly<Record<string, unknown>>;

/** The channels of a mark; one that is undefined is left out. */
export type Channels = Readonly<Record<string, Channel | readonly Channel[] | undefined>>;

/** Rows of a mark's own instead of the view's, and which of them it draws. */
export interface LayerRows {
	readonly rows?: readonly object[] | undefined;
	/** Test of a row, a Vega expression. */
	readonly where?: string | undefined;
}

/**
 * A mark as a layer of Vega-Lite: every mark of a chart is made by this function or by one that stands on it.
 *
 * @example layer({ type: "line" }, { x, y }, { where: "datum.rate !== null" })
 */
export function layer(mark: Channel, encoding: Channels, { rows, where }: LayerRows = {}): Layer {
	return {
		...(rows === undefined ? {} : { data: { values: rows } }),
		...(where === undefined ? {} : { transform: [{ filter: where }] }),
		mark: known(mark),
		encoding: known(encoding),
	} as unknown as Layer;
}

function known(options: object): object {
	return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
