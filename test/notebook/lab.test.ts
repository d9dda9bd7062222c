import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPython, missingPython } from "../../src/jupyter/lab/find-python.ts";
import { environmentPaths, makeEnvironment } from "../../src/jupyter/lab/jupyter-environment.ts";
import { kernelFile, kernelSpec, registerKernel } from "../../src/jupyter/lab/kernel-spec.ts";
import { labChecks } from "../../src/jupyter/lab/lab-checks.ts";
import { openLab } from "../../src/jupyter/lab/open-lab.ts";
import { loadedBuild } from "../../src/notebook/display/loaded-build.ts";
import { projectPath } from "./sample.ts";

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "leadlab-lab-"));
});
afterAll(() => rm(folder, { recursive: true }));
const codeOf = (promise: Promise<unknown>) =>
	promise.then(
		() => "done",
		(error: { code?: string }) => error.code,
	);

describe("npm run lab", () => {
	it("says what to install where there is no Python, and makes nothing", async () => {
		const venv = join(folder, "no-python");
		expect(await findPython("no-such-python")).toBeUndefined();
		expect(await codeOf(makeEnvironment(venv, { python: "no-such-python" }))).toBe("missing-python");
		await expect(readFile(join(venv, "pyvenv.cfg"))).rejects.toThrow();
		expect(missingPython().message).toMatch(
			/apt install python3 python3-venv.*leadlab notebooks run, works without Python/s,
		);
	});

	it("registers the kernel of this installation: this Node and the tslab of node_modules", async () => {
		await registerKernel(folder);
		const spec = JSON.parse(await readFile(kernelFile(folder), "utf8")) as ReturnType<typeof kernelSpec>;
		expect(spec).toEqual(kernelSpec());
		expect(spec.argv[0]).toBe(process.execPath);
		expect(spec.argv[1]).toBe(projectPath("node_modules/tslab/bin/tslab"));
	});

	it("uses an existing Jupyter when told, and gives it the kernel for this start only", async () => {
		const options = {
			folder,
			venv: join(folder, "none"),
			dataFolder: join(folder, "data"),
			browser: false,
			args: [],
			environment: process.env,
			onText: () => {},
		};
		// Stands for a Jupyter: it exits with 7 when it was told where the kernel is.
		const jupyter = join(folder, "jupyter");
		await writeFile(
			jupyter,
			`#!/bin/sh\ncase "$JUPYTER_PATH" in "${join(folder, "data")}"*) [ "$1" = lab ] && exit 7;; esac\nexit 1\n`,
			{ mode: 0o755 },
		);
		expect(await openLab({ ...options, jupyter })).toBe(7);
		expect(await codeOf(openLab({ ...options, jupyter: join(folder, "no-such-jupyter") }))).toBe("jupyter-failed");
		expect(JSON.parse(await readFile(kernelFile(join(folder, "data")), "utf8"))).toEqual(kernelSpec());
	});
});

describe("labChecks", () => {
	const stateOf = async (venv: string, name: string) =>
		(await labChecks(projectPath("."), { venv })).find((check) => check.name === name);

	it("passes what is there: tslab, and the import of a cell", async () => {
		expect(await stateOf(join(folder, "none"), "kernel program (tslab)")).toMatchObject({ state: "ok" });
		expect(await stateOf(join(folder, "none"), "import in a cell")).toMatchObject({ state: "ok" });
	});

	it("finds an environment that is not there or not whole, and says the cure", async () => {
		expect((await stateOf(join(folder, "none"), "JupyterLab"))?.cure).toBeDefined();
		const half = join(folder, "half");
		const { python } = environmentPaths(half);
		await mkdir(dirname(python), { recursive: true });
		await writeFile(python, "", { mode: 0o755 });
		expect(await stateOf(half, "JupyterLab")).toMatchObject({ state: "warning" });
	});

	it("finds a package without a build and without its link", async () => {
		const [, , built] = await labChecks(folder, { venv: join(folder, "none") });
		expect(built).toMatchObject({ name: "import in a cell", state: "fault", cure: "Run npm run build." });
		await mkdir(join(folder, "dist"));
		await writeFile(join(folder, "dist", "index.d.ts"), "");
		const [, , linked] = await labChecks(folder, { venv: join(folder, "none") });
		expect(linked).toMatchObject({ state: "fault", found: "node_modules has no link to leadlab" });
	});
});

describe("a running kernel", () => {
	it("is told when leadlab was built again under it", async () => {
		const stamp = join(folder, ".built");
		await writeFile(stamp, "aaa\n");
		const build = loadedBuild(stamp);
		expect([build.id, build.staleText()]).toEqual(["aaa", undefined]);
		await writeFile(stamp, "bbb\n");
		expect(build.staleText()).toMatch(/built again \(bbb\).*imported it \(aaa\)\. Restart the kernel/);
		await rm(stamp);
		expect(build.staleText()).toBeUndefined();
	});
});
