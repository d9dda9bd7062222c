import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openQueries, type Queries } from "../queries.ts";

/** The four tables as they are, every column as text. */
export async function openTables(raw: string): Promise<Queries> {
	const queries = await openQueries();
	for (const name of ["accounts", "products", "sales_pipeline", "sales_teams"]) {
		await queries.csv(name, join(raw, `${name}.csv.gz`));
	}
	return queries;
}

/**
 * Writes `deals.csv`: a row a deal, with what is known of its account, product and agent, and its closing day as the day it
 * was won or lost. The key that is written in two ways is mended here, and nothing else.
 *
 * @param options.closedOnly leaves out deals that are not won or lost
 */
export async function prepareDeals(
	raw: string,
	into: string,
	{ closedOnly = false }: { readonly closedOnly?: boolean } = {},
): Promise<void> {
	const queries = await openTables(raw);
	const rows = await queries.rows(`
		SELECT opportunity_id, deal_stage, engage_date, close_date AS closed_on,
			CASE WHEN deal_stage = 'Won' THEN close_date END AS won_date,
			CASE WHEN deal_stage = 'Lost' THEN close_date END AS lost_date,
			close_value, account, product, series, sales_price, sector, revenue, employees, sales_agent, regional_office
		FROM (SELECT * REPLACE (CASE product WHEN 'GTXPro' THEN 'GTX Pro' ELSE product END AS product) FROM sales_pipeline)
		LEFT JOIN products USING (product)
		LEFT JOIN (SELECT account, sector, revenue, employees FROM accounts) USING (account)
		LEFT JOIN sales_teams USING (sales_agent)
		WHERE ${closedOnly ? "close_date IS NOT NULL" : "true"}
		ORDER BY opportunity_id`);
	const lines = rows.map((row) =>
		Object.values(row)
			.map((cell) => (cell === null ? "" : `"${String(cell).replaceAll('"', '""')}"`))
			.join(","),
	);
	writeFileSync(join(into, "deals.csv"), `${Object.keys(rows[0]!).join(",")}\n${lines.join("\n")}\n`);
}
