import { display } from "../../jupyter/kernel.ts";
import { bundlesOf, type Showable } from "./bundle-of.ts";
import { withStaleBuild } from "./shown.ts";

/**
 * Shows things under the running cell, one after the other; the last line of a cell needs no `show`. A chart is drawn by
 * JupyterLab or VS Code itself and comes with a picture and words for where that cannot be; tables and frames are HTML; a
 * text is Markdown. Outside a kernel the text form goes to stdout.
 *
 * @throws RangeError when it is none of these
 * @example show(result.chart("funnel"), result.sweep("mql").table())
 */
export function show(...things: readonly Showable[]): void {
	for (const bundle of things.flatMap(bundlesOf)) display(withStaleBuild(bundle));
}
