// The five functions of mathjs (21 MB) that danfojs-node calls, by simple-statistics; what they give is what mathjs gives.
"use strict";
const { mean, median, sampleVariance } = require("simple-statistics");

/** Divided by n - 1; of a single number 0. */
const variance = (values) => (values.length === 1 ? 0 : sampleVariance(values));

/** Every most frequent value, in the order in which they came to be that. */
function mode(values) {
	const counts = new Map();
	let most = { count: 0, values: [] };
	for (const value of values) {
		const count = (counts.get(value) ?? 0) + 1;
		counts.set(value, count);
		if (count > most.count) most = { count, values: [value] };
		else if (count === most.count) most.values.push(value);
	}
	return most.values;
}

module.exports = {
	mean,
	median: (values) => (values.some((value) => Number.isNaN(Number(value))) ? Number.NaN : median(values)),
	mode,
	std: (values) => Math.sqrt(variance(values)),
	variance,
};
