import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../cli/run-cli.ts";

/** Every document; `leadlab help` prints those of the package. */
export const DOCUMENTS: readonly string[] = [
	...["README.md", "data/README.md", "reports/README.md", "notebooks/README.md", "test/README.md", "src/README.md"],
	...["CONTRIBUTING.md", "CHANGELOG.md", "data/saas-sample/README.md", "test/real/README.md"],
];

/** A fenced block of a page, with the file it is said to be (a line "`path`:" before it). */
export interface Block {
	readonly language: string;
	readonly code: string;
	readonly file: string | undefined;
}

/** The text of a document. */
export function readDocument(page: string): string {
	return readFileSync(join(ROOT, page), "utf8");
}

/** The fenced blocks of a page, in order. */
export function blocksOf(text: string): readonly Block[] {
	const found = text.matchAll(/(?:^`([^`\n]+)`:\n\n)?^```(\w*)\n([\s\S]*?)^```$/gm);
	return [...found].map(([, file, language = "", code = ""]) => ({ language, code, file }));
}

/** The page with the code of its text blocks replaced, by their places among all blocks. */
export function withOutputs(text: string, outputs: ReadonlyMap<number, string>): string {
	let place = -1;
	return text.replace(/^```(\w*)\n([\s\S]*?)^```$/gm, (block, language: string) => {
		place++;
		const output = outputs.get(place);
		return output === undefined ? block : `\`\`\`${language}\n${output}\`\`\``;
	});
}
