import type { DuckDBDataChunk } from "@duckdb/node-api";

/** The numbers of a column of a chunk, without a copy. The column must not hold NULL: the query sees to that. */
export function int32Column(chunk: DuckDBDataChunk, index: number): Int32Array {
	return items(chunk, index) as Int32Array;
}

/** The same for DOUBLE. */
export function float64Column(chunk: DuckDBDataChunk, index: number): Float64Array {
	return items(chunk, index) as Float64Array;
}

/** The same for BIGINT. */
export function bigInt64Column(chunk: DuckDBDataChunk, index: number): BigInt64Array {
	return items(chunk, index) as BigInt64Array;
}

function items(chunk: DuckDBDataChunk, index: number): unknown {
	return (chunk.getColumnVector(index) as unknown as { readonly items: unknown }).items;
}
