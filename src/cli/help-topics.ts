/** A document of the package, or a chapter of one, that `leadlab help` prints. */
export interface HelpTopic {
	readonly summary: string;
	/** File below the package, with `/`. */
	readonly file: string;
	/** Heading of the chapter; left out: the whole file. */
	readonly chapter?: string;
}

/** Every topic; package.json ships the files. */
export const HELP_TOPICS: Readonly<Record<string, HelpTopic>> = {
	start: { summary: "what leadlab is, and the first replay of your own history", file: "README.md" },
	dataset: { summary: "every key of dataset.yaml", file: "data/README.md", chapter: "The dataset" },
	model: { summary: "every key of a model file", file: "data/README.md", chapter: "The model" },
	json: { summary: "results as JSON, and exit codes", file: "data/README.md", chapter: "Results as JSON" },
	reports: { summary: "how to read a report, and what each number means", file: "reports/README.md" },
	jupyter: { summary: "notebooks in Jupyter", file: "notebooks/README.md" },
	proof: { summary: "how it is proved", file: "test/README.md" },
	source: { summary: "how the source hangs together", file: "src/README.md" },
	contributing: { summary: "how to add a metric, a chart, a rule kind, ...", file: "CONTRIBUTING.md" },
	changes: { summary: "what has changed", file: "CHANGELOG.md" },
};

/** The topics, as `leadlab help` lists them after the commands. */
export const TOPIC_LIST = `
Topics (leadlab help <topic>):
${Object.entries(HELP_TOPICS)
	.map(([name, { summary }]) => `  ${name.padEnd(14)}${summary}`)
	.join("\n")}
`;

/**
 * The chapter of a page under a heading of the second level, heading included.
 *
 * @example chapterOf("# A\n\n## B\n\nb\n\n## C\n", "B") // "## B\n\nb\n"
 */
export function chapterOf(page: string, heading: string): string {
	const [, ...chapters] = page.split(/^(?=## )/m);
	const chapter = chapters.find((text) => text.startsWith(`## ${heading}\n`));
	if (chapter === undefined) throw new Error(`there is no chapter "${heading}".`);
	return `${chapter.trimEnd()}\n`;
}
