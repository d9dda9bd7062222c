import { join } from "node:path";
import type { ReportDocument } from "./report-document.ts";

/** Where a report goes, and in which forms. */
export interface ReportPaths {
	/** The HTML file. */
	readonly file: string;
	/** Also as Markdown. */
	readonly markdown?: string | undefined;
	/** Folder for each chart as SVG and PNG. */
	readonly charts?: string | undefined;
}

/** A file to be written whole. */
export interface ReportFile {
	readonly path: string;
	readonly content: string | Uint8Array;
}

/**
 * The files of a report; the caller writes them. What draws is large and is loaded here, only when a report is made.
 *
 * @example for (const { path, content } of await reportFiles(document, { file })) await writeAtomic(path, content)
 */
export async function reportFiles(
	document: ReportDocument,
	{ file, markdown, charts }: ReportPaths,
): Promise<readonly ReportFile[]> {
	const { chartFiles, renderHtml } = await import("./render.ts");
	const files: ReportFile[] = [{ path: file, content: await renderHtml(document) }];
	if (markdown !== undefined) {
		const { renderMarkdown } = await import("./markdown.ts");
		files.push({ path: markdown, content: renderMarkdown(document) });
	}
	if (charts !== undefined) {
		for (const { name, content } of await chartFiles(document)) files.push({ path: join(charts, name), content });
	}
	return files;
}
