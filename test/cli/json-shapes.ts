import { z } from "zod";

const count = z.number().int().min(0);
const rate = z.number().min(0).max(1).nullable();
const interval = z.tuple([z.number().min(0), z.number().max(1)]).nullable();
const instant = z.iso.datetime();
const fingerprint = z.string().regex(/^[0-9a-f]{16}$/);

const flagCounts = {
	threshold: z.number(),
	flagged: count,
	late: count,
	immature: count,
	hits: count,
	misses: count,
	reached: count,
	caught: count,
};

const handoff = z.strictObject({
	from: z.string(),
	to: z.string(),
	...flagCounts,
	leads: count,
	excluded: count,
	precision: rate,
	precisionInterval: interval,
	precisionReason: z.string().optional(),
	recall: rate,
	recallInterval: interval,
	recallReason: z.string().optional(),
	perWeek: z.number().nullable(),
	medianHeadStartDays: z.number().nullable(),
	caughtAmount: z.number().nullable(),
	reachedAmount: z.number().nullable(),
});

const tables = z.record(z.string(), z.strictObject({ read: count, loaded: count, rejected: count }));
const issueCount = z.strictObject({
	table: z.string(),
	code: z.string(),
	severity: z.enum(["warning", "error"]),
	kept: z.boolean(),
	count,
	example: z.string(),
});

/** `<name>Interval`, and where that is null why, and how many more leads it takes. */
const intervalOf = (name: string, shape: z.ZodType = interval) => ({
	[`${name}Interval`]: shape,
	[`${name}Reason`]: z.string().optional(),
	[`${name}MoreNeeded`]: count.nullable().optional(),
});
const estimate = { hits: count, total: count, rate, interval };
const loss = z.number().min(0).nullable();
const losses = z.strictObject({ brierLoss: loss, logLoss: loss, skillScore: z.number().max(1).nullable() });
const change = z.number().nullable();
const part = z.strictObject({ leads: count, positives: count }).nullable();
const lossInterval = z.tuple([z.number().min(0), z.number()]).nullable();

const calibration = z.strictObject({
	to: z.string(),
	horizonDays: count,
	landmarkDays: count,
	cutAt: instant.nullable(),
	older: part,
	younger: part,
	between: count,
	reason: z.string().optional(),
	moreNeeded: count.optional(),
	methods: z.array(
		z.strictObject({
			method: z.enum(["logistic", "isotonic"]),
			inSample: losses,
			heldOut: losses,
			...intervalOf("brierLoss", lossInterval),
			...intervalOf("logLoss", lossInterval),
			optimism: z.strictObject({ brierLoss: change, logLoss: change, skillScore: change }),
			murphy: z.strictObject({ loss, reliabilityLoss: loss, resolutionScore: loss, uncertainty: loss }).nullable(),
			corp: z.strictObject({ loss, miscalibrationLoss: loss, discriminationScore: loss, uncertainty: loss }).nullable(),
			calibrationError: z
				.strictObject({ value: loss, nullMean: loss, nullHigh: loss, pValue: rate, bins: count })
				.nullable(),
			reliability: z.array(z.strictObject({ from: rate, to: rate, forecast: rate, ...estimate })),
		}),
	),
	meanings: z.array(
		z.strictObject({
			score: z.number(),
			marks: z.array(z.string()),
			from: z.number(),
			to: z.number(),
			hits: count,
			total: count,
			share: rate,
			...intervalOf("share"),
			logistic: rate,
		}),
	),
});

const time = z.strictObject({
	to: z.string(),
	landmarkDays: count,
	horizonDays: count,
	by: z.enum(["band", "quarter"]),
	reachedBefore: count,
	tooYoung: count,
	logRank: z.strictObject({ statistic: z.number(), degrees: count, pValue: rate, reason: z.string().optional() }),
	groups: z.array(
		z.strictObject({
			group: z.string(),
			leads: count,
			reached: count,
			left: count,
			withinHorizon: rate,
			withinHorizonInterval: interval,
			withinHorizonWithoutLeavers: rate,
			medianDays: count.nullable(),
			medianDaysInterval: z.tuple([count.nullable(), count.nullable()]),
			shownDays: count.nullable(),
			steps: z.array(z.strictObject({ day: count, atRisk: count, events: count, share: rate, interval })),
		}),
	),
});

