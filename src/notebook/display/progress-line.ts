import type { Progress } from "../../base/progress.ts";
import { display, inKernel } from "../../jupyter/kernel.ts";
import { textBundle } from "../../jupyter/mime-bundle.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";

/** A line under a cell that is written over until the work is done. */
export interface ProgressLine {
	/** Shows how far the work has come; a second time too soon after the first is left out. */
	readonly onProgress: (progress: Progress) => void;
	/** Puts the last word in the place of the line; nothing: the line goes. */
	readonly end: (text?: string) => void;
}

const EVERY_MS = 200;
let lines = 0;

/**
 * Opens a line of progress under the running cell. Outside a kernel nothing is shown but the last word.
 *
 * @example
 * const line = progressLine();
 * const result = await replay(history, model, { onProgress: line.onProgress });
 * line.end();
 */
export function progressLine({ now = Date.now }: { readonly now?: () => number } = {}): ProgressLine {
	const id = `leadlab-progress-${++lines}`;
	const live = inKernel();
	let shown = false;
	let last = now();
	const put = (text: string) => {
		display(textBundle(text), { id, update: shown });
		shown = true;
	};
	return {
		onProgress: (progress) => {
			if (!live || now() - last < EVERY_MS) return;
			last = now();
			put(progressText(progress));
		},
		end: (text = "") => {
			if (shown || text !== "") put(text);
		},
	};
}

/**
 * Progress as a line.
 *
 * @example progressText({ step: "reading leads", done: 500, total: 2000 }) // "reading leads: 500 of 2,000 (25 %)"
 */
export function progressText({ step, done, total }: Progress): string {
	if (total === undefined || total === 0) return done === 0 ? `${step} ...` : `${step}: ${formatCount(done)}`;
	return `${step}: ${formatCount(done)} of ${formatCount(total)} (${formatRate(done / total, 0)})`;
}
