// The histories and models that numbers are compared on: the sample, and every mapping of test/real with its raw files
// prepared once. A mapping is read from the checkout, so that it may change its words with the rest.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const REAL = join(ROOT, "test/real");
const WRITTEN = "../../../../shared/data";
const RAW = process.env.LEADLAB_DATA ?? join(ROOT, "../shared/data");

/** Columns of the leadforge leads that hold the state of the day of the extract: honest ones and leaks. */
const TOUCHES =
	"attributes: { lead_source: { type: text }, first_touch_channel: { type: text }, total_touches_all: { type: number }, current_stage: { type: text }, is_sql: { type: boolean }, conversion_timestamp: { type: text } }";
const SEED_42 = "intermediate-seed42-5k";
const SEED_7 = "intermediate-seed7-40k";

/**
 * Each: the mapping's folder, edits of its dataset.yaml, how its files are prepared (module, function, further
 * arguments), and models as edits of its model.yaml. An edit is `[what, by]` and must be found.
 */
export const REAL_SETS = {
	"bpi2012-loan-funnel": {
		models: {
			baseline: [],
			candidate: [
				["name: loan-baseline", "name: loan-candidate"],
				["half_life_days: 14", "half_life_days: 30"],
				["points: 30, at_most", "points: 35, at_most"],
				["mql: { score: 25 }", "mql: { score: 30 }"],
			],
		},
	},
	"leadforge-5k": {
		folder: "leadforge-b2b-saas",
		models: {
			baseline: [],
			candidate: [
				["name: leadforge-baseline", "name: leadforge-candidate"],
				["activity: webinar, points: 8", "activity: webinar, points: 12"],
				["inactive_days: 10, points: -10", "inactive_days: 7, points: -5"],
				["mql: { score: 25 }", "mql: { score: 30 }"],
			],
		},
	},
	"leadforge-40k": { folder: "leadforge-b2b-saas", dataset: [[SEED_42, SEED_7]], modelsOf: "leadforge-5k" },
	"leadforge-leaky": {
		folder: "leadforge-b2b-saas",
		dataset: [
			[/file: \S*\/leads\.csv\.gz/, "file: leads.csv"],
			["attributes: [lead_source, first_touch_channel]", TOUCHES],
		],
		prepare: ["leadforge-b2b-saas/prepare.ts", "prepareTotalTouches", SEED_42],
		files: "leads.csv",
		models: {
			baseline: [
				["name: leadforge-baseline", "name: leadforge-leaky"],
				[
					"rules:\n",
					"rules:\n      - { id: touches, attribute: total_touches_all, points: [{ at_least: 10, points: 20 }] }\n",
				],
			],
		},
	},
	"maven-crm-pipeline": {
		prepare: ["maven-crm-pipeline/prepare.ts", "prepareDeals"],
		files: "deals.csv",
		models: {
			baseline: [],
			candidate: [
				["name: maven-baseline", "name: maven-candidate"],
				["is: GTX, points: 15", "is: GTX, points: 25"],
				["sql: { score: 40 }", "sql: { score: 20 }"],
			],
		},
	},
	"olist-funnel": {
		models: {
			baseline: [],
			candidate: [
				["name: olist-baseline", "name: olist-candidate"],
				["[social, display], points: 5", "[social, display], points: 18"],
				["known: false, points: 10", "known: false, points: 25"],
			],
		},
	},
	"uci-bank-marketing": {
		prepare: ["uci-bank-marketing/prepare.ts", "prepareBank"],
		files: "bank-full.csv",
		models: {
			baseline: [],
			candidate: [
				["name: bank-baseline", "name: bank-candidate"],
				["is: other, points: 10", "is: other, points: 20"],
				["at_least: 60, points: 15", "at_least: 60, points: 30"],
			],
		},
	},
	"uci-bank-leaky": {
		folder: "uci-bank-marketing",
		dataset: [[", known: { column: contact_on }", ""]],
		prepare: ["uci-bank-marketing/prepare.ts", "prepareBank"],
		files: "bank-full.csv",
		models: {
			baseline: [
				["name: bank-baseline", "name: bank-leaky"],
				["rules:\n", "rules:\n      - { id: long, attribute: duration, points: [{ at_least: 600, points: 40 }] }\n"],
			],
		},
	},
	"xeducation-leads": {
		prepare: ["xeducation-leads/prepare.ts", "prepareLeads"],
		files: "leads.csv",
		models: {
			baseline: [],
			candidate: [
				["name: xeducation-baseline", "name: xeducation-candidate"],
				["is: Lead Add Form, points: 30", "is: Lead Add Form, points: 40"],
				["below: 900, points: 15", "below: 900, points: 10"],
				["mql: { score: 35 }", "mql: { score: 40 }"],
			],
		},
	},
	"xeducation-leaky": {
		folder: "xeducation-leads",
		dataset: [[", known: { stage: customer }", ""]],
		prepare: ["xeducation-leads/prepare.ts", "prepareLeads"],
		files: "leads.csv",
		modelsOf: "xeducation-leads",
	},
	"xeducation-broken": {
		folder: "xeducation-leads",
		prepare: ["xeducation-leads/prepare.ts", "prepareLeads", "leads_misquoted_copy.csv.gz"],
		files: "leads.csv",
		modelsOf: "xeducation-leads",
	},
	"scorecards-adult": { ...cards("adult"), files: "adult.csv" },
	"scorecards-mammo": { ...cards("mammo"), files: "mammo.csv" },
};

