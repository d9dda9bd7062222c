import { crc32 } from "node:zlib";
import { fingerprint } from "../base/fingerprint.ts";
import type { Value } from "../base/value.ts";
import type { RawColumns } from "../dataset/raw-columns.ts";

const BLOCK = 1 << 20;

/**
 * Fingerprint of what was loaded: every column, every value, the ids, the contract and the counts. Columns are
 * digested in blocks of 1 MiB by CRC-32 and the digests by SHA-256: enough to tell any change that is not made to
 * deceive, at a few percent of the time of reading. The same input gives the same fingerprint whatever the number of
 * threads; rows that were rejected count by their number only.
 */
export function fingerprintColumns(
	raw: RawColumns,
	{ spec, ids }: { readonly spec: unknown; readonly ids: readonly Uint8Array[] },
): string {
	const { leads, attributes, history, activities, stages, quality } = raw;
	return fingerprint({
		spec,
		asOf: raw.asOf,
		zone: raw.calendar.zone,
		tables: quality.tables,
		leads: digest(...ids, leads.createdAt, leads.workedAt, leads.account?.codes),
		account: digestValues(leads.account?.values),
		attributes: attributes.map(({ name, type, values, codes, known }) => ({
			name,
			type,
			values: digestValues(values),
			codes: digest(codes, known !== undefined && "at" in known ? known.at : undefined),
			stage: known !== undefined && "stage" in known ? known.stage : undefined,
		})),
		history: digest(history.lead, history.attribute, history.code, history.knownAt),
		activities: digest(activities.lead, activities.at, activities.knownAt, activities.type),
		types: activities.types,
		properties: activities.properties.map(({ name, values, codes }) => ({
			name,
			values: digestValues(values),
			codes: digest(codes),
		})),
		stages: digest(stages.lead, stages.stage, stages.at, stages.amount, stages.reason?.codes),
		reasons: digestValues(stages.reason?.values),
	});
}

/** Length and checksum of every block of every column. */
function digest(...columns: readonly (ArrayBufferView | undefined)[]): number[] {
	return columns.flatMap((column) => {
		if (column === undefined) return [-1];
		const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
		const sums = [bytes.length];
		for (let at = 0; at < bytes.length; at += BLOCK) sums.push(crc32(bytes.subarray(at, at + BLOCK)));
		return sums;
	});
}

/** Values can be as many as leads; the JSON text of each keeps a number and a text of the same digits apart. */
function digestValues(values: readonly Value[] | undefined): number[] {
	return values === undefined ? [-1] : digest(Buffer.from(JSON.stringify(values), "utf8"));
}
