import { display, inKernel } from "../../jupyter/kernel.ts";
import { type MimeBundle, textBundle } from "../../jupyter/mime-bundle.ts";
import { bundlesOf, type Showable } from "./bundle-of.ts";
import { showsItself } from "./shown.ts";

/** What a cell works with: a result with the one sentence that a report would say of it. As the last line it shows itself. */
export abstract class Result {
	constructor() {
		showsItself(this, () => this.face().flatMap(bundlesOf));
	}

	/** What came of it, in a sentence. */
	abstract get finding(): string;

	/** What it shows of itself: its sentence, table, chart. */
	protected abstract face(): readonly Showable[];
}

/**
 * Lets a promise of a result show the result when it is there, so that a forgotten `await` in the last line shows the same.
 *
 * @example return shownWhenDone(replayAll(...))
 */
export function shownWhenDone<Thing extends Showable>(promise: Promise<Thing>): Promise<Thing> {
	const id = `leadlab-result-${++awaited}`;
	let isWaiting = false;
	const put = (bundles: readonly MimeBundle[]) => {
		for (const [i, bundle] of bundles.entries()) display(bundle, i === 0 ? { id, update: true } : {});
	};
	const wait = () => {
		if (isWaiting) return;
		isWaiting = true;
		promise.then(
			(thing) => put(bundlesOf(thing)),
			(error: unknown) => put([textBundle(error instanceof Error ? error.message : String(error))]),
		);
	};
	return showsItself(
		promise,
		() => {
			if (inKernel()) wait();
			return [textBundle("Working ... (write await before it to use the result in the next cell)")];
		},
		{ id },
	);
}

let awaited = 0;
