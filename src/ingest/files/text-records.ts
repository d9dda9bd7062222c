import { type Encoding, type Opening, textBytes } from "./byte-stream.ts";
import type { FilePlace } from "./file-issue.ts";
import { isDoubtfulJson } from "./json-line.ts";
import { createRecordScanner, type RecordScanSummary, type RecordSink } from "./record-scan.ts";

/** How a text file is to be read. */
export interface TextOptions {
	readonly shape: "csv" | "jsonl";
	readonly delimiter: string;
	readonly encoding: "utf-8" | "latin-1" | "utf-16" | undefined;
	readonly nullValues: readonly string[];
}

/** A text file with all that is known about reading it. */
export interface TextFile extends FilePlace {
	readonly path: string;
	readonly options: TextOptions;
	readonly opening: Opening;
	readonly encoding: Encoding;
	/** Bytes on disk. */
	readonly size: number;
	/** Cells of the header; empty for JSON lines. */
	readonly header: readonly string[];
}

/** Passes over the records of a file, without its header. */
export async function scanRecords(
	file: TextFile,
	sink: RecordSink,
	{ onKeys, afterChunk }: { readonly onKeys?: OnKeys | undefined; readonly afterChunk?: () => Promise<void> } = {},
): Promise<RecordScanSummary> {
	const csv = file.options.shape === "csv";
	let headerSeen = !csv;
	let doubtful = false;
	const scanner = createRecordScanner(
		{
			delimiter: csv ? file.options.delimiter.charCodeAt(0) : undefined,
			width: csv ? file.header.length : undefined,
			accepts: csv
				? undefined
				: (buffer, start, end) => {
						const text = buffer.toString("utf8", start, end);
						doubtful ||= isDoubtfulJson(text);
						return isJsonObject(text, onKeys);
					},
		},
		{
			row: (buffer, start, end, line, odd) => {
				if (headerSeen) sink.row?.(buffer, start, end, line, odd);
				else headerSeen = true;
			},
			unread: (...record) => sink.unread?.(...record),
		},
	);
	for await (const chunk of textBytes(file.path, file.opening.gzip, file.encoding)) {
		scanner.push(chunk);
		await afterChunk?.();
	}
	const summary = scanner.finish();
	return { ...summary, anyOdd: summary.anyOdd || doubtful, rows: summary.rows - (csv ? 1 : 0) };
}

type OnKeys = (keys: readonly string[]) => void;

function isJsonObject(text: string, onKeys?: OnKeys): boolean {
	try {
		const value: unknown = JSON.parse(text);
		if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
		onKeys?.(Object.keys(value));
		return true;
	} catch {
		return false;
	}
}
