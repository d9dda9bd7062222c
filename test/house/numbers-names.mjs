// The mapping of names: where a number of the old JSON stands in the new one. `numbers-compare.mjs` walks both at once
// and looks for a key, in this order: where `PATHS` says, under its own name, under a name of `RENAMES`, in an estimate.
// Where several new places are given, the first that is there counts.

/** Options of the command line; the new word is taken where `--help` has it. */
export const OPTIONS = {
	"--call-within-days": ["--flag-within-days"],
};

/** Keys, wherever they stand. */
export const RENAMES = {
	call: ["from"],
	setAside: ["excluded"],
	called: ["flagged"],
	calls: ["flagged", "flags"],
	callsPerWeek: ["perWeek"],
	callWithinDays: ["flagWithinDays"],
	perCall: ["perFlag", "perFlagged"],
	profitPerCall: ["profitPerFlag", "profitPerFlagged"],
	moreCalls: ["moreFlags", "moreFlagged"],
	callsNeeded: ["flagsNeeded", "flaggedNeeded"],
	callsThere: ["flagsThere", "flaggedThere"],
	calledAt: ["flaggedAt"],
	calledUntil: ["flaggedUntil"],
	positives: ["hits"],
	lower: ["low"],
	upper: ["high"],
	moreToTell: ["moreNeeded"],
	moreLeads: ["moreNeeded", "moreLeads"],
};

/** Numbers that follow from two new ones, seen from the object that holds those. */
export const DERIVED = {
	negatives: [
		function totalWithoutHits({ total, hits }) {
			return total === undefined ? undefined : total - hits;
		},
	],
};

/**
 * Whose interval `interval` is, in an object that has no `hits` and `total`: the first of these keys that the old object
 * has. The same key holds `reason`, `moreNeeded` and the like, where the new object no longer has them itself.
 */
export const INTERVAL_OF = [
	"value",
	"rate",
	"difference",
	"auc",
	"pointsPerMonth",
	"perMonth",
	"medianDaysEarlier",
	"total",
	"share",
	"mean",
];

/** Keys that move into an estimate with their value. */
export const INTO_ESTIMATE = ["hits", "total", "positives", "negatives", "moreNeeded", "moreToTell", "pValue"];

/** Keys that may be null before and a number now. */
export const MAY_BE_NEW = ["moreNeeded", "moreToTell", "moreLeads"];

/**
 * By command, places of their own: the old path (`*` is any index or key, `**.` at the front any path before, `{a,b}`
 * either) and in which object, seen from the one that had the key, it stands now under its name; `/a.b` is the whole
 * place itself.
 */
export const PATHS = {
	replay: {
		"touchDelays.*.{hits,total,rate,interval}": ["precision"],
		"calibration.*.methods.*.reliability.*.{hits,total,rate,interval}": ["observed"],
		"calibration.*.meanings.*.{hits,total}": ["share"],
	},
	compare: {},
	threshold: {},
	drift: {},
	leaks: {
		"findings.*.evidence.*.rates.*.{hits,total,value,interval}": ["rate"],
		"attributes.*.alone.*.{auc,interval,positives,negatives}": ["auc"],
	},
	report: {},
	score: {},
	explain: {},
	ingest: {},
	export: {},
	verify: {},
	doctor: {},
	sample: {},
	init: {},
};

/** By command, paths of numbers that the new JSON leaves out on purpose, and why. */
export const GONE = {
	replay: {},
	compare: {},
	threshold: {},
	drift: {},
	leaks: {},
	report: {},
	"export file": { "provenance.generatedAt": "the time of the run" },
};
