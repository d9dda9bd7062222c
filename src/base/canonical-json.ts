/**
 * JSON with object keys in code-unit order and no white space, so that equal data has equal text. `undefined`
 * members are left out, as in `JSON.stringify`; numbers are written as ECMAScript writes them (RFC 8785).
 *
 * @example canonicalJson({ b: 1, a: [true, null] }) // '{"a":[true,null],"b":1}'
 */
export function canonicalJson(value: unknown): string {
	return JSON.stringify(sorted(value)) ?? "null";
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (value === null || typeof value !== "object") return value;
	const entries = Object.entries(value as Record<string, unknown>).filter(([, member]) => member !== undefined);
	entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
	return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member)]));
}
