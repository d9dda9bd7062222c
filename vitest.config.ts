import { defineConfig } from "vitest/config";

/** What needs a browser, kills processes by the dozen, or counts how often intervals hold the truth is a part of `npm run proofs`. */
const PROOFS_ONLY = ["test/report/browser.test.ts", "test/cli/kills.test.ts", "test/coverage/**"];

export default defineConfig({
	test: {
		include: ["test/**/*.test.ts"],
		exclude: ["**/node_modules/**", ...(process.env.LEADLAB_FULL_SIZE === "1" ? [] : PROOFS_ONLY)],
		setupFiles: ["test/fail-on-console.ts"],
		testTimeout: 120_000,
		// What a file prepares once (a build, a replay of a real history) takes its time on a busy machine.
		hookTimeout: 300_000,
		pool: "forks",
		maxWorkers: 2,
		// One process a worker for all its files: modules are read and compiled once, and what is hot stays hot.
		isolate: false,
		// The built command runs as Node loads it.
		server: { deps: { external: [/\/dist\//] } },
	},
});
