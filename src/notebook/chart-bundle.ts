import type { Chart } from "../charts/marks/chart.ts";
import { type MimeBundle, VEGALITE } from "../jupyter/mime-bundle.ts";

/** The menu of a drawn chart: save as a picture, but not "Open in Vega Editor", which sends the data to a web site. */
const EMBED = { actions: { export: true, source: false, compiled: false, editor: false } };

/**
 * A chart for a cell: Vega-Lite that JupyterLab and VS Code draw and that answers the mouse, an SVG picture for where
 * scripts do not run (GitHub, nbconvert), and its words for where there are no pictures.
 *
 * Vega is loaded by the first chart only.
 *
 * @example Object.keys((await chartBundle(funnelChart(result))).data) // [VEGALITE, "image/svg+xml", "text/plain"]
 */
export async function chartBundle(chart: Chart): Promise<MimeBundle> {
	const { renderSvg, vegaSpec } = await import("../report/render.ts");
	const svg = await renderSvg(await vegaSpec(chart.spec), { id: chart.id });
	return {
		data: {
			[VEGALITE]: chart.spec,
			"image/svg+xml": svg,
			"text/plain": `${chart.title}\n${chart.subtitle}\n${chart.description}`,
		},
		metadata: { [VEGALITE]: { embed_options: EMBED } },
	};
}
