import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["test/**/*.test.ts"],
		setupFiles: ["test/fail-on-console.ts"],
		testTimeout: 120_000,
		pool: "forks",
		maxWorkers: 2,
	},
});
