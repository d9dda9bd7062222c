import type { MimeBundle } from "../../jupyter/mime-bundle.ts";
import { tableHtml } from "../../tables/render/to-html.ts";
import { tableText } from "../../tables/render/to-text.ts";
import type { Table } from "../../tables/table.ts";

/** Rows that are shown of a longer table. */
export const MOST_ROWS = 60;

/**
 * A table as HTML and as text, both with numbers to the right. Of more than {@link MOST_ROWS} rows the first are shown,
 * and a note says so.
 *
 * @example tableBundle({ columns: columnsOf("stage", "leads"), rows: [["mql", 3]] }).data["text/plain"] // "stage  leads\nmql        3"
 */
export function tableBundle(table: Table, { most = MOST_ROWS }: { readonly most?: number } = {}): MimeBundle {
	const rows = table.rows.slice(0, most);
	const cut = rows.length < table.rows.length ? `The first ${rows.length} of ${table.rows.length} rows.` : undefined;
	const note = [table.note, cut].filter((part) => part !== undefined).join(" ");
	const shown: Table = { ...table, rows, ...(note === "" ? {} : { note }) };
	return {
		data: { "text/html": tableHtml(shown, { styles: "attributes" }), "text/plain": tableText(shown) },
		metadata: {},
	};
}
