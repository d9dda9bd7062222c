import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";
import type { Spec as VegaSpec } from "vega";
import type { TopLevelSpec } from "vega-lite";
import { configurationError } from "../base/error.ts";
import type { Chart } from "../charts/marks/chart.ts";
import { cleanText, escapeHtml } from "../words/escape.ts";
import { htmlPage } from "./html.ts";
import { chartsOf, type ReportDocument } from "./report-document.ts";
import { type TextWidth, textWidthOf } from "./text-width.ts";

/** A file made from a chart: `name` has no folder. */
export interface ChartFile {
	readonly name: string;
	readonly content: string | Uint8Array;
}

/**
 * Compiles a Vega-Lite spec to Vega.
 *
 * @param options.onWarning told what vega-lite finds doubtful; default: such a warning is an error, since the specs are ours
 */
export async function vegaSpec(
	spec: TopLevelSpec,
	{ onWarning = throwWarning }: { readonly onWarning?: (message: string) => void } = {},
): Promise<VegaSpec> {
	const { compile } = await import("vega-lite");
	const told = (...messages: readonly unknown[]) => {
		onWarning(messages.map(String).join(" "));
		return logger;
	};
	const logger = { level: () => logger, error: told, warn: told, info: () => logger, debug: () => logger };
	return compile(spec, { logger: logger as never }).spec;
}

function throwWarning(message: string): never {
	throw new Error(`vegaSpec: a chart must compile without a warning, got: ${message}`);
}

/**
 * Draws a Vega spec as an SVG text. Text is measured with the font that comes along, ids of clip paths begin with `id`, so
 * that several pictures can stand in one page and equal specs give equal text.
 *
 * @example (await renderSvg(await vegaSpec(chart.spec), { id: chart.id })).startsWith("<svg ") // true
 */
export async function renderSvg(spec: VegaSpec, { id = "chart" }: { readonly id?: string } = {}): Promise<string> {
	const vega = await loadVega();
	const view = new vega.View(vega.parse(spec), { renderer: "none", logLevel: vega.Error });
	try {
		return tidySvg(cleanText(await view.toSVG()), id);
	} finally {
		view.finalize();
	}
}

/** Draws a Vega-Lite spec as an SVG text at once. */
export type DrawSvg = (spec: TopLevelSpec, options: { readonly id: string }) => string;

/** What is used of Vega to draw without waiting: its public form always waits, also where there is nothing to wait for. */
interface WaitlessVega {
	readonly renderModule: (name: "svg") => { readonly headless: new (loader: unknown) => SvgRenderer };
}

interface SvgRenderer {
	initialize(el: null, width: number, height: number, origin: readonly [number, number], scale: number): SvgRenderer;
	background(color: unknown): SvgRenderer;
	render(scene: unknown): SvgRenderer;
	svg(): string;
}

interface ViewSize {
	readonly _viewWidth: number;
	readonly _viewHeight: number;
	readonly _origin: readonly [number, number];
}

/**
 * Loads Vega once; the function then draws without waiting, the same picture as {@link renderSvg}. The data of the spec must
 * be inline.
 *
 * @example const draw = await loadDrawing(); draw(chart.spec, { id: chart.id })
 */
export async function loadDrawing(): Promise<DrawSvg> {
	const [vega, { compile }] = await Promise.all([loadVega(), import("vega-lite")]);
	const Renderer = (vega as unknown as WaitlessVega).renderModule("svg").headless;
	return (spec, { id }) => {
		const view = new vega.View(vega.parse(compile(spec).spec), { renderer: "none", logLevel: vega.Error });
		try {
			view.run();
			const { _viewWidth: width, _viewHeight: height, _origin: origin } = view as unknown as ViewSize;
			const { left, right, top, bottom } = view.padding() as Readonly<
				Record<"left" | "right" | "top" | "bottom", number>
			>;
			const svg = new Renderer(view.loader())
				.initialize(null, width + left + right, height + top + bottom, [left + origin[0], top + origin[1]], 1)
				.background(view.background())
				.render((view.scenegraph() as unknown as { readonly root: unknown }).root)
				.svg();
			return tidySvg(cleanText(svg), id);
		} finally {
			view.finalize();
		}
	};
}

/** Own ids, two decimals (a hundredth of a pixel), and nothing that cannot be seen: tooltips need it, pictures do not. */
function tidySvg(svg: string, id: string): string {
	const names = new Map<string, string>();
	return (
		svg
			.replace(/\b(?:clip|gradient_)\d+\b/g, (name) => {
				const known = names.get(name) ?? `${id}-clip-${names.size}`;
				names.set(name, known);
				return known;
			})
			.replace(/<(?:path|line|rect)(?= )[^>]* opacity="0"[^>]*\/>/g, "")
			.replace(/<path [^>]*\bd="(?:M0,0h0v0h0Z)?"[^>]*\/>/g, "")
			// What is so anyway, and is inherited by nothing.
			.replace(/ (?:opacity="1"|transform="translate\(0,0\)")/g, "")
			.replace(/ (?:d|transform|x|y|x1|y1|x2|y2|width|height|stroke-width)="[^"]*"/g, (attribute) =>
				attribute.replace(/-?\d+\.\d{3,}(?!\d*e)/g, (number) => String(Math.round(Number(number) * 100) / 100)),
			)
	);
}

