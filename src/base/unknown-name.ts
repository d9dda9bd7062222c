import { configurationError, type LabError } from "./error.ts";
import { nearest } from "./nearest.ts";

/**
 * The error for a name that is not there: it says what there is, and names the one that was most likely meant.
 *
 * @param what what is named, e.g. `rule`; the code is `unknown-` and this
 * @example throw unknownName("stage", "mlq", { names: ["mql", "sql"], of: 'the dataset "saas"' })
 * // 'the dataset "saas" has no stage "mlq"; it has mql, sql. Did you mean "mql"? [unknown-stage]'
 */
export function unknownName(
	what: string,
	name: string,
	{
		names,
		of,
		file,
		code = `unknown-${what.replaceAll(" ", "-")}`,
	}: {
		readonly names: readonly string[];
		/** Whose name it is. */
		readonly of: string;
		readonly file?: string | undefined;
		readonly code?: string;
	},
): LabError {
	const near = nearest(name, names);
	return configurationError({
		code,
		...(file === undefined ? {} : { file }),
		column: name,
		message: `${of} has no ${what} "${name}"; it has ${names.join(", ") || "none"}.`,
		cure: near === undefined ? "Correct the name." : `Did you mean "${near}"?`,
	});
}
