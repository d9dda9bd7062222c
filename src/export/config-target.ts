import { type ExportTarget, fileStem } from "./export-target.ts";
import { exportConfig } from "./production-config.ts";

/** The production configuration as JSON. */
export const jsonTarget = configTarget("json", "JSON");
/** The production configuration as YAML. */
export const yamlTarget = configTarget("yaml", "YAML");

function configTarget(name: "json" | "yaml", notation: string): ExportTarget {
	return {
		name,
		title: `production configuration in ${notation}, with provenance and parity vectors`,
		files: (model, input) => [{ name: `${fileStem(model)}.${name}`, text: exportConfig(model, input)[name] }],
	};
}
