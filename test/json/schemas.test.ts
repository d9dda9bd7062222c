import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { ROOT } from "../cli/run-cli.ts";

it("the schemas are those of the types: npm run schemas writes them anew", async () => {
	const { stdout } = await promisify(execFile)(process.execPath, ["test/house/json-schemas.mjs", "--check"], {
		cwd: ROOT,
	});
	expect(stdout).toBe("schemas are up to date\n");
}, 60_000);
