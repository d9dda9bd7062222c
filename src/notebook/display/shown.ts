import { displayInsteadOfText, inKernel } from "../../jupyter/kernel.ts";
import type { MimeBundle } from "../../jupyter/mime-bundle.ts";
import { staleBuildText } from "./kernel-greeting.ts";

const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** Makes the outputs of a thing that shows itself. */
const BUNDLES = Symbol("leadlab.bundles");

/** What is used of the options of Node's `util.inspect`. */
interface InspectOptions {
	readonly depth?: number | null;
}

/**
 * Lets a thing show itself: as the last line of a cell, tables and pictures in the place of its text; printed anywhere else,
 * as the text form of the same. The thing's own keys stay as they are.
 *
 * @param bundles makes the outputs when they are asked for
 * @param options.id name of the first output in a kernel, so that it can be changed later
 * @example showsItself(chart, () => [chartBundle(chart)])
 */
export function showsItself<Thing extends object>(
	thing: Thing,
	bundles: (this: Thing) => readonly MimeBundle[],
	{ id }: { readonly id?: string } = {},
): Thing {
	Object.defineProperty(thing, BUNDLES, { configurable: true, value: bundles });
	Object.defineProperty(thing, INSPECT, {
		configurable: true,
		value(this: Thing, depth: number | null, options: InspectOptions = {}) {
			const shown = bundles.call(this);
			const outermost = depth === (options.depth ?? null);
			if (inKernel() && outermost)
				return displayInsteadOfText(shown.map(withStaleBuild), id === undefined ? {} : { id });
			return shown.map(({ data }) => String(data["text/plain"] ?? "")).join("\n\n");
		},
	});
	return thing;
}

/** The outputs of a thing that shows itself; `undefined` of any other. */
export function ownBundles(thing: unknown): readonly MimeBundle[] | undefined {
	if (typeof thing !== "object" || thing === null || !(BUNDLES in thing)) return undefined;
	return (thing as { readonly [BUNDLES]: () => readonly MimeBundle[] })[BUNDLES]();
}

/** A kernel that runs an older build than the one on disk says so in everything it shows. */
export function withStaleBuild({ data, metadata }: MimeBundle): MimeBundle {
	const stale = staleBuildText();
	if (stale === undefined) return { data, metadata };
	const said = (type: string, text: string) => (type in data ? { [type]: `${text}${String(data[type])}` } : {});
	return { data: { ...data, ...said("text/plain", `${stale}\n`), ...said("text/html", `<p>${stale}</p>`) }, metadata };
}
