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
	`calls: ${one.called.map((c) => `${c.call} -> ${c.outcome} ${c.called} called, ${c.hits} of ${c.hits + c.misses}`).join("; ")}`,
);

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
