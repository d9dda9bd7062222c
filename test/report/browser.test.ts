import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
// biome-ignore lint/correctness/useImportExtensions: the file is build.mjs, its types are build.d.mts
import { buildPage } from "../../src/report/page/build.mjs";
import { renderHtml } from "../../src/report/render.ts";
import { chartsOf, type ReportDocument } from "../../src/report/report-document.ts";
import { fixtureReport, hostileReport } from "./report-cases.ts";

const PLACES = [
	process.env.LEADLAB_CHROMIUM,
	"/usr/bin/chromium",
	"/usr/bin/chromium-browser",
	"/usr/bin/google-chrome",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const executablePath = PLACES.find((path) => path !== undefined && existsSync(path));
const ARGUMENTS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];
const suite =
	executablePath === undefined
		? "the report in a browser (SKIPPED: no Chromium found, set LEADLAB_CHROMIUM)"
		: "the report in a browser";

interface AxeResult {
	readonly passes: readonly unknown[];
	readonly violations: readonly {
		readonly id: string;
		readonly impact: string;
		readonly nodes: readonly { readonly html: string }[];
	}[];
}

interface DrawnText {
	readonly chart: string;
	readonly text: string;
	/** px by which the text leaves its picture. */
	readonly outside: number;
	readonly width: number;
	readonly size: number;
}

