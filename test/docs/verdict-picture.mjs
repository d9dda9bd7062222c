// The picture in README.md: the first screen of the sample's report, as Chromium shows it.
//   npm start && node test/docs/verdict-picture.mjs [--chromium PATH] [--out FILE]
import { execFileSync } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const { values: options } = parseArgs({
	options: {
		chromium: { type: "string" },
		report: { type: "string", default: `${ROOT}reports/saas-sample.html` },
		out: { type: "string", default: `${ROOT}reports/saas-sample-verdict.png` },
	},
});
const executablePath = options.chromium ?? execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
await page.goto(pathToFileURL(options.report).href);
await page.screenshot({ path: options.out });
await browser.close();
