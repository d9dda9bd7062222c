/**
 * One output of a cell in several formats: whoever shows it takes the richest it knows. The keys of `data` are media
 * types; `metadata` has the options of a type under the same key.
 */
export interface MimeBundle {
	readonly data: Readonly<Record<string, unknown>>;
	readonly metadata: Readonly<Record<string, unknown>>;
}

/** The media type under which JupyterLab and VS Code draw Vega-Lite; they know up to 5, and a version 6 spec draws. */
export const VEGALITE = "application/vnd.vegalite.v5+json";

/**
 * Plain text as a bundle.
 *
 * @example textBundle("done").data // { "text/plain": "done" }
 */
export function textBundle(text: string): MimeBundle {
	return { data: { "text/plain": text }, metadata: {} };
}

/**
 * A sentence with Markdown in it as a bundle; the text form is the same without the marks of emphasis.
 *
 * @example markdownBundle("**3** flags").data["text/plain"] // "3 flags"
 */
export function markdownBundle(markdown: string): MimeBundle {
	return { data: { "text/markdown": markdown, "text/plain": markdown.replaceAll("**", "") }, metadata: {} };
}