/**
 * Turns an SVG into a PNG. The font that comes along covers Latin, Greek, Cyrillic and Hebrew; for other scripts the
 * system's fonts are taken too.
 *
 * @param options.scale pixels a CSS px; 2 is sharp on paper and on dense screens
 */
export async function renderPng(svg: string, { scale = 2 }: { readonly scale?: number } = {}): Promise<Uint8Array> {
	const foreign = /[\u0600-\u1dff\u2300-\ufaff\ufb50-\uffff]/.test(svg);
	const picture = new Resvg(svg, {
		font: {
			loadSystemFonts: foreign,
			fontFiles: [fontPath("400Regular"), fontPath("700Bold")],
			defaultFontFamily: "Arimo",
			sansSerifFamily: "Arimo",
		},
		fitTo: { mode: "zoom", value: scale },
	});
	return picture.render().asPng();
}

/**
 * SVG and PNG of each chart of a document, named by the chart's id.
 *
 * @example (await chartFiles(document)).map(({ name }) => name) // ["handoff-precision.svg", "handoff-precision.png", ...]
 */
export async function chartFiles(
	document: ReportDocument,
	{ scale = 2 }: { readonly scale?: number } = {},
): Promise<ChartFile[]> {
	const files: ChartFile[] = [];
	for (const { id, spec, title, description } of chartsOf(document)) {
		const words = `<title>${escapeHtml(title)}</title><desc>${escapeHtml(description)}</desc>`;
		const drawn = await renderSvg(await vegaSpec(spec), { id });
		const svg = drawn.replace(/^<svg [^>]*>/, (opening) => `${opening.replace("<svg ", '<svg role="img" ')}${words}`);
		files.push({ name: `${id}.svg`, content: svg }, { name: `${id}.png`, content: await renderPng(svg, { scale }) });
	}
	return files;
}

/**
 * The report as one HTML file: pictures inside, the page's script inlined when it has been built, nothing from elsewhere.
 *
 * @param options.script the page's script; default: `page.js` beside this file, and none when that is not there
 * @example await writeAtomic("report.html", await renderHtml(buildReport({ candidate, baseline, version })))
 */
export async function renderHtml(
	document: ReportDocument,
	options: { readonly script?: string } = {},
): Promise<string> {
	const script = options.script ?? (await pageScript());
	const pictures = new Map<string, { readonly svg: string; readonly vega: VegaSpec }>();
	for (const chart of chartsOf(document)) {
		const vega = await vegaSpec(withoutTitle(chart));
		pictures.set(chart.id, { svg: await renderSvg(vega, { id: chart.id }), vega });
	}
	return htmlPage(document, { pictures, ...(script === undefined ? {} : { script }) });
}

/** In a page the title is text beside the picture, where it wraps and can be read aloud. */
function withoutTitle({ spec }: Chart): TopLevelSpec {
	const { title: _, ...rest } = spec;
	return rest as TopLevelSpec;
}

async function pageScript(): Promise<string | undefined> {
	try {
		return await readFile(new URL("./page.js", import.meta.url), "utf8");
	} catch {
		return undefined;
	}
}

type Vega = typeof import("vega");
let loading: Promise<Vega> | undefined;

/** Vega with the measure of our font. */
function loadVega(): Promise<Vega> {
	loading ??= Promise.all([import("vega"), fontWidth("400Regular"), fontWidth("700Bold")]).then(
		([vega, regular, bold]) => {
			const { textMetrics } = vega as unknown as {
				readonly textMetrics: { width: (item: TextItem, text?: unknown) => number };
			};
			textMetrics.width = (item, text) => {
				const measure = item.fontWeight === "bold" || Number(item.fontWeight) >= 600 ? bold : regular;
				const width = measure(String(text ?? "").trim()) * (item.fontSize ?? 11);
				return item.limit !== undefined && item.limit > 0 ? Math.min(width, item.limit) : width;
			};
			return vega;
		},
	);
	return loading;
}

interface TextItem {
	readonly fontSize?: number;
	readonly fontWeight?: string | number;
	/** Longest width; longer text is cut and gets an ellipsis. */
	readonly limit?: number;
}

async function fontWidth(weight: FontWeight): Promise<TextWidth> {
	return textWidthOf(await readFile(fontPath(weight)));
}

type FontWeight = "400Regular" | "700Bold";

/** Without its font a PNG would silently have no text at all, and an SVG a wrong layout: better no picture. */
function fontPath(weight: FontWeight): string {
	const name = `@expo-google-fonts/arimo/${weight}/Arimo_${weight}.ttf`;
	try {
		return createRequire(import.meta.url).resolve(name);
	} catch {
		throw configurationError({
			code: "missing-font",
			message: `charts need the font ${name}, which comes with leadlab, but it is not installed.`,
			cure: "Install leadlab again with its dependencies.",
		});
	}
}
