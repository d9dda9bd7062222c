// `npm run bench`: leadlab and its peer on the same files, in turn, in processes of their own. Prints medians, the
// range, and the ratio run by run, so that a machine whose speed drifts does not decide.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeHistory } from "./history.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const option = (name, usual) =>
	Number(process.argv.find((arg) => arg.startsWith(`--${name}=`))?.split("=")[1] ?? usual);
const leads = option("leads", 1_000_000);
const perLead = option("per-lead", 10);
const runs = option("runs", 5);
const withPeer = !process.argv.includes("--no-peer");
const folder = join(here, "../../.bench", `${leads}x${perLead}`);

console.error(`Making ${leads} leads with ${perLead} activities each in ${folder} (once)...`);
await makeHistory(folder, { leads, perLead });
const ours = [];
const peers = [];
for (let i = 0; i < runs; i++) {
	ours.push(run("run-leadlab.mjs"));
	if (withPeer) peers.push(run("run-peer.mjs"));
}
const [one] = ours;
console.log(`${one.leads} leads, ${one.activities} activities, ${runs} runs; median (fastest to slowest)`);
for (const [name, key] of [
	["ingest", "ingestMs"],
	["replay", "replayMs"],
	["replay again", "againMs"],
	["ingest + replay", "wholeMs"],
]) {
	console.log(`${name}: ${range(ours.map((r) => r[key] / 1000))} s`);
}
console.log(`peak memory: ${range(ours.map((r) => r.peakMb))} MB`);
if (withPeer) {
	console.log(
		`peer, DuckDB SQL, final score only: ${range(peers.map((r) => r.wholeMs / 1000))} s, ${range(peers.map((r) => r.peakMb))} MB`,
	);
	console.log(`ingest + replay over peer: ${range(ours.map((r, i) => r.wholeMs / peers[i].wholeMs))}`);
	const same = Math.abs(one.scoreSum - peers[0].scoreSum) < 1e-6 * Math.abs(one.scoreSum);
	console.log(`sum of final scores: ${one.scoreSum}, peer ${peers[0].scoreSum}: ${same ? "the same" : "DIFFERENT"}`);
	if (!same) process.exitCode = 1;
}
console.log(
	`flags: ${one.flagged.map((c) => `${c.from} -> ${c.to} ${c.flagged} flagged, ${c.hits} of ${c.hits + c.misses}`).join("; ")}`,
);

bootstrapPart();

if (!process.argv.includes("--no-wide")) await import("./wide.mjs");

/** Intervals of every measure at once, and what resampling rows would take on the same leads. */
function bootstrapPart() {
	const replicates = option("replicates", 10_000);
	const args = [join(here, "bootstrap.mjs"), String(leads), String(replicates), withPeer ? "peer" : "alone"];
	const r = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 26 }));
	const seconds = (ms) => (ms / 1000).toFixed(2);
	console.log(
		`\nintervals (BCa, ${replicates} replicates) of ${r.measures} measures together, ${r.leads} leads, ${r.distinct} distinct scores: ` +
			`${seconds(r.firstMs)} s, again ${seconds(r.againMs)} s (${seconds(r.againCpuMs)} s of processor); counting the leads ${seconds(r.tableMs)} s`,
	);
	const { peer } = r;
	// Both by the processor's time, so that other users of the machine do not decide.
	if (peer === undefined) {
		console.log("peer, scikit-learn and scipy: did not run (no .venv-oracles, or --no-peer)");
		return;
	}
	const sklearn = peer.sklearnSecondsEach * replicates;
	const scipy = peer.scipyAucSecondsEach * replicates;
	const ours = r.againCpuMs / 1000;
	console.log(
		`peer, scikit-learn ${peer.sklearn} on drawn rows, the same ${r.measures} measures: ${sklearn.toFixed(0)} s, extrapolated from ${peer.rows} replicates ` +
			`of ${peer.sklearnSecondsEach.toFixed(2)} s each: ${(sklearn / ours).toFixed(0)} times as long`,
	);
	console.log(
		`peer, scipy ${peer.scipy} bootstrap (percentile) of the AUC alone: ${scipy.toFixed(0)} s, extrapolated from ${peer.resamples} replicates ` +
			`of ${peer.scipyAucSecondsEach.toFixed(2)} s each: ${(scipy / ours).toFixed(0)} times as long as all measures here`,
	);
	// scikit-learn breaks the tie at the cut of a lift by order; here it counts in proportion.
	const differs = r.values.filter(
		({ kind, value }, i) => kind !== "lift-at" && value !== null && Math.abs(value - peer.values[i]) > 1e-9,
	);
	console.log(
		`values: ${differs.length === 0 ? "the same" : `DIFFERENT: ${differs.map(({ kind }) => kind).join(", ")}`}`,
	);
	if (differs.length > 0) process.exitCode = 1;
}

function run(script) {
	return JSON.parse(
		execFileSync(process.execPath, [join(here, script), folder], { encoding: "utf8", maxBuffer: 1 << 26 }),
	);
}

function range(values) {
	const sorted = [...values].sort((a, b) => a - b);
	const digits = sorted[0] < 10 ? 2 : 0;
	const [low, middle, high] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)].map((value) =>
		value.toFixed(digits),
	);
	return `${middle} (${low} to ${high})`;
}
