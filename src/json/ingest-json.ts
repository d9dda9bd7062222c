import type { Dataset } from "../dataset/dataset.ts";
import type { Health } from "../health/health.ts";
import { resultJson } from "./result-json.ts";

/** What `leadlab ingest --json` prints. */
export type IngestJson = ReturnType<typeof ingestJson>;

/**
 * What loading a dataset found as plain JSON.
 *
 * @param options.rejects files that hold the rejected rows
 * @example ingestJson(dataset, { rejects: [], health: [] }).tables.leads.rejected // 0
 */
export function ingestJson(
	{
		name,
		fingerprint,
		asOf,
		leadCount,
		quality,
	}: Pick<Dataset, "name" | "fingerprint" | "asOf" | "leadCount" | "quality">,
	{ rejects, health }: { readonly rejects: readonly string[]; readonly health: Health },
) {
	const { tables, issues } = quality;
	return resultJson({
		leadlab: "ingest/2" as const,
		health,
		...{ name, fingerprint, asOf, leads: leadCount, tables, issues, rejects },
	});
}
