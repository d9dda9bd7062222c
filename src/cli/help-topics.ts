/** Documents that `leadlab help TOPIC` prints, with their files in the package. A command of the same name comes first. */
export const HELP_TOPICS: Readonly<Record<string, { readonly summary: string; readonly file: string }>> = {
	start: { summary: "what leadlab is, and the first five minutes", file: "README.md" },
	data: { summary: "dataset and model files, every key", file: "data/README.md" },
	reports: { summary: "how to read a report, and the methods behind it", file: "reports/README.md" },
};
