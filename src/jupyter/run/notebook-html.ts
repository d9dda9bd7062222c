import { joinLines } from "../pair/ipynb.ts";
import { type Output, outputText } from "./collect-outputs.ts";
import type { ExecutedNotebook } from "./execute-notebook.ts";
import { escapeText, markdownHtml } from "./markdown-html.ts";

const STYLE = `body{font:16px/1.5 Arial,Helvetica,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c2733;background:#fff}
pre{background:#f5f7f9;padding:.6rem .8rem;overflow-x:auto;font-size:14px;line-height:1.4;tab-size:2}pre.stderr{background:#fff4ea}
table{border-collapse:collapse;font-size:14px;font-variant-numeric:tabular-nums}th,td{padding:.2rem .6rem;border-bottom:1px solid #e6eaee;white-space:nowrap}
.output{margin:.4rem 0 1.2rem;overflow-x:auto}svg{max-width:100%;height:auto}.failure{border-left:4px solid #a34f00;padding-left:.8rem}
@media print{pre{white-space:pre-wrap}th,td{white-space:normal}}`;

/**
 * A run as one HTML file that works from a disk and on paper: charts as pictures, no script, nothing from elsewhere.
 */
export function notebookHtml(
	{ cells, outputs, failure }: ExecutedNotebook,
	{ name }: { readonly name: string },
): string {
	const body = cells.map((cell) => {
		if (cell.kind === "markdown") return markdownHtml(cell.source);
		const shown = (outputs.get(cell.id)?.outputs ?? []).map(outputHtml);
		const note =
			failure?.cell === cell.id ? [`<div class="failure"><strong>${escapeText(failure.reason)}</strong></div>`] : [];
		return [`<pre><code>${escapeText(cell.source)}</code></pre>`, ...shown, ...note].join("\n");
	});
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escapeText(name)}</title>
<style>${STYLE}</style>
</head>
<body>
${body.join("\n")}
</body>
</html>
`;
}

function outputHtml(output: Output): string {
	if (output.output_type === "stream") return `<pre class="${output.name}">${escapeText(outputText(output))}</pre>`;
	const of = (type: string) => joinLines((output.data[type] ?? "") as string | readonly string[]);
	if ("image/svg+xml" in output.data) {
		return `<div class="output" role="img" aria-label="${escapeText(of("text/plain"))}">${of("image/svg+xml")}</div>`;
	}
	if ("text/html" in output.data) return `<div class="output">${of("text/html")}</div>`;
	if ("text/markdown" in output.data) return `<div class="output">${markdownHtml(of("text/markdown"))}</div>`;
	return `<pre>${escapeText(outputText(output))}</pre>`;
}
