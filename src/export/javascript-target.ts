import { type ExportTarget, fileStem } from "./export-target.ts";
import { exportJavaScript } from "./javascript-scorer.ts";

/** The scorer as one JavaScript module, with its types. */
export const javascriptTarget: ExportTarget = {
	name: "javascript",
	title: "JavaScript module without dependencies, and its TypeScript declarations",
	files: (model) => {
		const { code, types } = exportJavaScript(model);
		const stem = `${fileStem(model)}.scorer`;
		return [
			{ name: `${stem}.mjs`, text: code },
			{ name: `${stem}.d.mts`, text: types },
		];
	},
};