/** `leadlab replay --json`. */
export const replayShape = z.strictObject({
	leadlab: z.literal("replay/1"),
	model: z.strictObject({ name: z.string(), fingerprint }),
	dataset: z.strictObject({ name: z.string(), fingerprint }),
	asOf: instant,
	timeZone: z.string(),
	cohort: z.strictObject({ from: instant.nullable(), to: instant.nullable(), leads: count }),
	horizonDays: count,
	landmarkDays: count,
	funnel: z.array(
		z.strictObject({ stage: z.string(), reached: count, reachedAfterPrevious: count, flagged: count.nullable() }),
	),
	handoffs: z.array(handoff),
	sweep: z.array(z.strictObject({ from: z.string(), to: z.string(), rows: z.array(z.strictObject(flagCounts)) })),
	ranking: z.array(
		z.strictObject({
			to: z.string(),
			atRisk: count,
			positives: count,
			auc: rate,
			averagePrecision: rate,
			ks: rate,
			reason: z.string().optional(),
			...intervalOf("auc"),
			...intervalOf("averagePrecision"),
			...intervalOf("ks"),
			liftAt10: z.number().min(0).nullable(),
			...intervalOf("liftAt10", z.tuple([z.number().min(0), z.number()]).nullable()),
			state: z.enum(["measured", "cannot tell yet"]),
			moreNeeded: count.nullable(),
			accounts: count.nullable(),
			finding: z.enum(["order", "slight", "chance", "open", "inverted", "cannot tell yet"]),
			findingText: z.string(),
		}),
	),
	calibration: z.array(calibration),
	time: z.array(time),
	cohorts: z.array(
		z.strictObject({
			to: z.string(),
			ages: z.array(count),
			months: z.array(
				z.strictObject({ month: z.string(), leads: count, byAge: z.array(z.strictObject(estimate).nullable()) }),
			),
		}),
	),
	touchDelays: z.array(
		z.strictObject({
			from: z.string(),
			to: z.string(),
			fromDays: count.nullable(),
			toDays: count.nullable(),
			...estimate,
		}),
	),
	months: z.array(z.strictObject({ month: z.string(), leads: count, handoffs: z.array(handoff) })),
	segments: z.array(
		z.strictObject({ attribute: z.string(), value: z.string(), leads: count, handoffs: z.array(handoff) }),
	),
	issues: tables,
	issueCounts: z.array(issueCount),
});

/** `leadlab report --json`. */
export const reportShape = z.strictObject({
	report: z.string(),
	verdict: z.strictObject({
		decision: z.enum(["roll-out", "discuss", "hold", "cannot-tell", "no-difference", "alone"]),
		headline: z.string(),
		recommendation: z.string(),
	}),
	candidate: z.array(handoff),
	baseline: z.array(handoff).nullable(),
});

const figures = z.strictObject({
	...flagCounts,
	precision: rate,
	precisionInterval: interval,
	precisionReason: z.string().optional(),
	recall: rate,
	recallInterval: interval,
	recallReason: z.string().optional(),
	perWeek: z.number().min(0),
	queue: z
		.strictObject({
			perWeek: count,
			medianWaitDays: z.number().nullable(),
			longestWaitDays: count.nullable(),
			largestBacklog: count,
			backlogAtEnd: count,
			overAWeek: rate,
		})
		.nullable(),
	profit: z
		.strictObject({
			total: z.number(),
			interval: z.tuple([z.number(), z.number()]).nullable(),
			perFlag: z.number().nullable(),
		})
		.nullable(),
	fBeta: rate,
});

const gap = z.number().nullable();

