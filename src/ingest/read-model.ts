import { readFile } from "node:fs/promises";
import { configurationError } from "../base/error.ts";
import { parseModel } from "../model/parse-model.ts";

const LARGEST_MODEL = 5_000_000;

/**
 * Reads and checks a model file.
 *
 * @throws LabError (configuration) when the file is not there, is no text, or is no valid model
 */
export async function readModel(path: string): Promise<ReturnType<typeof parseModel>> {
	return parseModel(await readText(path, "a model file (YAML or JSON)"), { file: path });
}

/**
 * Reads a small UTF-8 text file that a person wrote.
 *
 * @param what what is expected to be in it, for the message
 * @throws LabError (configuration) when it is missing, a folder, larger than 5 MB or not UTF-8
 */
export async function readText(path: string, what: string): Promise<string> {
	let bytes: Buffer;
	try {
		bytes = await readFile(path);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		throw configurationError({
			code: "missing-file",
			file: path,
			message: code === "EISDIR" ? `this is a folder, expected ${what}.` : `there is no such file, expected ${what}.`,
			cure: "Check the path.",
		});
	}
	if (bytes.length > LARGEST_MODEL) {
		throw configurationError({
			code: "file-too-large",
			file: path,
			message: `the file has ${bytes.length} bytes; ${what} has at most ${LARGEST_MODEL}.`,
			cure: "Name the right file.",
		});
	}
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		throw configurationError({
			code: "bad-encoding",
			file: path,
			message: `the file is not UTF-8 text, expected ${what}.`,
			cure: "Save it as UTF-8.",
		});
	}
}
