import type { SampleOptions } from "../sample-options.ts";
import { generateSample } from "./generate-sample.ts";
import { type SampleFile, type SampleFileOptions, sampleFiles } from "./sample-files.ts";

/** Where a sample goes. */
export interface SampleEffects {
	/** Writes one file, reading its chunks to the end; files come one after another. */
	readonly write: (name: string, chunks: SampleFile["chunks"]) => Promise<void>;
}

/**
 * Makes a sample and hands its files to `effects.write`, one after another, `dataset.yaml` last.
 *
 * @returns the names written
 * @throws LabError (configuration) `sample-option` when an option is out of range, before anything is written
 */
export async function writeSample(
	effects: SampleEffects,
	options: SampleOptions & SampleFileOptions,
): Promise<readonly string[]> {
	const { truthByLead = false, ...rest } = options;
	const names: string[] = [];
	for (const { name, chunks } of sampleFiles(generateSample(rest), { truthByLead })) {
		await effects.write(name, chunks);
		names.push(name);
	}
	return names;
}
