import { z } from "zod";

const text = z.union([z.string(), z.array(z.string())]);

/** What is read of a cell of an `.ipynb`; other keys are left alone. */
export const ipynbCellSchema = z.looseObject({
	cell_type: z.enum(["code", "markdown", "raw"]),
	id: z.string().optional(),
	source: text,
	metadata: z.looseObject({
		tags: z.array(z.string()).optional(),
		leadlab: z.looseObject({ promises: z.array(z.string()).optional() }).optional(),
	}),
	outputs: z.array(z.unknown()).optional(),
	execution_count: z.number().nullable().optional(),
});

/** What is read of an `.ipynb`, nbformat 4. */
export const ipynbSchema = z.looseObject({
	nbformat: z.literal(4),
	nbformat_minor: z.number(),
	metadata: z.looseObject({ leadlab: z.looseObject({ cells: z.string().optional() }).optional() }),
	cells: z.array(ipynbCellSchema),
});

export type Ipynb = z.infer<typeof ipynbSchema>;
export type IpynbCell = z.infer<typeof ipynbCellSchema>;

/** Notebook metadata: the kernel, as tslab registers itself. */
export const KERNEL_METADATA = {
	kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
	language_info: { file_extension: ".ts", mimetype: "text/typescript", name: "typescript" },
} as const;

/**
 * A text as nbformat keeps it: a list of lines, each with its line end.
 *
 * @example sourceLines("a\nb") // ["a\n", "b"]
 */
export function sourceLines(source: string): string[] {
	return source === "" ? [] : source.split(/(?<=\n)/);
}

/** The text of a source or output that may be a list of lines. */
export function joinLines(lines: string | readonly string[]): string {
	return typeof lines === "string" ? lines : lines.join("");
}

/** JSON as nbformat writes it, keys sorted and indented by one, so that saving in JupyterLab changes little. */
export function ipynbText(document: unknown): string {
	return `${JSON.stringify(sorted(document), null, 1)}\n`;
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (value === null || typeof value !== "object") return value;
	const keys = Object.keys(value).sort();
	return Object.fromEntries(keys.map((key) => [key, sorted((value as Record<string, unknown>)[key])]));
}