/** `leadlab threshold --json`. */
export const thresholdShape = z.strictObject({
	leadlab: z.literal("threshold/1"),
	model: z.strictObject({ name: z.string(), fingerprint }),
	dataset: z.strictObject({ name: z.string(), fingerprint }),
	asOf: instant,
	horizonDays: count,
	plans: z.array(
		z.strictObject({
			from: z.string(),
			to: z.string(),
			answer: z.string(),
			split: z.union([
				z.strictObject({ cutAt: instant, olderLeads: count, youngerLeads: count }),
				z.strictObject({ reason: z.string() }),
			]),
			leads: count,
			choices: z.array(
				z.strictObject({
					aim: z.enum(["model", "capacity", "precision", "recall", "profit", "fBeta", "together"]),
					words: z.string(),
					threshold: z.number().nullable(),
					reason: z.string().optional(),
					tuned: figures.nullable(),
					heldOut: figures.nullable(),
					optimism: z
						.strictObject({ precision: gap, recall: gap, perWeek: gap, profitPerFlag: gap, fBeta: gap })
						.nullable(),
					onAllLeads: z
						.strictObject({
							threshold: z.number().nullable(),
							reason: z.string().optional(),
							indistinct: z.tuple([z.number(), z.number()]).nullable(),
							fBetaInterval: interval,
						})
						.nullable(),
				}),
			),
			certificate: z
				.strictObject({
					precision: z.number().gt(0).lt(1),
					risk: z.number().gt(0).lt(1),
					state: z.enum(["certified", "cannot be certified"]),
					threshold: count.nullable(),
					reason: z.string().optional(),
					moreCalls: count.nullable(),
					needed: z.array(z.strictObject({ observed: z.number(), flags: count.nullable() })),
					start: z
						.strictObject({
							threshold: count,
							precision: rate,
							precisionInterval: interval,
							precisionReason: z.string().optional(),
							flagsNeeded: count.nullable(),
							flagsThere: count,
						})
						.nullable(),
					speaks: z.strictObject({ createdFrom: instant, flaggedUntil: instant }).nullable(),
					leads: z.strictObject({ leads: count, sameAccount: count, knownAccount: count }).nullable(),
					sequence: z
						.array(
							z.strictObject({
								threshold: count,
								hits: count,
								flagged: count,
								pValue: z.number().min(0).max(1),
								lowerLimit: z.number().min(0).max(1),
								state: z.enum(["certified", "not certified", "not tested", "too few flags"]),
							}),
						)
						.nullable(),
				})
				.nullable(),
		}),
	),
});

/** `leadlab ingest --json`. */
export const ingestShape = z.strictObject({
	name: z.string(),
	fingerprint,
	asOf: instant,
	leads: count,
	tables,
	issues: z.array(issueCount),
	rejects: z.array(z.string()),
});

/** A line of `leadlab score --json`. */
export const scoreShape = z.strictObject({
	lead: z.string(),
	score: z.number(),
	raw: z.number(),
	groups: z.record(z.string(), z.number()),
	contributions: z.record(z.string(), z.number()),
});

/** `leadlab explain --json`. */
export const explainShape = z.strictObject({
	lead: z.string(),
	at: instant,
	explanation: z.strictObject({
		contributions: z.array(
			z.strictObject({
				rule: z.string(),
				group: z.string(),
				terms: z.array(
					z.strictObject({ count, points: z.number(), factor: z.number().min(0).max(1), age: count.optional() }),
				),
				raw: z.number(),
				points: z.number(),
			}),
		),
		groups: z.array(z.strictObject({ group: z.string(), raw: z.number(), points: z.number() })),
		raw: z.number(),
		clamped: z.number(),
		score: z.number(),
	}),
	stages: z.array(
		z.strictObject({
			stage: z.string(),
			threshold: z.number(),
			flaggedAt: instant.nullable(),
			gates: z.array(z.strictObject({ gate: z.record(z.string(), z.unknown()), holds: z.boolean() })),
		}),
	),
	path: z.array(z.strictObject({ at: instant, score: z.number() })),
});

