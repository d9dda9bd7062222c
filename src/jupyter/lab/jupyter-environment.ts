import { existsSync } from "node:fs";
import { join } from "node:path";
import { configurationError } from "../../base/error.ts";
import { writeAtomic } from "../../ingest/files/write-atomic.ts";
import { findPython, missingPython } from "./find-python.ts";
import { registerKernel } from "./kernel-spec.ts";
import { runCommand } from "./run-command.ts";

/** The JupyterLab that notebooks are tested with. */
export const JUPYTERLAB = "4.6.6";

/** JupyterLab asks about news at the first start and then fetches them from a web site: neither is wanted. */
const OVERRIDES = {
	"@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
};

/** Where things lie in an environment. */
export function environmentPaths(venv: string) {
	const programs = process.platform === "win32" ? "Scripts" : "bin";
	const ending = process.platform === "win32" ? ".exe" : "";
	return {
		python: join(venv, programs, `python${ending}`),
		jupyter: join(venv, programs, `jupyter${ending}`),
		data: join(venv, "share", "jupyter"),
	};
}

/** Version of the JupyterLab in an environment; `undefined` when there is none or the environment is not whole. */
export async function jupyterLabVersion(venv: string): Promise<string | undefined> {
	const { python } = environmentPaths(venv);
	if (!existsSync(python)) return undefined;
	const { status, output } = await runCommand(python, [
		"-c",
		"import importlib.metadata as m, jupyterlab; print(m.version('jupyterlab'))",
	]);
	return status === 0 ? output.trim() : undefined;
}

/**
 * Makes the environment that `npm run lab` uses, or mends one that was left unfinished: a virtual environment of Python,
 * the pinned JupyterLab from PyPI, the kernel of this installation, no news. Nothing outside `venv` changes.
 *
 * @throws LabError (configuration) `missing-python`, `venv-failed`, `pip-failed`, each with what the tool said and the cure
 */
export async function makeEnvironment(
	venv: string,
	{ python: named, onText = () => {} }: { readonly python?: string; readonly onText?: (text: string) => void } = {},
): Promise<void> {
	if ((await jupyterLabVersion(venv)) !== JUPYTERLAB) {
		const python = await findPython(named);
		if (python === undefined) throw missingPython(named);
		onText(`Making ${venv} with JupyterLab ${JUPYTERLAB} (once, about a minute) ...\n`);
		const [command, ...first] = python.command;
		const made = await runCommand(command, [...first, "-m", "venv", "--clear", venv]);
		if (made.status !== 0) {
			throw toolFailed(
				"venv-failed",
				"the environment cannot be made",
				made.output,
				"Debian and Ubuntu keep this apart: apt install python3-venv. Check also that the folder can be written.",
			);
		}
		const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", `jupyterlab==${JUPYTERLAB}`];
		const installed = await runCommand(environmentPaths(venv).python, pip, { onText });
		if (installed.status !== 0) {
			throw toolFailed(
				"pip-failed",
				`JupyterLab ${JUPYTERLAB} cannot be installed`,
				installed.output,
				"Check the network and pip's index, or name an existing Jupyter with --jupyter.",
			);
		}
	}
	const { data } = environmentPaths(venv);
	// Jupyter's own scripts are CommonJS; the package.json above the environment says otherwise.
	await writeAtomic(join(venv, "package.json"), '{ "type": "commonjs" }\n');
	await registerKernel(data);
	await writeAtomic(join(data, "lab", "settings", "overrides.json"), `${JSON.stringify(OVERRIDES, null, 2)}\n`);
}

function toolFailed(code: string, what: string, output: string, cure: string): Error {
	const said = output.trim().split("\n").slice(-6).join("\n");
	return configurationError({ code, message: `${what}:\n${said}\n`, cure });
}
