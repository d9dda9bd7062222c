import { readFileSync } from "node:fs";
import type { Provenance } from "../../src/export/provenance.ts";
import { parseModel } from "../../src/model/parse-model.ts";

/** The model of the design: every kind of rule and gate, as people write them. */
export const EXAMPLE = `leadlab: model/1
name: saas-baseline
version: "2"
groups:
  - id: fit
    axis: fit
    cap: 40
    rules:
      - { id: industry, attribute: industry, points: [ { is: [software, fintech], points: 10 }, { is: [retail], points: 5 } ] }
      - { id: size, attribute: employees, points: [ { below: 50, points: 5 }, { below: 1000, points: 10 }, { points: 15 } ] }
      - { id: title, attribute: title, points: [ { matches: "^(vp|vice)\\\\b", points: 10 }, { known: false, points: -1 } ] }
  - id: engagement
    axis: engagement
    cap: 60
    decay: { half_life_days: 30 }
    rules:
      - { id: pricing, activity: page_view, where: { path: { starts_with: /pricing } }, points: 3, at_most: { count: 5, per: lead }, window_days: 90 }
      - { id: downloads, activity: download, tiers: [ { at_least: 1, points: 5 }, { at_least: 3, points: 15 } ] }
      - { id: demo, activity: demo_request, points: 20, at_most: { count: 1 } }
      - { id: quiet, inactive_days: 30, points: -10 }
stages:
  mql: { score: 45, require: [ { rule: industry } ] }
  sql: { score: 70, require: [ { activity: demo_attended }, { attribute: authority, is: [decision_maker] } ] }
bands: [ { name: hot, from: 70, action: "Book a meeting" }, { name: warm, from: 45, action: "Intro mail" } ]
`;

export const exampleModel = () => parseModel(EXAMPLE).model;

export const templateModel = (name: string) =>
	parseModel(readFileSync(new URL(`../../data/models/${name}.yaml`, import.meta.url), "utf8")).model;

export const PROVENANCE: Provenance = {
	generatedAt: "2024-09-30T12:00:00+02:00",
	toolVersion: "0.1.0",
	dataset: { name: "sample", fingerprint: "0123456789abcdef", asOf: "2024-09-30T21:59:59.999Z" },
	cohort: { from: null, to: "2024-06-01T00:00:00.000Z", leads: 1000 },
	horizonDays: 90,
	landmarkDays: 14,
	handoffs: [
		{
			from: "mql",
			to: "sql",
			threshold: 45,
			leads: 990,
			flagged: 120,
			late: 5,
			immature: 15,
			hits: 30,
			misses: 70,
			reached: 60,
			caught: 32,
			precision: { hits: 30, total: 100, value: 0.3, interval: [0.2189488529493275, 0.3958485463334667] },
			recall: { hits: 32, total: 60, value: 32 / 60, interval: [0.409, 0.654] },
		},
		{
			from: "sql",
			to: "customer",
			threshold: 70,
			leads: 990,
			flagged: 0,
			late: 0,
			immature: 0,
			hits: 0,
			misses: 0,
			reached: 0,
			caught: 0,
			precision: { hits: 0, total: 0, value: null, interval: null },
			recall: { hits: 0, total: 0, value: null, interval: null },
		},
	],
};