/** `leadlab doctor --json`. */
export const doctorShape = z.strictObject({
	version: z.string(),
	checks: z.array(
		z.strictObject({
			name: z.string(),
			state: z.enum(["ok", "warning", "fault"]),
			found: z.string(),
			cure: z.string().optional(),
		}),
	),
});

/** `leadlab export --json`. */
export const exportShape = z.strictObject({
	fingerprint,
	vectors: count,
	uncovered: z.array(z.string()),
	files: z.array(z.string()),
});

/** `leadlab verify --json`. */
export const verifyShape = z.strictObject({
	artefact: z.string(),
	vectors: count,
	passed: count,
	failures: z.array(
		z.strictObject({
			vector: z.string(),
			what: z.string(),
			expected: z.union([z.string(), z.number(), z.boolean()]).optional(),
			got: z.union([z.string(), z.number(), z.boolean()]).optional(),
		}),
	),
});

/** `leadlab init --json`, `leadlab init --list --json` and `leadlab sample --json`. */
export const initShape = z.strictObject({ files: z.array(z.string()) });
export const templatesShape = z.strictObject({
	templates: z.array(z.strictObject({ name: z.string(), description: z.string().min(10) })),
});
export const sampleShape = z.strictObject({ folder: z.string(), files: z.array(z.string()) });

const rateOf = {
	hits: count,
	total: count,
	value: rate,
	interval,
	reason: z.string().nullable(),
};
const aucOf = z.strictObject({
	auc: rate,
	interval,
	positives: count,
	negatives: count,
	reason: z.string().nullable(),
});
const leakLevel = z.enum(["certain", "suspect", "look at it"]);

/** `leadlab leaks --json`. */
export const leaksShape = z.strictObject({
	leadlab: z.literal("leaks/1"),
	dataset: z.strictObject({ name: z.string(), fingerprint }),
	model: z.strictObject({ name: z.string(), fingerprint }).nullable(),
	horizonDays: count,
	landmarkDays: count,
	leads: count,
	mature: count,
	verdict: z.strictObject({
		state: z.enum(["leak", "suspect", "none found", "cannot tell yet"]),
		text: z.string(),
		few: z.string().nullable(),
	}),
	outcomes: z.array(
		z.strictObject({
			stage: z.string(),
			kind: z.enum(["rung", "exit", "worked"]),
			reached: count,
			others: count,
			enough: z.boolean(),
			moreNeeded: count.nullable(),
		}),
	),
	findings: z.array(
		z.strictObject({
			kind: z.enum(["attribute", "activity", "score"]),
			name: z.string(),
			level: leakLevel,
			says: z.string(),
			evidence: z
				.array(
					z.strictObject({
						check: z.enum([
							"score moves",
							"late value",
							"holds the outcome",
							"counts the future",
							"filled for winners",
							"too good alone",
							"named as a state",
							"known too late",
							"only afterwards",
						]),
						level: leakLevel,
						stage: z.string().nullable(),
						text: z.string(),
						rates: z.array(z.strictObject({ of: z.string(), ...rateOf })),
						auc: aucOf.nullable(),
						pValue: rate,
					}),
				)
				.min(1),
			cure: z.strictObject({ text: z.string(), yaml: z.string().nullable() }),
			use: z
				.strictObject({
					rules: z.array(z.string()),
					gates: z.array(z.string()),
					reason: z.string().nullable(),
					falls: z.array(
						z.strictObject({
							from: z.string(),
							to: z.string(),
							precisionWith: z.strictObject(rateOf),
							precisionWithout: z.strictObject(rateOf),
							aucWith: rate,
							aucWithout: rate,
							aucFall: z.number().min(-1).max(1).nullable(),
							aucFallInterval: z.tuple([z.number(), z.number()]).nullable(),
							reason: z.string().nullable(),
						}),
					),
				})
				.nullable(),
		}),
	),
	attributes: z.array(
		z.strictObject({
			attribute: z.string(),
			when: z.string(),
			filled: count,
			skipped: z.string().nullable(),
			alone: z.array(z.strictObject({ stage: z.string(), ...aucOf.shape })),
		}),
	),
	activityTypes: count,
	probe: z
		.strictObject({
			scores: count,
			leads: count,
			cutoffs: count,
			laterFacts: count,
			movedWhenRemoved: count,
			movedWhenScrambled: count,
			replayDiffers: count,
			examples: z.array(
				z.strictObject({
					lead: z.string(),
					at: instant,
					withFuture: z.number(),
					withoutFuture: z.number(),
					facts: z.array(z.string()),
				}),
			),
		})
		.nullable(),
});

