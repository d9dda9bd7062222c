import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { stat, symlink } from "node:fs/promises";
import { basename, isAbsolute, join, resolve } from "node:path";
import { LabError } from "../../base/error.ts";
import type { FileSpec } from "../checks/dataset-spec.ts";
import { readOpening, textBytes } from "./byte-stream.ts";
import { type FilePlace, fileIssue, unreadableFile } from "./file-issue.ts";
import { itemsOfArray } from "./json-line.ts";
import { findParquet } from "./parquet-file.ts";
import type { Session } from "./session.ts";
import type { FoundFile } from "./source.ts";
import { findText } from "./text-file.ts";

/**
 * Finds a file of a table and looks at its beginning.
 *
 * @param name as written in `dataset.yaml`, relative to `directory` or absolute
 * @throws LabError (data): `missing-file`, `empty-file`, `unreadable-file`, `bad-encoding`, `bad-quote`
 */
export async function findFile(
	session: Session,
	{ place, directory, spec }: { readonly place: FilePlace; readonly directory: string; readonly spec: FileSpec },
): Promise<FoundFile> {
	const path = isAbsolute(place.file) ? place.file : resolve(directory, place.file);
	const size = await sizeOf(path);
	if (size === undefined) {
		throw new LabError("data", [
			fileIssue(place, {
				code: "missing-file",
				message: `there is no file ${JSON.stringify(place.file)} in the folder of dataset.yaml.`,
				cure: "Put it there, correct the name (upper and lower case matter), or leave the table out.",
			}),
		]);
	}
	if (size === 0) {
		throw new LabError("data", [
			fileIssue(place, {
				code: "empty-file",
				message: "the file is empty; a table needs at least a line with the names of its columns.",
				cure: "Export it again, or leave the table out of dataset.yaml.",
			}),
		]);
	}
	const plain = await plainPath(session, path);
	const format = spec.format ?? formatOf(place.file);
	if (format === "parquet") return findParquet(session, place, plain, { nullValues: spec.null_values });
	const delimiter = spec.delimiter ?? (/\.tsv(\.gz)?$/i.test(place.file) ? "\t" : ",");
	const options = { shape: format, delimiter, encoding: spec.encoding, nullValues: spec.null_values ?? [] };
	const lines = format === "jsonl" ? ((await linesOfArray(session, place, plain)) ?? plain) : plain;
	return findText(session, place, lines, options);
}

/**
 * The format that the extension of a name says; CSV when it says nothing.
 *
 * @example formatOf("leads.ndjson.gz") // "jsonl"
 */
export function formatOf(file: string): "csv" | "parquet" | "jsonl" {
	const name = file.toLowerCase().replace(/\.gz$/, "");
	if (/\.(parquet|pq)$/.test(name)) return "parquet";
	return /\.(jsonl|ndjson|json)$/.test(name) ? "jsonl" : "csv";
}

async function sizeOf(path: string): Promise<number | undefined> {
	try {
		const found = await stat(path);
		return found.isFile() ? found.size : undefined;
	} catch {
		return undefined;
	}
}

/** DuckDB reads `*`, `?`, `[` and `{` in a path as patterns: such a file is read through a link with a plain name. */
async function plainPath(session: Session, path: string): Promise<string> {
	if (!/[*?[\]{}]/.test(path)) return path;
	const link = session.temporaryPath(`-${basename(path).replace(/[^\w.]/g, "_")}`);
	await symlink(path, link);
	return link;
}

/** A JSON file that is one array of objects, written as lines; `undefined` when it is not. */
async function linesOfArray(session: Session, place: FilePlace, path: string): Promise<string | undefined> {
	try {
		const { gzip, mark, first } = await readOpening(path);
		if (!/^[\uFEFF\s]*\[/.test(first.subarray(0, 4096).toString("utf8"))) return undefined;
		const parts: Buffer[] = [];
		for await (const chunk of textBytes(path, gzip, mark ?? "utf-8")) parts.push(Buffer.from(chunk));
		const items = itemsOfArray(Buffer.concat(parts).toString("utf8"));
		if (items === undefined) return undefined;
		const lines = session.temporaryPath(".jsonl");
		const out = createWriteStream(lines);
		for (const item of items) if (!out.write(`${item}\n`)) await once(out, "drain");
		out.end();
		await once(out, "finish");
		return lines;
	} catch (cause) {
		throw unreadableFile(place, cause);
	}
}

/** Where a table's file stands: `dataset.yaml` in a folder. */
export const specPath = (directory: string) => join(directory, "dataset.yaml");
