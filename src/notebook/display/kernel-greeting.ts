import { LabError } from "../../base/error.ts";
import { formatIssue } from "../../base/issue.ts";
import { inKernel } from "../../jupyter/kernel.ts";
import { loadPicturesInKernel } from "./drawing.ts";
import { type LoadedBuild, loadedBuild } from "./loaded-build.ts";
import { packageVersion } from "./package-version.ts";

const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/**
 * What happens when a notebook imports leadlab for the first time: the build says which one it is, so that a stale kernel
 * is seen, and an error about the user's files prints its issues (file, row, rule, cure) instead of a stack. Elsewhere
 * than in a kernel nothing happens.
 */
export function greetKernel(): void {
	if (!inKernel()) return;
	loaded = loadedBuild(new URL("../../.built", import.meta.url));
	Object.defineProperty(LabError.prototype, INSPECT, {
		configurable: true,
		value(this: LabError) {
			return [
				`${this.kind} error: ${this.issues.length === 1 ? "1 issue" : `${this.issues.length} issues`}`,
				...this.issues.map((issue) => `  ${formatIssue(issue)}`),
			].join("\n");
		},
	});
	// What draws pictures is large: it loads while the first cell goes on.
	loadPicturesInKernel().catch(() => undefined);
	process.stdout.write(`leadlab ${packageVersion()}, build ${loaded.id ?? "unknown"}\n`);
}

/** The build that this kernel has loaded; `undefined` outside a kernel. */
let loaded: LoadedBuild | undefined;

/** A sentence when the build on disk is another than the one this kernel has loaded, else `undefined`. */
export function staleBuildText(): string | undefined {
	return loaded?.staleText();
}
