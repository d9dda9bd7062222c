import { describe, expect, it } from "vitest";
import { LabError } from "../../src/base/error.ts";
import { modelFrom, parseModel, pathText } from "../../src/model/parse-model.ts";

/** A small model in which single lines are replaced; line numbers count from 1. */
const LINES = [
	"leadlab: model/1",
	"name: test",
	"groups:",
	"  - id: fit",
	"    rules:",
	"      - id: size",
	"        attribute: employees",
	"        points: [{ below: 50, points: 5 }, { points: 10 }]",
	"  - id: engagement",
	"    decay: { half_life_days: 30 }",
	"    rules:",
	"      - id: demo",
	"        activity: demo",
	"        points: 20",
	"        at_most: { count: 1 }",
	"stages:",
	"  mql: { score: 25 }",
	"  sql: { score: 30, require: [{ rule: demo }] }",
];
const withLine = (line: number, text: string) => LINES.with(line - 1, text).join("\n");

function errorOf(text: string): LabError {
	try {
		parseModel(text, { file: "model.yaml" });
	} catch (error) {
		if (error instanceof LabError) return error;
		throw error;
	}
	throw new Error("the model was accepted");
}

describe("parseModel", () => {
	it("reads a model, fills in what was left out and freezes it all the way down", () => {
		const { model, warnings } = parseModel(LINES.join("\n"));
		expect(warnings).toEqual([]);
		expect(model.groups[1]?.rules[0]).toEqual({
			id: "demo",
			activity: "demo",
			points: 20,
			at_most: { count: 1, per: "lead" },
		});
		expect(Object.isFrozen(model.groups[0]?.rules[0])).toBe(true);
	});

	it("reads JSON as well", () => {
		const { model } = parseModel(LINES.join("\n"));
		expect(parseModel(JSON.stringify(model)).model).toEqual(model);
	});

	it.each([
		["an unknown key", withLine(10, "    decya: { half_life_days: 30 }"), "model-schema", 10, "groups[1].decya"],
		[
			"an unknown key of a rule",
			withLine(15, "        at_least: { count: 1 }"),
			"model-schema",
			15,
			"groups[1].rules[0].at_least",
		],
		[
			"an unknown key of a case",
			withLine(8, "        points: [{ bellow: 50, points: 5 }]"),
			"model-schema",
			8,
			"groups[0].rules[0].points[0].bellow",
		],
		["another format", withLine(1, "leadlab: model/2"), "model-schema", 1, "leadlab"],
		["no name", withLine(2, "version: x"), "model-schema", undefined, "name"],
		["points that are text", withLine(14, "        points: lots"), "model-schema", 14, "groups[1].rules[0].points"],
		["an infinite number", withLine(14, "        points: .inf"), "model-schema", 14, "groups[1].rules[0].points"],
		[
			"a count of 0",
			withLine(15, "        at_most: { count: 0 }"),
			"model-schema",
			15,
			"groups[1].rules[0].at_most.count",
		],
		[
			"a window of half a day",
			withLine(15, "        window_days: 0.5"),
			"model-schema",
			15,
			"groups[1].rules[0].window_days",
		],
		[
			"a negative half-life",
			withLine(10, "    decay: { half_life_days: -1 }"),
			"model-schema",
			10,
			"groups[1].decay.half_life_days",
		],
		[
			"more than all taken off",
			withLine(10, "    decay: { percent: 101, every_days: 3 }"),
			"model-schema",
			10,
			"groups[1].decay.percent",
		],
		["an id with a space", withLine(4, "  - id: fit one"), "model-schema", 4, "groups[0].id"],
		["a reserved name", withLine(4, "  - id: __proto__"), "model-schema", 4, "groups[0].id"],
		["a reserved key", withLine(17, "  __proto__: { score: 25 }"), "model-schema", 17, "stages.__proto__"],
		[
			"a gate of no kind",
			withLine(17, "  mql: { score: 25, require: [{ rules: demo }] }"),
			"model-schema",
			17,
			undefined,
		],
		["a rule id used twice", withLine(12, "      - id: size"), "duplicate-id", 12, "groups[1].rules[0].id"],
		["a group id used twice", withLine(9, "  - id: fit"), "duplicate-id", 9, "groups[1].id"],
		[
			"a gate on a missing rule",
			withLine(18, "  sql: { score: 30, require: [{ rule: demos }] }"),
			"missing-rule",
			18,
			"stages.sql.require[0].rule",
		],
		[
			"a threshold out of reach",
			withLine(17, "  mql: { score: 30.5 }"),
			"unreachable-threshold",
			17,
			"stages.mql.score",
		],
		[
			"tiers out of order",
			withLine(14, "        tiers: [{ at_least: 3, points: 5 }, { at_least: 1, points: 20 }]"),
			"tier-order",
			14,
			"groups[1].rules[0].tiers[1].at_least",
		],
		[
			"a tier that at_most forbids",
			withLine(14, "        tiers: [{ at_least: 2, points: 20 }]"),
			"unreachable-tier",
			14,
			"groups[1].rules[0].tiers[0].at_least",
		],
		[
			"neither points nor tiers",
			withLine(14, "        description: none"),
			"points-or-tiers",
			12,
			"groups[1].rules[0]",
		],
		[
			"points and tiers",
			withLine(15, "        tiers: [{ at_least: 1, points: 20 }]"),
			"points-or-tiers",
			12,
			"groups[1].rules[0]",
		],
		["a cap below its floor", withLine(10, "    cap: 5\n    floor: 6"), "cap-below-floor", 10, "groups[1].cap"],
		[
			"a pattern that is not RE2",
			withLine(8, '        points: [{ matches: "(?=x)", points: 35 }]'),
			"bad-pattern",
			8,
			"groups[0].rules[0].points[0].matches",
		],
		[
			"a pattern in a property that is not RE2",
			withLine(15, '        where: { path: { matches: "(a" } }'),
			"bad-pattern",
			15,
			"groups[1].rules[0].where.path.matches",
		],
		[
			"bands out of order",
			`${LINES.join("\n")}\nbands: [{ name: a, from: 1 }, { name: b, from: 2 }]`,
			"tier-order",
			19,
			"bands",
		],
		["a key twice", withLine(15, "        points: 10"), "yaml-syntax", 15, undefined],
		["YAML that is none", withLine(8, "        points: [{ below: 50"), "yaml-syntax", undefined, undefined],
		["a tab for spaces", withLine(5, "\trules:"), "yaml-syntax", 5, undefined],
		["nothing", "", "model-schema", undefined, ""],
		["a list", "- 1", "model-schema", undefined, ""],
	])("refuses %s with code, line and key", (_, text, code, row, column) => {
		const error = errorOf(text);
		expect(error.kind).toBe("configuration");
		const issue = error.issues.find((one) => column === undefined || one.column === column);
		expect({ issues: error.issues.map((one) => [one.code, one.row, one.column]), issue }).toMatchObject({
			issue: { code, file: "model.yaml", severity: "error" },
		});
		if (row !== undefined) expect(issue?.row).toBe(row);
		expect(issue?.message).toMatch(/\S.*\.$/);
		expect(issue?.cure).toMatch(/\S/);
	});

	it("refuses a bomb of aliases at once", () => {
		const levels = Array.from(
			{ length: 20 },
			(_, i) => `l${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`).join(", ")}]`,
		);
		const start = performance.now();
		const error = errorOf(["l0: &l0 [x]", ...levels].join("\n"));
		expect(error.code).toBe("yaml-aliases");
		expect(performance.now() - start).toBeLessThan(2000);
	});

	it("does not run in circles over an alias that holds itself", () => {
		expect(errorOf("leadlab: model/1\nname: &a [*a]\n").kind).toBe("configuration");
		expect(errorOf("&a { leadlab: model/1, name: x, groups: *a }").kind).toBe("configuration");
	});

	it("tells every issue at once, not only the first", () => {
		const text = LINES.with(16, "  mql: { score: 300 }")
			.with(17, "  sql: { score: 1, require: [{ rule: nothing }] }")
			.join("\n");
		expect(errorOf(text).issues.map(({ code }) => code)).toEqual(["missing-rule", "unreachable-threshold"]);
	});

	it("lets plain aliases stand", () => {
		const text = withLine(18, "  sql: { score: &s 30 }\n  sal: { score: *s }");
		expect(parseModel(text).model.stages.sal).toEqual({ score: 30 });
	});

	it("warns of a case behind one that takes every known value", () => {
		const text = withLine(8, "        points: [{ points: 10 }, { below: 50, points: 5 }]");
		const { warnings } = parseModel(text, { file: "model.yaml" });
		expect(warnings).toHaveLength(1);
		expect(warnings[0]).toMatchObject({
			code: "dead-case",
			severity: "warning",
			row: 8,
			column: "groups[0].rules[0].points[0]",
		});
		const unknown = withLine(8, "        points: [{ points: 10 }, { known: false, points: 5 }]");
		expect(parseModel(unknown).warnings).toEqual([]);
	});

	it("warns of blank text, which can never be told from an unknown value", () => {
		const text = withLine(8, '        points: [{ is: ["", fintech], points: 10 }, { starts_with: " ", points: 5 }]');
		expect(parseModel(text, { file: "model.yaml" }).warnings).toMatchObject([
			{ code: "blank-text", row: 8, column: "groups[0].rules[0].points[0].is" },
			{ code: "blank-text", row: 8, column: "groups[0].rules[0].points[1].starts_with" },
		]);
	});
});

describe("modelFrom", () => {
	it("leaves what it is given as it was", () => {
		const input = Object.freeze({
			leadlab: "model/1",
			name: "x",
			groups: [{ id: "g", rules: [{ id: "r", attribute: "a", points: 1 }] }],
			stages: {},
		});
		const before = JSON.stringify(input);
		const { model } = modelFrom(input);
		expect(JSON.stringify(input)).toBe(before);
		expect(Object.isFrozen(input.groups[0])).toBe(false);
		expect(model.groups[0]?.rules[0]?.id).toBe("r");
	});
});

describe("messages", () => {
	it.each([
		[
			"a case without points",
			withLine(8, "        points: [{ points: 1 }, { below: 50 }]"),
			"groups[0].rules[0].points[1].points",
			/points is missing in case 2/,
		],
		["a rule without an id", withLine(6, "      - description: x"), "groups[0].rules[0].id", /id is missing in rule 1/],
		["no name", withLine(2, "version: x"), "name", /name is missing/],
		[
			"points that are text",
			withLine(14, "        points: lots"),
			"groups[1].rules[0].points",
			/must be a number, got "lots"/,
		],
		[
			"points of another kind",
			withLine(8, "        points: lots"),
			"groups[0].rules[0].points",
			/must be a number or a list, got "lots"/,
		],
	])("say what is wrong in the branch that fits: %s", (_name, text, column, says) => {
		const { issues } = errorOf(text);
		expect(issues.map((issue) => issue.column)).toEqual([column]);
		expect(issues[0]?.message).toMatch(says);
	});

	it("refuses a second document, where it begins", () => {
		const { issues } = errorOf(`${LINES.join("\n")}\n---\n${LINES.join("\n")}`);
		expect(issues).toMatchObject([{ code: "yaml-syntax", row: LINES.length + 1 }]);
	});

	it("takes anchors and merges", () => {
		const text = withLine(17, "  mql: &flag { score: 25 }").replace("sql: { score: 30,", "sql: { <<: *flag,");
		expect(parseModel(text).model.stages.sql).toMatchObject({ score: 25 });
	});

	it("warns of a number that has lost its digits", () => {
		const text = withLine(8, "        points: [{ is: 120210000000000001, points: 5 }, { points: 25 }]");
		expect(parseModel(text).warnings.map(({ code }) => code)).toEqual(["large-number"]);
	});
});

describe("pathText", () => {
	it.each([
		[["groups", 0, "rules", 2, "points"], "groups[0].rules[2].points"],
		[[], ""],
		[["name"], "name"],
	])("writes %j as %j", (path, text) => {
		expect(pathText(path)).toBe(text);
	});
});