const counted = z.strictObject({ hits: count, total: count, rate, interval });
const anyInterval = z.tuple([z.number(), z.number()]).nullable();
const driftTest = {
	standing: z.enum(["changed", "no change seen", "cannot tell yet"]),
	pValue: rate,
	adjustedP: rate,
	moreNeeded: count.nullable(),
	reason: z.string().nullable(),
};
const stability = {
	name: z.string(),
	psi: z.number().nullable(),
	psiInterval: anyInterval,
	expectedByChance: z.number().min(0).nullable(),
	highByChance: z.number().min(0).nullable(),
	...driftTest,
	bins: z.array(z.strictObject({ label: z.string(), before: count, after: count })),
};
const meanChange = {
	before: z.number().nullable(),
	after: z.number().nullable(),
	difference: z.number().nullable(),
	interval: anyInterval,
};
const driftRates = {
	course: z.enum(["silent", "collapsed", "less", "more", "new", "as before", "never", "too early", "cannot tell yet"]),
	before: counted,
	after: counted,
	...driftTest,
};
const driftPeriod = z.strictObject({ from: instant, to: instant, leads: count });
const aboveThreshold = { stage: z.string(), threshold: z.number() };

/** `leadlab drift --json`. */
export const driftShape = z.strictObject({
	leadlab: z.literal("drift/1"),
	model: z.strictObject({ name: z.string(), fingerprint: z.string() }),
	dataset: z.strictObject({ name: z.string(), fingerprint: z.string() }),
	asOf: instant,
	timeZone: z.string(),
	landmarkDays: count,
	horizonDays: count,
	flagWithinDays: count,
	risk: z.number(),
	leads: count,
	reference: driftPeriod,
	recent: driftPeriod,
	between: count,
	tooYoung: count,
	sharedAccounts: count,
	findings: z.array(
		z.strictObject({
			part: z.enum(["scores", "attributes", "precision", "rules", "activities"]),
			name: z.string(),
			level: z.enum(["act", "look at it"]),
			says: z.string(),
		}),
	),
	scores: z.strictObject({
		...stability,
		mean: z.strictObject({ ...meanChange, ...driftTest }),
		trend: z.strictObject({ pointsPerMonth: z.number().nullable(), interval: anyInterval, ...driftTest }),
		spread: z.number().min(0).nullable(),
		quantiles: z.array(
			z.strictObject({ share: z.number(), before: z.number().nullable(), after: z.number().nullable() }),
		),
		above: z.array(z.strictObject({ ...aboveThreshold, before: counted, after: counted })),
		months: z.array(
			z.strictObject({
				month: z.string(),
				leads: count,
				mean: z.number().nullable(),
				interval: anyInterval,
				median: z.number().nullable(),
				high: z.number().nullable(),
				above: z.array(z.strictObject({ ...aboveThreshold, share: counted })),
			}),
		),
	}),
	attributes: z.array(
		z.strictObject({
			...stability,
			usedBy: z.array(z.string()),
			unknownBefore: counted,
			unknownAfter: counted,
			newValues: z.array(z.strictObject({ value: z.string(), leads: count })),
			newValueCount: count,
		}),
	),
	precision: z.array(
		z.strictObject({
			from: z.string(),
			to: z.string(),
			threshold: z.number(),
			standing: driftTest.standing,
			before: counted,
			after: counted,
			difference: z.number().nullable(),
			interval: anyInterval,
			trend: z.strictObject({ perMonth: z.number().nullable(), interval: anyInterval, ...driftTest }),
			anyDifference: z.strictObject({ statistic: z.number().min(0), degrees: count, ...driftTest }),
			recentMatureFrom: instant.nullable(),
			months: z.array(
				z.strictObject({
					month: z.string(),
					mature: count,
					immature: count,
					flags: count,
					late: count,
					precision: counted,
				}),
			),
		}),
	),
	rules: z.array(
		z.strictObject({
			rule: z.string(),
			group: z.string(),
			...driftRates,
			points: z.strictObject(meanChange),
			because: z.string().nullable(),
		}),
	),
	limits: z.array(z.strictObject({ group: z.string().nullable(), points: z.strictObject(meanChange) })),
	activities: z.array(
		z.strictObject({ type: z.string(), usedBy: z.array(z.string()), lastAt: instant.nullable(), ...driftRates }),
	),
	notes: z.array(z.string()),
});