function cards(data) {
	return {
		raw: "scorecards",
		prepare: ["scorecards.ts", "prepareScorecards", data],
		/** The first card and one from the middle, as models. */
		cards: data,
	};
}

/** Folder and model files of every real history below `into`; files that are there already are kept. */
export async function prepareRealSets(into, wanted = Object.keys(REAL_SETS)) {
	for (const name of wanted) await prepareOne(into, name);
}

async function prepareOne(into, name) {
	const set = REAL_SETS[name];
	const from = join(REAL, set.folder ?? name);
	const raw = join(RAW, set.raw ?? set.folder ?? name);
	if (!existsSync(raw)) throw new Error(`${raw} is not there; say where the data lie with LEADLAB_DATA.`);
	const folder = join(into, name);
	mkdirSync(folder, { recursive: true });
	if (set.prepare !== undefined && !existsSync(join(folder, set.files))) {
		const [file, prepare, ...rest] = set.prepare;
		const { module, finish } = await importReal(file);
		await module[prepare](raw, folder, ...rest);
		await finish();
	}
	const text = readFileSync(join(from, "dataset.yaml"), "utf8");
	writeFileSync(join(folder, "dataset.yaml"), edited(text, set.dataset ?? []).replaceAll(WRITTEN, RAW));
	for (const [model, content] of await modelsOf(set, from, raw)) {
		writeFileSync(join(folder, `${model}.model.yaml`), content);
	}
}

async function modelsOf(set, from, raw) {
	if (set.cards !== undefined) {
		const { module } = await importReal("scorecards.ts");
		const published = module.publishedCards(raw, set.cards).map(({ card }) => card);
		const pick = (card) => {
			const stages = { mql: { score: module.lineOfScale(card).half } };
			return JSON.stringify({ ...module.modelOfCard(card), stages });
		};
		return [
			["baseline", pick(published[0])],
			["candidate", pick(published[Math.floor(published.length / 2)])],
		];
	}
	const text = readFileSync(join(from, "model.yaml"), "utf8");
	const models = set.models ?? REAL_SETS[set.modelsOf].models;
	return Object.entries(models).map(([name, edits]) => [name, edited(text, edits)]);
}

/** A module of test/real outside a test: what it would do at the end of one, `finish` does. */
async function importReal(file) {
	const endings = [];
	globalThis.atTheEnd = (ending) => endings.push(ending);
	const withoutVitest = {
		name: "without-vitest",
		enforce: "pre",
		transform: (code) =>
			code.replace('import { onTestFinished } from "vitest";', "const onTestFinished = globalThis.atTheEnd;"),
	};
	const { module } = await runnerImport(join(REAL, file), { configFile: false, root: ROOT, plugins: [withoutVitest] });
	const finish = async () => {
		for (const ending of endings.toReversed()) await ending();
	};
	return { module, finish };
}

function edited(text, edits) {
	let now = text;
	for (const [what, by] of edits) {
		const once = typeof what === "string" ? now.split(what).length > 1 : what.test(now);
		if (!once) throw new Error(`"${what}" is not there to be edited.`);
		// The first "rules:" alone, else every place.
		now =
			what === "rules:\n"
				? now.replace(what, by)
				: now.replaceAll(what instanceof RegExp ? new RegExp(what, "g") : what, by);
	}
	return now;
}
