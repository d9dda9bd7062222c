import type { Section } from "./report-document.ts";

/**
 * The same sections with every chart's id used once: ids come from names that users choose, and two names can have the same
 * letters and digits. A second `segment-size` becomes `segment-size-2`.
 */
export function uniqueCharts(sections: readonly Section[]): Section[] {
	const used = new Set<string>();
	return sections.map((section) => ({
		...section,
		blocks: section.blocks.map((block) => {
			if (block.kind !== "chart") return block;
			let id = block.chart.id;
			for (let number = 2; used.has(id); number++) id = `${block.chart.id}-${number}`;
			used.add(id);
			return { ...block, chart: { ...block.chart, id } };
		}),
	}));
}