const countedRate = z.strictObject({ hits: count, total: count, value: rate, interval, reason: z.string().optional() });
const named = z.strictObject({ name: z.string(), fingerprint });
const difference = z.strictObject({
	measure: z.string(),
	baseline: z.number().nullable(),
	candidate: z.number().nullable(),
	difference: z.number().nullable(),
	interval: anyInterval,
	standing: z.enum(["higher", "lower", "same", "unclear", "too-little"]),
	differing: count,
	moreToTell: count.nullable(),
	method: z.string().optional(),
	reason: z.string().optional(),
});
const moved = {
	earlier: count,
	later: count,
	sameTime: count,
	medianDaysEarlier: z.number().nullable(),
	interval: anyInterval,
};
const swapGroup = z.strictObject({
	flagged: count,
	late: count,
	immature: count,
	precision: countedRate,
	reached: count,
	worked: count.nullable(),
	examples: z.array(
		z.strictObject({
			lead: z.string(),
			to: z.enum(["hit", "miss"]),
			baselineMargin: z.number(),
			candidateMargin: z.number(),
		}),
	),
});

/** A rate had all been worked; null with a reason where it cannot be told. */
const askedRate = z.strictObject({
	value: z.number().min(-1).max(1).nullable(),
	interval: z.tuple([z.number().min(-1), z.number().max(1)]).nullable(),
	reason: z.string().optional(),
	moreNeeded: count.nullable().optional(),
});
const recordedRate = z.strictObject({
	hits: count,
	total: count,
	value: rate,
	interval,
	reason: z.string().optional(),
});
const share = z.number().min(0).max(1);
const sidedFlags = z.strictObject({ flags: count, worked: count, hits: count });
const flagsPart = { flags: count, worked: count, share, regions: z.array(z.string()) };

