import type { FileSpec } from "../checks/dataset-spec.ts";
import type { RepeatPart } from "../checks/repeated-rows.ts";
import type { Tally } from "../checks/tally.ts";
import type { Source } from "../files/source.ts";

/** A file of a table as the checks of whole columns see it. */
export type TablePart = RepeatPart & { readonly file: string };

/**
 * The files of a table that have been read, each with the number of its description: files that the contract describes
 * alike are one table in several pieces.
 *
 * @param options.named columns that a description names
 * @param options.at name of the column of instants
 */
export function tableParts<T extends FileSpec>(
	files: readonly { readonly spec: T; readonly source: Source }[],
	tallies: readonly Tally[],
	{ named, at }: { readonly named: (spec: T) => readonly string[]; readonly at: (spec: T) => string },
): TablePart[] {
	const descriptions = files.map(({ spec }) => JSON.stringify({ ...spec, file: undefined }));
	return files.map(({ spec, source }, i) => ({
		rows: source.rows,
		tally: tallies[i]!,
		at: at(spec),
		source,
		file: source.file,
		named: named(spec),
		group: descriptions.indexOf(descriptions[i]!),
	}));
}
