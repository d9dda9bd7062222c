import type { Chart } from "../../charts/marks/chart.ts";
import { type MimeBundle, VEGALITE } from "../../jupyter/mime-bundle.ts";
import { drawNow } from "./drawing.ts";

/** The menu of a drawn chart: save as a picture, but not "Open in Vega Editor", which sends the data to a web site. */
const EMBED = { actions: { export: true, source: false, compiled: false, editor: false } };

/**
 * A chart for a cell: Vega-Lite that JupyterLab and VS Code draw and that answers the mouse, an SVG picture for where
 * scripts do not run (GitHub, nbconvert) once Vega is loaded, and its words for where there are no pictures.
 *
 * @example Object.keys(chartBundle(funnelChart(result)).data) // [VEGALITE, "image/svg+xml", "text/plain"]
 */
export function chartBundle({ id, spec, title, subtitle, description }: Chart): MimeBundle {
	const draw = drawNow();
	return {
		data: {
			[VEGALITE]: spec,
			...(draw === undefined ? {} : { "image/svg+xml": draw(spec, { id }) }),
			"text/plain": [title, subtitle, description].filter((text) => text !== "").join("\n"),
		},
		metadata: { [VEGALITE]: { embed_options: EMBED } },
	};
}