const selectionBias = z.discriminatedUnion("state", [
	z.strictObject({ state: z.literal("not said"), from: z.string(), to: z.string(), reason: z.string() }),
	z.strictObject({
		state: z.literal("said"),
		from: z.string(),
		to: z.string(),
		threshold: z.number(),
		flags: count,
		worked: count,
		touchedBefore: count,
		workedLate: count,
		unworkedHits: count,
		estimatedOn: count,
		recorded: recordedRate,
		workedOnly: recordedRate,
		weighted: askedRate,
		doublyRobust: askedRate,
		bounds: z.strictObject({ lower: share, upper: share, interval, unseen: count }).nullable(),
		blind: z.strictObject(flagsPart),
		lookedAt: z.strictObject({ ...flagsPart, weighted: askedRate, doublyRobust: askedRate }).nullable(),
		withBlind: interval,
		overlap: z.strictObject({
			floor: share,
			bins: z.array(z.strictObject({ from: share, to: share, worked: count, unworked: count })),
			belowFloorShare: share,
			effective: z.number().min(0),
			topShare: share.nullable(),
			truncated: count,
			truncationBias: share,
		}),
		regions: z.array(
			z.strictObject({
				state: z.enum(["touched before", "flagged", "not flagged by the old model", "just flagged", "passed over"]),
				fromScore: z.number(),
				toScore: z.number(),
				flags: count,
				worked: count,
				hits: count,
				blind: z.boolean(),
			}),
		),
		covariates: z.strictObject({
			used: z.array(z.string()),
			leftOut: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
		}),
		exploration: z
			.strictObject({
				among: z.enum(["blind", "unworked"]),
				about: z.enum(["all", "part"]),
				leads: count,
				halfWidth: share,
				partHalfWidth: share,
				perWeek: count,
				weeks: count.nullable(),
				arriving: z.number().min(0),
			})
			.nullable(),
	}),
]);

/** Whether figures hold for leads that sales never worked. */
const selectionShape = z.strictObject({
	candidate: z.array(selectionBias),
	baseline: z.array(selectionBias),
	comparison: z.array(
		z.strictObject({
			from: z.string(),
			to: z.string(),
			recorded: z.number().nullable(),
			doublyRobust: askedRate,
			bounds: z.tuple([z.number().min(-1), z.number().max(1)]).nullable(),
			entering: sidedFlags,
			leaving: sidedFlags,
			standing: z.enum(["settled", "supported", "hangs"]),
			text: z.string(),
		}),
	),
});

/** `leadlab compare --json`. */
export const comparisonShape = z.strictObject({
	leadlab: z.literal("comparison/1"),
	baseline: named,
	candidate: named,
	dataset: named,
	asOf: instant,
	timeZone: z.string(),
	leads: count,
	accounts: z.strictObject({ count, sharedLeads: count }).nullable(),
	horizonDays: count,
	landmarkDays: count,
	confidence: z.number(),
	beta: z.number(),
	verdict: z.strictObject({
		decision: z.enum(["roll-out", "discuss", "hold", "cannot-tell", "no-difference"]),
		headline: z.string(),
		reasons: z.array(z.string()),
		recommendation: z.string(),
		moreLeads: count.nullable(),
	}),
	guardrails: z.array(
		z.strictObject({
			name: z.enum(["same-leads", "capacity", "last-rung-recall", "segments", "maturity"]),
			state: z.enum(["passed", "warning", "failed", "cannot tell yet", "not tested"]),
			text: z.string(),
		}),
	),
	handoffs: z.array(
		z.strictObject({
			from: z.string(),
			to: z.string(),
			baseline: handoff,
			candidate: handoff,
			differences: z.array(difference),
			tests: z.array(
				z.strictObject({
					about: z.enum(["caught", "false-flags", "right"]),
					onlyCandidate: count,
					onlyBaseline: count,
					pValue: z.number().min(0).max(1),
				}),
			),
			headStart: z.strictObject({ both: count, ...moved }),
			swap: z.strictObject({
				enters: swapGroup,
				leaves: swapGroup,
				stays: swapGroup,
				moved: z.strictObject(moved),
			}),
		}),
	),
	ranking: z.array(
		z.strictObject({
			to: z.string(),
			atRisk: count,
			positives: count,
			differences: z.array(difference),
			delong: z.strictObject({
				z: z.number().nullable(),
				pValue: z.number().nullable(),
				reason: z.string().optional(),
			}),
		}),
	),
	slices: z.array(
		z.strictObject({
			kind: z.enum(["segment", "month"]),
			attribute: z.string().nullable(),
			value: z.string(),
			leads: count,
			baseline: countedRate,
			candidate: countedRate,
			difference,
			pValue: rate,
			adjustedP: rate,
			standing: z.enum(["better", "worse", "no visible difference", "cannot tell yet"]),
		}),
	),
	selection: selectionShape,
});
