import { knownValue, type Value } from "../base/value.ts";

/**
 * The value of a name in a record of values. Only the record's own names count (an attribute may be called
 * `constructor`), and a value that is not one (empty text, NaN) is unknown, wherever the record comes from.
 *
 * @example valueAt({ industry: " " }, "industry") // undefined
 */
export function valueAt(record: Readonly<Record<string, Value | undefined>>, name: string): Value | undefined {
	return Object.hasOwn(record, name) ? knownValue(record[name]) : undefined;
}
