import { rankingMeaning } from "../../words/ranking-meaning.ts";
import type { Section } from "../report-document.ts";

/** The words of the report. */
export function glossarySection(): Section {
	return {
		id: "glossary",
		title: "Glossary",
		blocks: [
			{
				kind: "terms",
				terms: [
					[
						"IQL, MQL, SAL, SQL",
						"Information, marketing, sales accepted and sales qualified lead: rungs of the ladder from first interest to opportunity.",
					],
					[
						"Flag",
						"The moment the model says that a lead is an MQL (SQL): threshold reached and every gate holds, for the first time.",
					],
					["Hand-off", "A flag and the later stage that proves it right, e.g. MQL to SQL."],
					["Gate", "A condition that must hold beside the score."],
					["Hit, miss", "A mature flag after which the later stage came in time, or did not."],
					[
						"Late",
						"A flag that came when the later stage had been reached already; it is no use and counts neither way.",
					],
					["Immature", "A flag whose horizon was not over when the extract was taken; it counts neither way."],
					["Precision", "Share of hits among hits and misses: how often a flag is right."],
					[
						"Recall",
						"Share of the leads that reached the later stage which had been flagged in time: how much is not missed.",
					],
					[
						"Held out",
						"Measured on younger leads that had no part in the choice of a threshold. What the choice's own leads show beyond that is optimism.",
					],
					[
						"Certificate",
						"The lowest threshold whose precision is at least the one promised, wrongly with a small chance that is named.",
					],
					[
						"Worked",
						"Sales acted on the lead by the end of the horizon. What becomes of other leads is hardly ever seen.",
					],
					[
						"Weighted, doubly robust",
						"Two estimates of the precision had all flags been worked. Weighted: worked flags count for the unworked ones that were like them. Doubly robust: a forecast for every flag, put right by what the worked ones did.",
					],
					[
						"Worst case",
						"The precision if every unworked flag had been a miss, and if every one had been a hit. It takes nothing for granted.",
					],
					[
						"Leak",
						"Something that is taken as known when a lead is scored, and was written down after the outcome. It makes every model look better than it will be.",
					],
					["Horizon", "How long after a flag the later stage may take to count."],
					["Landmark", "The age at which leads are ranked by their score."],
					[
						"Cannot tell yet",
						"There is too little data for a number: fewer than 20 leads of an outcome, or none to count. The number of leads still needed stands beside it.",
					],
					[
						"Band (of a curve)",
						"A range that holds the whole curve at once 95 % of the time; wider than the interval of one point, and the one to use after choosing a point by looking.",
					],
					[
						"Calibrated",
						"Probabilities are calibrated when, of the leads that are given 20 %, 20 in 100 reach the outcome.",
					],
					[
						"At risk",
						"Still watched and without the outcome: the leads a curve of time to the outcome is counted on at that day.",
					],
					["95 % interval", "The range of true rates that go well with the counts. A narrow one needs many flags."],
					["Head start", "Days from the flag to the outcome."],
					[
						"Gains, lift",
						"Share of outcomes among the best-scored leads; and how many times more that is than without a score.",
					],
					["Measures of ranking", rankingMeaning()],
					[
						"Drift",
						"A change of the leads, of what is recorded about them or of how they turn out, since the points were made.",
					],
					[
						"Population stability index (PSI)",
						"How far two distributions are apart; 0 for equal ones. Chance alone makes it larger than 0, the more so the fewer leads there are.",
					],
					["Baseline, candidate", "The model in use today, and the one that may take its place."],
					[
						"Percentage points",
						"The difference of two rates: from 40 % to 50 % is 10 percentage points. Not the points of a score.",
					],
					[
						"Paired difference",
						"Candidate minus baseline on the same leads. What both do alike cancels, so it is known better than either rate.",
					],
					[
						"Cannot tell yet",
						"The interval of a difference holds 0, or there is too little data for an interval. More leads may tell; how many is said.",
					],
					["Enter, leave, stay", "Leads that only the candidate flags, only the baseline flags, both flag."],
					["Guardrail", "A condition that a candidate must keep to however precise it is."],
					[
						"By chance (p)",
						"How often equally good models would show a split or a difference at least this large. Below 0.05 is called unlikely.",
					],
					[
						"McNemar, DeLong, Holm",
						"Tests of which model is right more often, and which orders leads better; a correction for looking at many segments.",
					],
					["F1", "One number for precision and recall, between the two and nearer to the lower."],
					["Fingerprint", "A short code computed from content: it changes when anything in it changes."],
				],
			},
		],
	};
}
