import { configurationError } from "../../base/error.ts";
import { runCommand } from "./run-command.ts";

/** A Python that can make an environment. */
export interface Python {
	/** Command with its first arguments, e.g. `["py", "-3"]`. */
	readonly command: readonly [string, ...string[]];
	readonly version: string;
}

/** The oldest Python that the pinned JupyterLab takes. */
const OLDEST = [3, 9] as const;

/** The usual names, in the order they are tried. */
const NAMES: readonly (readonly [string, ...string[]])[] = [["python3"], ["python"], ["py", "-3"]];

/**
 * Finds Python 3: the one that is named, else the first of `python3`, `python`, `py -3` that is new enough.
 *
 * @returns `undefined` when there is none
 */
export async function findPython(named?: string): Promise<Python | undefined> {
	for (const command of named === undefined || named === "" ? NAMES : [[named] as const]) {
		const [name, ...first] = command;
		const { status, output } = await runCommand(name, [
			...first,
			"-c",
			"import sys; print('%d.%d.%d' % sys.version_info[:3])",
		]);
		const match = /^(\d+)\.(\d+)\.\d+$/.exec(output.trim());
		if (status !== 0 || match === null) continue;
		const [major, minor] = [Number(match[1]), Number(match[2])];
		if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return { command, version: output.trim() };
	}
	return undefined;
}

/** What is said where there is no Python: how to get one, and what works without. */
export function missingPython(named?: string): Error {
	return configurationError({
		code: "missing-python",
		message: `JupyterLab needs Python ${OLDEST.join(".")} or newer, and ${named ? `"${named}" is not one` : `none of ${NAMES.map((name) => name.join(" ")).join(", ")} is there`}.`,
		cure: "Install it (Debian and Ubuntu: apt install python3 python3-venv; macOS: brew install python; Windows: python.org), or name it with --python, or name an existing Jupyter with --jupyter. Everything else, also leadlab notebooks run, works without Python.",
	});
}
