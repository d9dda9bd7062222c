import { spawn } from "node:child_process";
import { delimiter } from "node:path";
import { configurationError } from "../../base/error.ts";
import { environmentPaths, makeEnvironment } from "./jupyter-environment.ts";
import { registerKernel } from "./kernel-spec.ts";

/** How to open JupyterLab. */
export interface OpenLabOptions {
	/** Folder it shows. */
	readonly folder: string;
	/** Environment of its own. */
	readonly venv: string;
	/** Python to make the environment with. */
	readonly python?: string | undefined;
	/** An existing Jupyter to use instead; the kernel is then registered for this start only, in `dataFolder`. */
	readonly jupyter?: string | undefined;
	readonly dataFolder: string;
	/** Open a browser too. */
	readonly browser: boolean;
	/** More arguments for `jupyter lab`. */
	readonly args: readonly string[];
	readonly onText: (text: string) => void;
	readonly environment: NodeJS.ProcessEnv;
}

/**
 * Opens JupyterLab on the notebooks with the kernel of this installation and stays until it ends.
 *
 * @returns its exit code
 * @throws LabError (configuration) when the environment cannot be made or the named Jupyter cannot be started
 */
export async function openLab(options: OpenLabOptions): Promise<number> {
	const { folder, venv, python, jupyter, dataFolder, onText } = options;
	const environment = { ...options.environment };
	if (jupyter === undefined) {
		await makeEnvironment(venv, { onText, ...(python === undefined ? {} : { python }) });
	} else {
		await registerKernel(dataFolder);
		environment.JUPYTER_PATH = [dataFolder, environment.JUPYTER_PATH].filter((path) => path).join(delimiter);
	}
	const command = jupyter ?? environmentPaths(venv).jupyter;
	// In a container everything runs as root, and Jupyter refuses that unless told.
	const root = process.getuid?.() === 0 ? ["--allow-root"] : [];
	const args = [
		"lab",
		`--ServerApp.root_dir=${folder}`,
		...root,
		...(options.browser ? [] : ["--no-browser"]),
		...options.args,
	];
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { stdio: "inherit", env: environment });
		child.on("error", (error) =>
			reject(
				configurationError({
					code: "jupyter-failed",
					message: `${command} cannot be started: ${error.message}.`,
					cure:
						jupyter === undefined
							? `Remove ${venv} and run npm run lab again.`
							: "Name a Jupyter that has JupyterLab 4.",
				}),
			),
		);
		// The first interrupt is Jupyter's to answer; this process ends with it.
		const wait = () => {};
		process.on("SIGINT", wait);
		child.on("close", (code) => {
			process.off("SIGINT", wait);
			resolve(code ?? 0);
		});
	});
}
