import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "./canonical-json.ts";

/**
 * Fingerprint of data: the first 16 hexadecimal digits of the SHA-256 of its canonical JSON. Equal data, equal
 * fingerprint, whatever the order of keys.
 *
 * @example fingerprint({ a: 1 }) // "015abd7f5cc57a2d"
 */
export function fingerprint(value: unknown): string {
	return bytesToHex(sha256(utf8ToBytes(canonicalJson(value)))).slice(0, 16);
}
