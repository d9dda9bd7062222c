// Which commands are run on which history. `{data}`, `{repo}` and `{out}` stand for folders, `{lead:7}` for the id of
// the eighth lead that `score` prints. A line is `name: arguments`, apart by spaces.
import { REAL_SETS } from "./numbers-data.mjs";

const SAMPLE = "-d {repo}/data/saas-sample";

/** What every pair of models is asked, with the options that suit the history. */
function usual({ dataset, candidate, baseline, window = "", by, capacity = 20, handoff, horizon = "" }) {
	const one = `${dataset} -m ${candidate}`;
	const pair = `${dataset} -b ${baseline} -m ${candidate}`;
	const split = by === undefined ? "" : ` --by ${by}`;
	const money = "--cost 50 --value 400";
	return {
		ingest: `ingest ${dataset} --rejects {out}/rejects`,
		doctor: `doctor ${one}`,
		replay: `replay ${one} ${window}`,
		"replay-baseline": `replay ${dataset} -m ${baseline}`,
		"replay-split": `replay ${one} ${window}${split}${handoff === undefined ? "" : ` --handoff ${handoff}`}`,
		compare: `compare ${pair} ${window}`,
		"compare-reversed": `compare ${dataset} -b ${candidate} -m ${baseline} ${window}${split} --capacity ${capacity} --confidence 90`,
		"threshold-capacity": `threshold ${one} ${window} --capacity ${capacity}`,
		"threshold-money": `threshold ${one} ${window} ${money} --min-recall 0.2`,
		"threshold-beta": `threshold ${one} ${window} --beta 2 --min-precision 0.1 --capacity ${capacity} --max-wait 14`,
		"threshold-certify": `threshold ${one} ${window} --certify 0.2`,
		"threshold-all": `threshold ${dataset} -m ${baseline} ${window} --capacity ${capacity} ${money} --certify 0.1 --delta 0.1`,
		drift: `drift ${one} ${window}`,
		"drift-baseline": `drift ${dataset} -m ${baseline} --call-within-days 14 --seed 2`,
		leaks: `leaks ${dataset} ${horizon}`,
		"leaks-model": `leaks ${one} ${window}`,
		score: `score ${one}`,
		"explain-first": `explain ${one} -l {lead:0}`,
		"explain-other": `explain ${one} -l {lead:123}`,
		export: `export ${one} ${window} -o {out}/export`,
		verify: "verify {export:.json}",
		"verify-scorer": "verify {export:.mjs} --config {export:.json}",
		report: `report ${pair} ${window} -o {out}/report.html --capacity ${capacity} ${money} --certify 0.2`,
		"report-alone": `report ${dataset} -m ${baseline} -o {out}/alone.html`,
	};
}

const real = (name, options) => {
	const folder = `{data}/${name}`;
	const models = { candidate: `${folder}/candidate.model.yaml`, baseline: `${folder}/baseline.model.yaml` };
	return usual({ dataset: `-d ${folder}`, ...models, ...options });
};

/** A history with a leak: what is found, and what a model gains from it. */
const leaky = (name, window) => {
	const one = `-d {data}/${name} -m {data}/${name}/baseline.model.yaml`;
	return {
		leaks: `leaks -d {data}/${name} --horizon-days 30`,
		"leaks-model": `leaks ${one} ${window}`,
		replay: `replay ${one} ${window}`,
	};
};

const TEMPLATES = [
	"b2b-saas",
	"bant",
	"common-points",
	"enterprise-software",
	"fit-engagement-grades",
	"hardware",
	"mql-sql-priority",
	"negative-scoring",
];

