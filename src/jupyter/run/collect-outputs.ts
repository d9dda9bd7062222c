import { sourceLines } from "../pair/ipynb.ts";
import type { FromKernel } from "./kernel-messages.ts";

/** An output as nbformat keeps it. */
export type Output =
	| { readonly output_type: "stream"; readonly name: "stdout" | "stderr"; readonly text: readonly string[] }
	| {
			readonly output_type: "display_data";
			readonly data: Readonly<Record<string, unknown>>;
			readonly metadata: Readonly<Record<string, unknown>>;
	  };

/**
 * The messages of a cell as its final outputs, as JupyterLab would show them in the end: pieces of a stream joined, a
 * changed display in the place of the first, and nothing of a line of progress that ended empty.
 */
export function collectOutputs(messages: readonly FromKernel[]): Output[] {
	const outputs: { output: Output; readonly id: string | undefined }[] = [];
	for (const message of messages) {
		if (message.kind === "stream") {
			const last = outputs.at(-1);
			if (last?.output.output_type === "stream" && last.output.name === message.name) {
				last.output = { ...last.output, text: sourceLines(last.output.text.join("") + message.text) };
			} else {
				outputs.push({
					output: { output_type: "stream", name: message.name, text: sourceLines(message.text) },
					id: undefined,
				});
			}
		} else if (message.kind === "display") {
			const { data, metadata = {}, transient } = message.content;
			const id = transient?.display_id;
			const output: Output = { output_type: "display_data", data: asLines(data), metadata };
			const earlier = message.update ? outputs.find((one) => id !== undefined && one.id === id) : undefined;
			if (earlier !== undefined) earlier.output = output;
			else outputs.push({ output, id });
		}
	}
	return outputs.map(({ output }) => output).filter((output) => !isEmpty(output));
}

/** The text of an output: what was printed, or the plain form of what was shown. */
export function outputText(output: Output): string {
	if (output.output_type === "stream") return output.text.join("");
	const plain = output.data["text/plain"];
	return Array.isArray(plain) ? plain.join("") : String(plain ?? "");
}

function asLines(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(data).map(([type, value]) => [type, typeof value === "string" ? sourceLines(value) : value]),
	);
}

function isEmpty(output: Output): boolean {
	if (output.output_type === "stream") return outputText(output) === "";
	return Object.keys(output.data).length === 1 && "text/plain" in output.data && outputText(output) === "";
}
