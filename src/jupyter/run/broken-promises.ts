import { VEGALITE } from "../mime-bundle.ts";
import type { Cell, CellPromise } from "../pair/cell.ts";
import { type Output, outputText } from "./collect-outputs.ts";

const KEPT: Readonly<Record<CellPromise, (output: Output) => boolean>> = {
	chart: (output) => output.output_type === "display_data" && VEGALITE in output.data && "image/svg+xml" in output.data,
	table: (output) => output.output_type === "display_data" && String(output.data["text/html"] ?? "").includes("<table"),
	text: (output) => !isStderr(output) && outputText(output).trim() !== "",
	headline: (output) => !isStderr(output) && /\d/.test(outputText(output)),
};

/**
 * What a cell promised and did not show, as a sentence; `undefined` when it kept its word. A headline is text with a
 * number in it.
 */
export function brokenPromises({ promises }: Pick<Cell, "promises">, outputs: readonly Output[]): string | undefined {
	const broken = promises.filter((promise) => !outputs.some(KEPT[promise]));
	return broken.length === 0 ? undefined : `the cell promised to show ${broken.join(" and ")}, and did not`;
}

function isStderr(output: Output): boolean {
	return output.output_type === "stream" && output.name === "stderr";
}
