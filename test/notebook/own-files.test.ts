import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseScript } from "../../src/jupyter/pair/parse-script.ts";
import { outputText } from "../../src/jupyter/run/collect-outputs.ts";
import { executeNotebook, failureText } from "../../src/jupyter/run/execute-notebook.ts";
import { notebookHtml } from "../../src/jupyter/run/notebook-html.ts";
import { withParameters } from "../../src/jupyter/run/parameters.ts";
import { FULL_SIZE } from "../full-size.ts";
import { datasetFolder, describeReal, mappingFolder } from "../real/real-data.ts";
import { projectPath } from "./sample.ts";

const NAME = "08-your-own-files";

for (const [name, leads] of [
	["bpi2012-loan-funnel", "7,455"],
	["leadforge-b2b-saas", "5,000"],
] as const) {
	describeReal(name, () => {
		it.runIf(FULL_SIZE)("runs to the end in notebook 08 by its parameters alone, every promise kept", async () => {
			const cells = parseScript(readFileSync(projectPath(`notebooks/${NAME}.ts`), "utf8"));
			const values = { dataset: await datasetFolder(name), model: join(mappingFolder(name), "model.yaml") };
			const run = await executeNotebook(withParameters(cells, values, { name: NAME }), {
				folder: projectPath("notebooks"),
			});
			expect(run.failure === undefined ? "" : failureText(NAME, run.failure)).toBe("");
			expect((run.outputs.get("load")?.outputs ?? []).map(outputText).join("")).toContain(`${name}: ${leads} leads`);
			expect(notebookHtml(run, { name: NAME })).toContain("<svg");
		});
	});
}
