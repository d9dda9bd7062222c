import { BLANK_PATTERN, INVISIBLE_PATTERN } from "../base/plain-text.ts";

/** A function that the artefact may hold, with those it calls. */
interface Piece {
	readonly code: string;
	readonly needs?: readonly string[];
}

/**
 * What an exported scorer is made of: each piece does one thing of the model language, and only those that a model
 * needs are written. Order here is order in the artefact.
 */
const PIECES: Readonly<Record<string, Piece>> = {
	known: {
		needs: ["plain"],
		code: `// Empty text and numbers that are not finite are unknown; a truth value is text.
function known(cell) {
	if (typeof cell === "number") return Number.isFinite(cell) ? cell : undefined;
	if (typeof cell === "boolean") return String(cell);
	return typeof cell === "string" && plain(cell) !== "" ? cell : undefined;
}`,
	},
	valueAt: {
		needs: ["known"],
		code: `function valueAt(record, name) {
	return Object.hasOwn(record, name) ? known(record[name]) : undefined;
}`,
	},
	plain: {
		code: `// Text without characters that nobody sees, every blank a space, Unicode NFC, trimmed.
function plain(text) {
	if (!/[^\\0-\\x7f]/.test(text)) return text.trim();
	return text.replace(/${INVISIBLE_PATTERN}/g, "").replace(/${BLANK_PATTERN}/g, " ").normalize("NFC").trim();
}`,
	},
	textOf: {
		needs: ["plain"],
		code: `// Text compares in its plain form, without case.
function textOf(value) {
	return plain(String(value)).toLowerCase();
}`,
	},
	numberOf: {
		needs: ["plain"],
		code: `// Text that is wholly a decimal number counts as that number.
function numberOf(value) {
	if (typeof value === "number") return value;
	const text = plain(value);
	if (!/^[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?$/i.test(text)) return NaN;
	const number = Number(text);
	return Number.isFinite(number) ? number : NaN;
}`,
	},
	all: {
		code: `// A known value that satisfies every condition.
function all(...conditions) {
	return (value) => value !== undefined && conditions.every((holds) => holds(value));
}`,
	},
	unknown: { code: "const unknown = (value) => value === undefined;" },
	nothing: { code: "const nothing = () => false;" },
	is: {
		needs: ["textOf"],
		code: `function is(texts) {
	const all = new Set(texts);
	return (value) => all.has(textOf(value));
}`,
	},
	isNumber: {
		needs: ["textOf", "numberOf"],
		code: `function isNumber(numbers, texts) {
	const all = new Set(numbers);
	return (value) => all.has(numberOf(value)) || texts.includes(textOf(value));
}`,
	},
	startsWith: { needs: ["textOf"], code: "const startsWith = (start) => (value) => textOf(value).startsWith(start);" },
	contains: { needs: ["textOf"], code: "const contains = (part) => (value) => textOf(value).includes(part);" },
	below: { needs: ["numberOf"], code: "const below = (limit) => (value) => numberOf(value) < limit;" },
	atLeast: { needs: ["numberOf"], code: "const atLeast = (limit) => (value) => numberOf(value) >= limit;" },
	matches: {
		needs: ["textOf", "inRanges"],
		code: `// A regular expression as an automaton: all its ways are followed at once, so that no text can make it slow.
// A step is ["split", to, or], ["empty", conditions, to], ["range", ranges, to], ["match"] or ["fail"].
function matches(steps, start) {
	return (value) => {
		const runes = Array.from(textOf(value), (character) => character.codePointAt(0));
		let waiting = [];
		for (let i = 0; i <= runes.length; i++) {
			const conditions = between(runes[i - 1], runes[i]);
			const pending = [...waiting, start];
			const reached = new Set();
			waiting = [];
			while (pending.length > 0) {
				const at = pending.pop();
				if (reached.has(at)) continue;
				reached.add(at);
				const [kind, one, other] = steps[at];
				if (kind === "match") return true;
				if (kind === "split") pending.push(one, other);
				if (kind === "empty" && (conditions & one) === one) pending.push(other);
				if (kind === "range" && i < runes.length && inRanges(one, runes[i])) waiting.push(other);
			}
		}
		return false;
	};
}

// What holds between two characters: 1 line starts, 2 line ends, 4 text starts, 8 text ends, 16 word boundary, 32 none.
function between(before, after) {
	const inWord = (rune) => rune !== undefined && /^\\w$/.test(String.fromCodePoint(rune));
	return (
		(before === undefined ? 5 : before === 10 ? 1 : 0) |
		(after === undefined ? 10 : after === 10 ? 2 : 0) |
		(inWord(before) === inWord(after) ? 32 : 16)
	);
}`,
	},
	inRanges: {
		code: `// Whether a number lies in one of the ascending ranges [low, high, low, high, ...].
function inRanges(ranges, number) {
	let low = 0;
	let high = ranges.length / 2;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (number > ranges[2 * middle + 1]) low = middle + 1;
		else high = middle;
	}
	return 2 * low < ranges.length && number >= ranges[2 * low];
}`,
	},
	firstCase: {
		needs: ["valueAt"],
		code: `// Points of the first case that the value of an attribute satisfies.
function firstCase(attribute, cases) {
	return (lead) => {
		const value = valueAt(lead.attributes, attribute);
		const found = cases.find(([holds]) => holds(value));
		return found === undefined ? 0 : found[1];
	};
}`,
	},
	occurrence: {
		code: `// Whether an activity is of a type and its properties satisfy every condition.
function occurrence(type, where) {
	return (activity) => activity.type === type && where(activity.properties);
}`,
	},
	anything: { code: "const anything = () => true;" },
	where: {
		needs: ["valueAt"],
		code: `function where(...conditions) {
	return (properties) => conditions.every(([name, holds]) => holds(valueAt(properties, name)));
}`,
	},
	ages: {
		code: `// Ages in days of the occurrences inside the window, youngest first.
function ages(lead, occurs, windowDays) {
	return lead.activities
		.filter(occurs)
		.map(({ day }) => lead.today - day)
		.filter((age) => age < windowDays)
		.sort((a, b) => a - b);
}`,
	},
	everyOne: { code: "const everyOne = (ages) => ages;" },
	mostRecent: { code: "const mostRecent = (count) => (ages) => ages.slice(0, count);" },
	mostRecentOfDay: {
		code: `function mostRecentOfDay(count) {
	return (ages) => {
		let first = 0;
		return ages.filter((age, i) => {
			if (age !== ages[first]) first = i;
			return i - first < count;
		});
	};
}`,
	},
	pointsEach: {
		needs: ["ages"],
		code: `// Points for each kept occurrence, less what age has taken off. Occurrences of one day are one product, so that
// the sum is added up in the same order everywhere.
function pointsEach(occurs, { windowDays, keep, points, left }) {
	return (lead) => {
		const kept = keep(ages(lead, occurs, windowDays));
		let sum = 0;
		for (let from = 0; from < kept.length; ) {
			let to = from + 1;
			while (to < kept.length && kept[to] === kept[from]) to++;
			sum += (to - from) * (points * left(kept[from]));
			from = to;
		}
		return sum;
	};
}`,
	},
	pointsByCount: {
		needs: ["ages"],
		code: `// Points of the highest tier [count, points] that the number of kept occurrences reaches.
function pointsByCount(occurs, { windowDays, keep, tiers }) {
	return (lead) => {
		const count = keep(ages(lead, occurs, windowDays)).length;
		const reached = tiers.filter(([least]) => count >= least);
		return reached.length === 0 ? 0 : reached[reached.length - 1][1];
	};
}`,
	},
	undecayed: { code: "const undecayed = () => 1;" },
	halfLife: { code: "const halfLife = (days) => (age) => 2 ** (-age / days);" },
	percentOff: {
		code: `// percent of the points go at age firstDays and again every everyDays.
function percentOff(percent, everyDays, firstDays) {
	return (age) => {
		if (age < firstDays) return 1;
		const steps = 1 + Math.floor((age - firstDays) / everyDays);
		return Math.max(0, 100 - steps * percent) / 100;
	};
}`,
	},
	whileQuiet: {
		code: `// Points while nothing has happened for so many days, counted from the last activity or else from creation.
function whileQuiet(days, points) {
	return (lead) => {
		let last;
		for (const { day } of lead.activities) if (last === undefined || day > last) last = day;
		return lead.today - (last === undefined ? lead.createdDay : last) >= days ? points : 0;
	};
}`,
	},
	ruleIsPositive: { code: "const ruleIsPositive = (rule) => (lead, sums) => sums.get(rule) > 0;" },
	hasActivity: { code: "const hasActivity = (occurs) => (lead) => lead.activities.some(occurs);" },
	hasAttribute: {
		needs: ["valueAt"],
		code: "const hasAttribute = (name, holds) => (lead) => holds(valueAt(lead.attributes, name));",
	},
};

export type RuntimeName =
	| "all"
	| "anything"
	| "atLeast"
	| "below"
	| "contains"
	| "everyOne"
	| "firstCase"
	| "halfLife"
	| "hasActivity"
	| "hasAttribute"
	| "is"
	| "isNumber"
	| "matches"
	| "mostRecent"
	| "mostRecentOfDay"
	| "nothing"
	| "occurrence"
	| "percentOff"
	| "pointsByCount"
	| "pointsEach"
	| "ruleIsPositive"
	| "startsWith"
	| "undecayed"
	| "unknown"
	| "where"
	| "whileQuiet";

/**
 * The source of the pieces that are used, with all that those need, each once.
 *
 * @example runtimeSource(new Set(["undecayed"])) // "const undecayed = () => 1;"
 */
export function runtimeSource(used: ReadonlySet<RuntimeName>): string {
	const wanted = new Set<string>();
	const pending: string[] = [...used];
	for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
		if (wanted.has(name)) continue;
		wanted.add(name);
		pending.push(...(PIECES[name]?.needs ?? []));
	}
	return Object.entries(PIECES)
		.filter(([name]) => wanted.has(name))
		.map(([, { code }]) => code)
		.join("\n\n");
}
