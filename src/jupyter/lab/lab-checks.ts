import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { findPython } from "./find-python.ts";
import { environmentPaths, JUPYTERLAB, jupyterLabVersion } from "./jupyter-environment.ts";
import { type KernelSpec, kernelFile, kernelSpec } from "./kernel-spec.ts";

/** One thing that notebooks need, whether it is there, and what to do if not. */
export interface LabCheck {
	readonly name: string;
	readonly state: "ok" | "warning" | "fault";
	readonly found: string;
	readonly cure?: string;
}

/**
 * What notebooks need: Python, the environment with its JupyterLab, a kernel that points to programs that are there,
 * tslab with its sockets, and a package that cells can import. Without Python all but JupyterLab works, so that
 * is a warning.
 *
 * @param root folder of the package
 */
export async function labChecks(
	root: string,
	{ venv = join(root, ".venv") }: { readonly venv?: string } = {},
): Promise<LabCheck[]> {
	const lab = await jupyterLabVersion(venv);
	const python = lab === undefined ? await findPython() : undefined;
	const opens = "Run npm run lab: it makes what is missing.";
	return [
		lab !== undefined
			? lab === JUPYTERLAB
				? { name: "JupyterLab", state: "ok", found: `version ${lab} in ${venv}` }
				: {
						name: "JupyterLab",
						state: "warning",
						found: `version ${lab} in ${venv}, tested is ${JUPYTERLAB}`,
						cure: opens,
					}
			: python === undefined
				? {
						name: "JupyterLab",
						state: "warning",
						found: "no Python 3 is found, so JupyterLab cannot be opened",
						cure: "Install Python 3 (Debian: apt install python3 python3-venv). leadlab notebooks run works without.",
					}
				: existsSync(venv)
					? { name: "JupyterLab", state: "warning", found: `${venv} is not whole`, cure: opens }
					: {
							name: "JupyterLab",
							state: "warning",
							found: `not set up yet; Python ${python.version} is there`,
							cure: opens,
						},
		...(lab === undefined ? [] : [kernelCheck(kernelFile(environmentPaths(venv).data))]),
		tslabCheck(),
		importCheck(root),
	];
}

function kernelCheck(file: string): LabCheck {
	const name = "notebook kernel";
	try {
		const spec = JSON.parse(readFileSync(file, "utf8")) as KernelSpec;
		const gone = spec.argv.slice(0, 2).find((path) => !existsSync(path));
		if (gone !== undefined)
			return {
				name,
				state: "fault",
				found: `it starts ${gone}, which is not there any more`,
				cure: "Run npm run lab: it registers the kernel again.",
			};
		if (spec.argv[1] !== kernelSpec().argv[1])
			return {
				name,
				state: "warning",
				found: `it starts another installation, ${spec.argv[1]}`,
				cure: "Run npm run lab here.",
			};
		return { name, state: "ok", found: "TypeScript (tslab) of this installation" };
	} catch {
		return { name, state: "fault", found: "it is not registered", cure: "Run npm run lab: it registers the kernel." };
	}
}

function tslabCheck(): LabCheck {
	const name = "kernel program (tslab)";
	try {
		const require = createRequire(import.meta.url);
		const { version } = require("tslab/package.json") as { readonly version: string };
		createRequire(require.resolve("tslab/package.json"))("zeromq");
		return { name, state: "ok", found: `version ${version}, sockets load` };
	} catch (error) {
		return {
			name,
			state: "fault",
			found: (error as Error).message.split("\n")[0] ?? "",
			cure: "Install again: remove node_modules and run npm ci.",
		};
	}
}

function importCheck(root: string): LabCheck {
	const name = "import in a cell";
	if (!existsSync(join(root, "dist", "index.d.ts")))
		return { name, state: "fault", found: "leadlab is not built", cure: "Run npm run build." };
	// Installed as a package it lies in node_modules by itself.
	const found =
		existsSync(join(root, "node_modules", "leadlab", "package.json")) ||
		/[\\/]node_modules[\\/]leadlab[\\/]?$/.test(root);
	return found
		? { name, state: "ok", found: 'import ... from "leadlab" finds this build' }
		: {
				name,
				state: "fault",
				found: "node_modules has no link to leadlab",
				cure: "Run npm run build: it makes the link.",
			};
}