const sample = {
	...usual({
		dataset: SAMPLE,
		candidate: "saas-candidate",
		baseline: "saas-baseline",
		by: "industry source",
		handoff: "mql:sql mql:customer",
	}),
	"replay-window": `replay ${SAMPLE} -m saas-candidate --horizon-days 30 --landmark-days 7 --from 2023-06-01 --to 2024-03-01`,
	"replay-few": `replay ${SAMPLE} -m saas-candidate --from 2024-01-01 --to 2024-01-08 --by country`,
	"replay-young": `replay ${SAMPLE} -m saas-candidate --from 2024-08-01`,
	"compare-split": `compare ${SAMPLE} -b saas-baseline -m saas-candidate --by industry country --capacity 40 --recall-tolerance 2`,
	"compare-same": `compare ${SAMPLE} -b saas-candidate -m saas-candidate`,
	"compare-few": `compare ${SAMPLE} -b saas-baseline -m saas-candidate --from 2024-01-01 --to 2024-01-08 --by source`,
	"compare-window": `compare ${SAMPLE} -b saas-baseline -m saas-candidate --horizon-days 30 --landmark-days 30 --from 2023-06-01`,
	"compare-template": `compare ${SAMPLE} -b saas-baseline -m b2b-saas --gate`,
	"threshold-recorded": `threshold ${SAMPLE} -m saas-candidate --handoff mql:customer --cost 200 --value recorded`,
	"threshold-cut": `threshold ${SAMPLE} -m saas-candidate --certify 0.5 --cut 2024-01-01 --capacity 12`,
	"threshold-few": `threshold ${SAMPLE} -m saas-candidate --certify 0.5 --from 2024-01-01 --to 2024-02-01 --capacity 2`,
	"drift-periods": `drift ${SAMPLE} -m saas-candidate --reference-to 2023-10-01 --recent-from 2024-03-01 --horizon-days 30`,
	"drift-few": `drift ${SAMPLE} -m saas-candidate --from 2024-03-01 --to 2024-04-01`,
	"score-at": `score ${SAMPLE} -m saas-baseline --at 2024-03-31`,
	"explain-at": `explain ${SAMPLE} -m saas-baseline -l {lead:42} --at 2024-06-30`,
	"report-leads": `report ${SAMPLE} -b saas-baseline -m saas-candidate -o {out}/leads.html --by industry --from 2023-06-01`,
	...Object.fromEntries(TEMPLATES.map((one) => [`replay-${one}`, `replay ${SAMPLE} -m ${one}`])),
	templates: "init --list",
};

const GENERATED = "{out}/history";
const generated = {
	sample: `sample -o ${GENERATED} --leads 3000 --seed 7 --dirty 0.02 --truth`,
	...usual({ dataset: `-d ${GENERATED}`, candidate: "saas-candidate", baseline: "saas-baseline", by: "industry" }),
};

/** By history, by name of the run. */
export const PLAN = {
	"saas-sample": sample,
	"sample-seed-7": generated,
	"bpi2012-loan-funnel": real("bpi2012-loan-funnel", { window: "--horizon-days 30 --landmark-days 7", capacity: 300 }),
	"leadforge-5k": real("leadforge-5k", { window: "--landmark-days 30", by: "lead_source", capacity: 60 }),
	"leadforge-40k": real("leadforge-40k", { by: "lead_source", capacity: 400 }),
	"maven-crm-pipeline": real("maven-crm-pipeline", { window: "--landmark-days 0", by: "series", capacity: 100 }),
	"olist-funnel": real("olist-funnel", { window: "--landmark-days 0", by: "origin", capacity: 100 }),
	"uci-bank-marketing": real("uci-bank-marketing", {
		window: "--horizon-days 10 --landmark-days 0",
		horizon: "--horizon-days 10",
		by: "job",
		capacity: 100,
	}),
	"xeducation-leads": real("xeducation-leads", {
		window: "--horizon-days 30 --landmark-days 0",
		horizon: "--horizon-days 30",
		capacity: 200,
	}),
	"scorecards-adult": real("scorecards-adult", { window: "--horizon-days 30 --landmark-days 0", capacity: 5000 }),
	"scorecards-mammo": real("scorecards-mammo", { window: "--horizon-days 30 --landmark-days 0", capacity: 300 }),
	"uci-bank-leaky": leaky("uci-bank-leaky", "--horizon-days 10 --landmark-days 0"),
	"xeducation-leaky": leaky("xeducation-leaky", "--horizon-days 30 --landmark-days 0"),
	"leadforge-leaky": leaky("leadforge-leaky", ""),
	"xeducation-broken": {
		ingest: "ingest -d {data}/xeducation-broken --rejects {out}/rejects",
		replay: "replay -d {data}/xeducation-broken -m {data}/xeducation-broken/baseline.model.yaml --landmark-days 0",
	},
};

/** Histories of the plan that must be prepared. */
export const isReal = (dataset) => dataset in REAL_SETS;
