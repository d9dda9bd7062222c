import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { SAMPLE_COLUMNS, type SampleTable } from "../vocabulary.ts";
import { csvChunks } from "./csv.ts";
import { datasetFile } from "./dataset-file.ts";
import type { Sample } from "./generate-sample.ts";
import { readmeFile } from "./readme-file.ts";
import { truthChunks } from "./truth-rows.ts";

/** A file of a sample: its name inside the folder, and its content, which is made while it is read. */
export interface SampleFile {
	readonly name: string;
	readonly chunks: Iterable<string> | AsyncIterable<Uint8Array>;
}

/** What to write besides the usual. */
export interface SampleFileOptions {
	/** Also `truth.csv`: for each lead what the old policy did and its true chance of becoming SQL; default false. */
	readonly truthByLead?: boolean;
}

/**
 * The files of a sample, in the order in which they should be written: tables first, `dataset.yaml` last, so that a
 * folder with a `dataset.yaml` is whole.
 */
export function* sampleFiles(sample: Sample, { truthByLead = false }: SampleFileOptions = {}): Generator<SampleFile> {
	const table = (name: SampleTable) => csvChunks(SAMPLE_COLUMNS[name], sample.rows(name));
	yield { name: "leads.csv", chunks: table("leads") };
	yield { name: "activities.csv.gz", chunks: gzip(table("activities")) };
	yield { name: "stages.csv", chunks: table("stages") };
	yield { name: "attribute_history.csv", chunks: table("attribute_history") };
	if (truthByLead) yield { name: "truth.csv", chunks: truthChunks(sample.leads()) };
	const counts = sample.counts();
	yield { name: "truth.json", chunks: [`${JSON.stringify(sample.truth(counts), null, "\t")}\n`] };
	yield { name: "README.md", chunks: [readmeFile(sample.plan, counts)] };
	yield { name: "dataset.yaml", chunks: [datasetFile(sample.plan)] };
}

/** Compressed while it is read; the header holds no time. */
function gzip(chunks: Iterable<string>): AsyncIterable<Uint8Array> {
	return Readable.from(chunks, { objectMode: false, highWaterMark: 1 << 18 }).pipe(createGzip());
}