describe.skipIf(executablePath === undefined)(suite, () => {
	let browser: Browser;
	const report = fixtureReport();
	const hostile = hostileReport();
	const folder = mkdtempSync(join(tmpdir(), "leadlab-report-"));
	const fileOf = (document: ReportDocument) => join(folder, document === hostile ? "hostile.html" : "report.html");
	const count = chartsOf(report).length;

	beforeAll(async () => {
		const script = await buildPage("");
		for (const document of [report, hostile]) {
			writeFileSync(fileOf(document), await renderHtml(document, { script }));
		}
		browser = await chromium.launch({ executablePath: executablePath ?? "", args: ARGUMENTS });
	}, 60_000);
	afterAll(async () => {
		await browser?.close();
		rmSync(folder, { recursive: true, force: true });
	});

	/** Opens a report from disk; collects every request that is not the file itself, and everything the console says. */
	async function open(document: ReportDocument, { width = 1280, javaScriptEnabled = true, bypassCSP = false } = {}) {
		const viewport = { width, height: 1000 };
		const context = await browser.newContext({ viewport, javaScriptEnabled, bypassCSP, offline: true });
		const page = await context.newPage();
		const requests: string[] = [];
		const messages: string[] = [];
		const address = pathToFileURL(fileOf(document)).href;
		page.on("request", (request) => {
			if (request.url() !== address && !request.url().startsWith("data:")) requests.push(request.url());
		});
		page.on("console", (message) => messages.push(message.text()));
		page.on("pageerror", (error) => messages.push(String(error)));
		page.on("dialog", (dialog) => {
			messages.push(`dialog: ${dialog.message()}`);
			void dialog.dismiss();
		});
		await page.goto(address);
		return { page, requests, messages, close: () => context.close() };
	}

	/** Charts become live when they come into view. */
	async function scrollThrough(page: Page, figures: number): Promise<void> {
		for (let i = 0; i < figures; i++) await page.locator("figure").nth(i).scrollIntoViewIfNeeded();
		await expect.poll(() => page.locator("figure.is-live").count(), { timeout: 20_000 }).toBe(figures);
	}

	test("makes every chart live without a request, a policy violation or an error", async () => {
		const { page, requests, messages, close } = await open(report);
		await scrollThrough(page, count);
		expect(requests).toEqual([]);
		expect(messages).toEqual([]);
		await close();
	});

	test("would tell of a script or a request that the policy forbids", async () => {
		const { page, messages, close } = await open(report);
		await page.evaluate(`{
			const script = document.createElement("script");
			script.textContent = "document.title = 'taken over'";
			document.body.append(script);
			const picture = document.createElement("img");
			picture.src = "https://example.invalid/x.png";
			document.body.append(picture);
		}`);
		await expect
			.poll(() => messages.filter((text) => text.includes("Content Security Policy")).length)
			.toBeGreaterThan(1);
		expect(await page.title()).toBe(report.title);
		await close();
	});

	test("shows numbers under the pointer as text", async () => {
		const { page, close } = await open(report);
		const figure = page.locator("#chart-sweep-mql-sql");
		await figure.scrollIntoViewIfNeeded();
		await expect.poll(() => page.locator("#chart-sweep-mql-sql.is-live").count()).toBe(1);
		const box = (await figure.locator(".live svg").boundingBox()) ?? { x: 0, y: 0, width: 0 };
		await page.mouse.move(box.x + box.width / 2, box.y + 120);
		await page.mouse.move(box.x + box.width / 2 + 2, box.y + 124);
		await expect
			.poll(() => page.locator("#tip").textContent())
			.toMatch(/^threshold: \d+precision: \d+\.\d % \([\d,]+ of [\d,]+\)leads flagged: \d+$/);
		await close();
	});

	test("is whole without JavaScript", async () => {
		const { page, messages, close } = await open(report, { javaScriptEnabled: false });
		expect(await page.locator("figure .static svg").count()).toBe(count);
		for (const svg of await page.locator("figure .static svg").all()) {
			expect((await svg.boundingBox())?.height).toBeGreaterThan(40);
		}
		expect(messages).toEqual([]);
		await close();
	});

	test("runs nothing that a hostile name asks for", async () => {
		const { page, requests, messages, close } = await open(hostile);
		await scrollThrough(page, chartsOf(hostile).length);
		expect(requests).toEqual([]);
		expect(messages).toEqual([]);
		await close();
	});

	test.each([1280, 1920, 390])(
		"has no serious accessibility violation and no sideways scroll at %i px",
		async (width) => {
			const { page, close } = await open(report, { width, bypassCSP: true });
			await scrollThrough(page, count);
			await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
			const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
			await page.addScriptTag({ content: readFileSync(axe, "utf8") });
			const { passes, violations } = (await page.evaluate("axe.run()")) as AxeResult;
			const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
			expect(passes.length).toBeGreaterThan(15);
			expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
			const root = "document.documentElement";
			expect(await page.evaluate(`${root}.scrollWidth - ${root}.clientWidth`)).toBe(0);
			await close();
		},
	);

	test.each(["static", "live"])("keeps every text of a %s chart inside its picture, at 12 px or more", async (kind) => {
		const { page, close } = await open(report, { javaScriptEnabled: kind === "live" });
		if (kind === "live") await scrollThrough(page, count);
		const texts = (await page.evaluate(`[...document.querySelectorAll("figure .${kind} svg")].flatMap((svg) => {
			const frame = svg.getBoundingClientRect();
			return [...svg.querySelectorAll("text")].map((text) => {
				const { left, right, top, bottom, width } = text.getBoundingClientRect();
				const outside = Math.max(frame.left - left, right - frame.right, frame.top - top, bottom - frame.bottom);
				const size = parseFloat(getComputedStyle(text).fontSize);
				return { chart: svg.closest("figure").id, text: text.textContent, outside, width, size };
			});
		})`)) as DrawnText[];
		const drawn = texts.filter(({ width }) => width > 0);
		expect(drawn.length).toBeGreaterThan(200);
		expect(drawn.filter(({ outside, size }) => outside > 3 || size < 12)).toEqual([]);
		await close();
	});

	test("prints on A4 and Letter with the pictures of the file", async () => {
		const { page, close } = await open(report);
		await scrollThrough(page, count);
		await page.emulateMedia({ media: "print" });
		expect(await page.locator("figure .live:visible").count()).toBe(0);
		expect(await page.locator("figure .static:visible").count()).toBe(count);
		for (const format of ["A4", "Letter"]) {
			const pdf = await page.pdf({ format, printBackground: true });
			expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
			expect(pdf.length).toBeGreaterThan(50_000);
		}
		await close();
	});
});
