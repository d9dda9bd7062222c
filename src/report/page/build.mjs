import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * Bundles what the browser runs (vega, its interpreter, this folder) into one script that the report inlines:
 * `dist/report/page.js`, beside the built `render.js`, which looks for it there.
 *
 * @param {string} outfile where to write; "" gives the text back and writes nothing
 * @returns {Promise<string>} the script
 */
export async function buildPage(outfile) {
	const result = await build({
		entryPoints: [fileURLToPath(new URL("./main.ts", import.meta.url))],
		bundle: true,
		format: "iife",
		platform: "browser",
		target: "es2022",
		minify: true,
		legalComments: "none",
		banner: { js: "/*! vega, vega-interpreter (BSD-3-Clause, University of Washington Interactive Data Lab) */" },
		charset: "ascii",
		define: { "process.env.NODE_ENV": '"production"' },
		...(outfile === "" ? {} : { outfile }),
		write: outfile !== "",
		logLevel: "silent",
	});
	return outfile === "" ? (result.outputFiles?.[0]?.text ?? "") : "";
}
