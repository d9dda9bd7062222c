import type { Estimate } from "../metrics/rates/estimate.ts";
import { type EstimateJson, estimateJson } from "./estimate-json.ts";

/** Keys whose number is an instant: written as ISO 8601 in UTC. */
type InstantKey = (typeof INSTANTS)[number] | `${string}At`;

const INSTANTS = ["asOf", "at", "createdFrom", "createdTo", "flaggedUntil", "recentMatureFrom"] as const;

/** What {@link resultJson} makes of a result: what may be left out of it may be left out of the JSON. */
export type ResultJson<T> = T extends Estimate | EstimateJson
	? EstimateJson
	: T extends string | number | boolean | null
		? T
		: T extends undefined
			? null
			: T extends ReadonlyMap<string, infer V>
				? { readonly [key: string]: ResultJson<V> }
				: T extends ArrayLike<number> & { readonly BYTES_PER_ELEMENT: number }
					? readonly (number | null)[]
					: T extends readonly unknown[]
						? { readonly [K in keyof T]: ResultJson<T[K]> }
						: T extends (...args: never) => unknown
							? never
							: { readonly [K in keyof T]: K extends InstantKey ? InstantJson<T[K]> : ResultJson<T[K]> };

type InstantJson<T> = T extends number ? string : ResultJson<T>;

/**
 * A result as plain JSON data, by one rule for all: an estimate is {@link EstimateJson}, an instant (`asOf`, `at`, `...At`)
 * is ISO 8601 in UTC, what is undefined or not finite is null, typed arrays are arrays. What a command does not publish its
 * document takes out before.
 *
 * @example resultJson({ asOf: 0, precision: estimateRate(30, 100), perWeek: undefined })
 * // { asOf: "1970-01-01T00:00:00.000Z", precision: { value: 0.3, ... }, perWeek: null }
 */
export function resultJson<T>(result: T): ResultJson<T> {
	return convert(result, "") as ResultJson<T>;
}

function convert(value: unknown, key: string): unknown {
	if (value === undefined || value === null) return null;
	if (typeof value === "number") return isInstant(key) ? isoOrNull(value) : Number.isFinite(value) ? value : null;
	if (typeof value !== "object") return value;
	if (Array.isArray(value)) return value.map((one) => convert(one, ""));
	if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array, (one) => convert(one, ""));
	if (value instanceof Map) return Object.fromEntries([...value].map(([name, one]) => [name, convert(one, "")]));
	if (isEstimate(value)) return estimateJson(value);
	return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, convert(one, name)]));
}

function isInstant(key: string): boolean {
	return (INSTANTS as readonly string[]).includes(key) || /[a-z]At$/.test(key);
}

function isoOrNull(instant: number): string | null {
	return Number.isFinite(instant) ? new Date(instant).toISOString() : null;
}

/** An estimate is what carries its state and counts. */
function isEstimate(value: object): value is Estimate {
	if (!("state" in value && "hits" in value && "total" in value)) return false;
	return (
		(value.state === "measured" && "interval" in value) || (value.state === "cannot tell yet" && "reason" in value)
	);
}

/**
 * An instant as text where its key does not say that it is one; `undefined` stays.
 *
 * @example isoInstant(0) // "1970-01-01T00:00:00.000Z"
 */
export function isoInstant(instant: number): string;
export function isoInstant(instant: number | undefined): string | undefined;
export function isoInstant(instant: number | undefined): string | undefined {
	return instant === undefined ? undefined : new Date(instant).toISOString();
}
