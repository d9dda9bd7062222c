import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["test/**/*.test.ts"],
		setupFiles: ["test/fail-on-console.ts"],
		testTimeout: 120_000,
		// What a file prepares once (a build, a replay of a real history) takes its time on a busy machine.
		hookTimeout: 300_000,
		pool: "forks",
		maxWorkers: 2,
	},
});
