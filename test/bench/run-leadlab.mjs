// One whole run in a process of its own: reads the history, replays the model, says how long each took.
import { modelFrom, readDataset, replay } from "../../dist/index.js";
import { MODEL } from "./history.mjs";

const [folder] = process.argv.slice(2);
const { model } = modelFrom(MODEL);
const start = performance.now();
const { dataset } = await readDataset(folder);
const read = performance.now();
const first = await replay(dataset, model);
const done = performance.now();
// A second replay, as in a notebook: code compiled, worker started.
const again = await replay(dataset, model);
const end = performance.now();
if (JSON.stringify(first.handoffs) !== JSON.stringify(again.handoffs))
	throw new Error("two replays of the same differ");
let sum = 0;
for (const score of first.columns.finalScore) sum += score;
console.log(
	JSON.stringify({
		leads: dataset.leadCount,
		activities: dataset.activities.count,
		ingestMs: read - start,
		replayMs: done - read,
		againMs: end - done,
		wholeMs: done - start,
		peakMb: process.resourceUsage().maxRSS / 1024,
		scoreSum: Math.round(sum * 10_000) / 10_000,
		flagged: first.handoffs.map(({ from, to, flagged, hits, misses }) => ({
			from,
			to,
			flagged,
			hits,
			misses,
		})),
	}),
);
