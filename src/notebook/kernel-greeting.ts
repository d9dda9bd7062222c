import { readFileSync } from "node:fs";
import { LabError } from "../base/error.ts";
import { formatIssue } from "../base/issue.ts";
import { inKernel } from "./kernel.ts";
import { packageVersion } from "./package-version.ts";

const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/**
 * What happens when a notebook imports leadlab for the first time: the build says which one it is, so that a stale kernel
 * is seen, and an error about the user's files prints its issues (file, row, rule, cure) instead of a stack. Elsewhere
 * than in a kernel nothing happens.
 */
export function greetKernel(): void {
	if (!inKernel()) return;
	loaded = buildOnDisk();
	Object.defineProperty(LabError.prototype, INSPECT, {
		configurable: true,
		value(this: LabError) {
			return [
				`${this.kind} error: ${this.issues.length === 1 ? "1 issue" : `${this.issues.length} issues`}`,
				...this.issues.map((issue) => `  ${formatIssue(issue)}`),
			].join("\n");
		},
	});
	process.stdout.write(`leadlab ${packageVersion()}, build ${loaded ?? "unknown"}\n`);
}

/** The build that this process has loaded; `undefined` outside a kernel and when it cannot be told. */
let loaded: string | undefined;

/**
 * A sentence when the build on disk is another than the loaded one, else `undefined`: a kernel keeps the code it has
 * imported, whatever is built later.
 */
export function staleBuildText(): string | undefined {
	if (loaded === undefined) return undefined;
	const now = buildOnDisk();
	if (now === loaded || now === undefined) return undefined;
	return `leadlab was built again (${now}) after this kernel imported it (${loaded}). Restart the kernel to use the new build; until then the old one goes on.`;
}

/** What `run.mjs` wrote when the build was whole. */
function buildOnDisk(): string | undefined {
	try {
		return readFileSync(new URL("../.built", import.meta.url), "utf8").trim() || undefined;
	} catch {
		return undefined;
	}
}
