import { type Cell, cellsFingerprint } from "./cell.ts";
import { ipynbText, KERNEL_METADATA, sourceLines } from "./ipynb.ts";

/** What a cell showed when it was run, as nbformat keeps it. */
export interface CellOutputs {
	readonly executionCount: number;
	readonly outputs: readonly unknown[];
}

/**
 * Cells as an `.ipynb` without outputs, or with those of a run. Equal cells and outputs give equal bytes. The fingerprint
 * of the cells goes into the metadata: it tells later which side of a pair was changed.
 */
export function formatIpynb(cells: readonly Cell[], outputs: ReadonlyMap<string, CellOutputs> = new Map()): string {
	return ipynbText({
		nbformat: 4,
		nbformat_minor: 5,
		metadata: { ...KERNEL_METADATA, leadlab: { cells: cellsFingerprint(cells) } },
		cells: cells.map(({ id, kind, source, tags, promises }) => {
			const shown = outputs.get(id);
			return {
				cell_type: kind,
				id,
				metadata: {
					...(promises.length > 0 ? { leadlab: { promises } } : {}),
					...(tags.length > 0 ? { tags } : {}),
				},
				source: sourceLines(source),
				...(kind === "code" ? { execution_count: shown?.executionCount ?? null, outputs: shown?.outputs ?? [] } : {}),
			};
		}),
	});
}
