import { inKernel } from "../../jupyter/kernel.ts";
import type { DrawSvg } from "../../report/render.ts";

let draw: DrawSvg | undefined;
let loading: Promise<void> | undefined;

/** Loads what draws pictures, once; it takes about half a second and goes on beside other work. */
export function loadPictures(): Promise<void> {
	loading ??= import("../../report/render.ts").then(async ({ loadDrawing }) => {
		draw = await loadDrawing();
	});
	return loading;
}

/** In a kernel the pictures begin to load with the import of leadlab; elsewhere nobody may ever draw one. */
export function loadPicturesInKernel(): Promise<void> {
	return inKernel() ? loadPictures() : Promise.resolve();
}

/** Draws at once, or `undefined` while that is still being loaded: the cell then has the chart without its picture. */
export function drawNow(): DrawSvg | undefined {
	return draw;
}
