import { normalText } from "../base/plain-text.ts";
import type { Predicate } from "../model/predicate.ts";
import { matchRule } from "../model/rule-kind.ts";
import type { ActivityRule, Gate, Group, Rule } from "../model/schema.ts";
import type { RuntimeName } from "./javascript-runtime.ts";
import { compilePatternProgram } from "./parity/pattern-program.ts";
import { quoteJavaScript } from "./quote-javascript.ts";

/** Writes the expressions of one artefact and notes which pieces of the runtime and which patterns they use. */
export interface JavaScriptWriter {
	readonly used: ReadonlySet<RuntimeName>;
	/** Declarations of the automata, in order of first use. */
	readonly patterns: readonly string[];
	/** A function from a lead to the sum of the rule before its own limits. */
	rule(rule: Rule, group: Group): string;
	/** A function from a lead and the rules' sums to whether the gate holds. */
	gate(gate: Gate): string;
}

/** A writer that has written nothing yet. */
export function createJavaScriptWriter(): JavaScriptWriter {
	const used = new Set<RuntimeName>();
	const patterns: string[] = [];
	const names = new Map<string, string>();
	/** A call of a runtime piece. */
	const call = (name: RuntimeName, ...inputs: readonly string[]) => {
		used.add(name);
		return `${name}(${inputs.join(", ")})`;
	};
	/** A runtime piece as a value. */
	const piece = (name: RuntimeName) => {
		used.add(name);
		return name;
	};

	const matches = (pattern: string): string => {
		let name = names.get(pattern);
		if (name === undefined) {
			name = `pattern${names.size + 1}`;
			names.set(pattern, name);
			const { start, steps } = compilePatternProgram(pattern);
			const lines = steps.map((step) => {
				if (step.kind === "split") return `\t["split", ${step.to}, ${step.or}],`;
				if (step.kind === "empty") return `\t["empty", ${step.conditions}, ${step.to}],`;
				if (step.kind === "range") return `\t["range", [${step.ranges.join(", ")}], ${step.to}],`;
				return `\t["${step.kind}"],`;
			});
			const built = call("matches", `[\n${lines.join("\n")}\n]`, String(start));
			patterns.push(`// ${quoteJavaScript(pattern)}\nconst ${name} = ${built};`);
		}
		return name;
	};

	const is = (items: readonly (string | number | boolean)[]): string => {
		const numbers = items.filter((item) => typeof item === "number");
		const texts = items.filter((item) => typeof item !== "number").map((item) => normalText(String(item)));
		if (numbers.length === 0) return call("is", quoteJavaScript(texts));
		return call("isNumber", quoteJavaScript(numbers), quoteJavaScript(texts));
	};

	const predicate = (spec: Predicate): string => {
		const conditions: string[] = [];
		const { is: items, starts_with: start, contains: part, matches: pattern, below, at_least: least } = spec;
		if (items !== undefined) conditions.push(is(Array.isArray(items) ? items : [items as string | number | boolean]));
		if (start !== undefined) conditions.push(call("startsWith", quoteJavaScript(normalText(start))));
		if (part !== undefined) conditions.push(call("contains", quoteJavaScript(normalText(part))));
		if (pattern !== undefined) conditions.push(matches(pattern));
		if (below !== undefined) conditions.push(call("below", quoteJavaScript(below)));
		if (least !== undefined) conditions.push(call("atLeast", quoteJavaScript(least)));
		// An unknown value can satisfy nothing else than being unknown.
		if (spec.known === false) return piece(conditions.length === 0 ? "unknown" : "nothing");
		return call("all", ...conditions);
	};

	const occurrence = (type: string, where: ActivityRule["where"]): string => {
		const conditions = Object.entries(where ?? {}).map(
			([name, one]) => `[${quoteJavaScript(name)}, ${predicate(one)}]`,
		);
		const condition = conditions.length === 0 ? piece("anything") : call("where", ...conditions);
		return call("occurrence", quoteJavaScript(type), condition);
	};

	const decay = (spec: Group["decay"]): string => {
		if (spec === undefined || spec === "none") return piece("undecayed");
		if ("half_life_days" in spec) return call("halfLife", String(spec.half_life_days));
		const { percent, every_days: every, after_days: after } = spec;
		return call("percentOff", String(percent), String(every), String(after ?? every));
	};

	const activityRule = (rule: ActivityRule, group: Group): string => {
		const { at_most: limit, window_days: days, tiers } = rule;
		const keep =
			limit === undefined
				? piece("everyOne")
				: call(limit.per === "lead" ? "mostRecent" : "mostRecentOfDay", String(limit.count));
		const common = `windowDays: ${days ?? "Infinity"}, keep: ${keep}`;
		const occurs = occurrence(rule.activity, rule.where);
		if (tiers !== undefined) {
			const steps = tiers.map(({ at_least, points }) => `[${at_least}, ${points}]`).join(", ");
			return call("pointsByCount", occurs, `{ ${common}, tiers: [${steps}] }`);
		}
		return call("pointsEach", occurs, `{ ${common}, points: ${rule.points ?? 0}, left: ${decay(group.decay)} }`);
	};

	return {
		used,
		patterns,
		rule: (rule, group) =>
			matchRule(rule, {
				attribute: ({ attribute, points }) => {
					const cases = typeof points === "number" ? [{ points }] : points;
					const written = cases.map((one) => `[${predicate(one)}, ${one.points}]`);
					return call("firstCase", quoteJavaScript(attribute), `[${written.join(", ")}]`);
				},
				activity: (one) => activityRule(one, group),
				inactivity: ({ inactive_days: days, points }) => call("whileQuiet", String(days), String(points)),
			}),
		gate: (gate) => {
			if ("rule" in gate) return call("ruleIsPositive", quoteJavaScript(gate.rule));
			if ("activity" in gate) return call("hasActivity", occurrence(gate.activity, gate.where));
			return call("hasAttribute", quoteJavaScript(gate.attribute), predicate(gate));
		},
	};
}
