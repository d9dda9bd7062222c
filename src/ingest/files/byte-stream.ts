import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";

/** How the text of a file is encoded; `utf-16` is told from its byte order mark, little-endian without one. */
export type Encoding = "utf-8" | "latin-1" | "utf-16le" | "utf-16be";

const CHUNK = 4 << 20;

/** What the first bytes of a file tell. */
export interface Opening {
	readonly gzip: boolean;
	/** Encoding by byte order mark; `undefined` without one. */
	readonly mark: "utf-8" | "utf-16le" | "utf-16be" | undefined;
	/** First bytes of the text, after decompression. */
	readonly first: Buffer;
}

/** A file that cannot be read as what it claims to be. */
export class UnreadableFile extends Error {}

/**
 * Looks at the beginning of a file.
 *
 * @throws UnreadableFile when it cannot be opened or its compression is broken from the start
 */
export async function readOpening(path: string): Promise<Opening> {
	const gzip = await isGzip(path);
	const parts: Buffer[] = [];
	let length = 0;
	for await (const chunk of rawBytes(path, gzip)) {
		parts.push(chunk);
		length += chunk.length;
		if (length >= 64 << 10) break;
	}
	const first = Buffer.concat(parts);
	const mark = first.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))
		? "utf-8"
		: first.subarray(0, 2).equals(Buffer.from([0xff, 0xfe]))
			? "utf-16le"
			: first.subarray(0, 2).equals(Buffer.from([0xfe, 0xff]))
				? "utf-16be"
				: undefined;
	return { gzip, mark, first };
}

async function isGzip(path: string): Promise<boolean> {
	try {
		const file = await open(path, "r");
		try {
			const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
			return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
		} finally {
			await file.close();
		}
	} catch (cause) {
		throw new UnreadableFile((cause as Error).message, { cause });
	}
}

async function* rawBytes(path: string, gzip: boolean): AsyncGenerator<Buffer> {
	const file = createReadStream(path, { highWaterMark: CHUNK });
	const stream = gzip ? file.pipe(createGunzip({ chunkSize: 1 << 20 })) : file;
	// An error of the file does not travel through a pipe by itself.
	if (gzip) file.on("error", (error) => stream.destroy(error));
	try {
		for await (const chunk of stream) yield chunk as Buffer;
	} catch (cause) {
		throw new UnreadableFile((cause as Error).message, { cause });
	} finally {
		file.destroy();
		stream.destroy();
	}
}

/**
 * The text of a file as UTF-8 bytes without a byte order mark. What cannot be represented (half a surrogate pair, half
 * a UTF-16 unit) becomes the byte 0xFF, which is never valid UTF-8, so that its row is found and told.
 *
 * @throws UnreadableFile while iterating, when the file or its compression is broken
 */
export async function* textBytes(path: string, gzip: boolean, encoding: Encoding): AsyncGenerator<Buffer> {
	const source = encoding === "utf-8" ? rawBytes(path, gzip) : transcoded(rawBytes(path, gzip), encoding);
	let first = true;
	for await (const chunk of joined(source)) {
		const start = first && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? 3 : 0;
		first = false;
		yield start === 0 ? chunk : chunk.subarray(start);
	}
}

/** The same bytes with at least four in the first chunk, so that a mark is never split. */
async function* joined(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	let head: Buffer | undefined = Buffer.alloc(0);
	for await (const chunk of source) {
		if (head === undefined) {
			yield chunk;
			continue;
		}
		head = Buffer.concat([head, chunk]);
		if (head.length < 4) continue;
		yield head;
		head = undefined;
	}
	if (head !== undefined && head.length > 0) yield head;
}

const LONE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const INVALID = Buffer.from([0xff]);

async function* transcoded(source: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<Buffer> {
	if (encoding === "latin-1") {
		const decoder = new TextDecoder("windows-1252");
		for await (const chunk of source) yield Buffer.from(decoder.decode(chunk, { stream: true }), "utf8");
		return;
	}
	let rest = Buffer.alloc(0);
	for await (const chunk of source) {
		const all = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
		let even = all.length - (all.length % 2);
		// The first half of a surrogate pair waits for the second.
		const high = even >= 2 ? all[even - (encoding === "utf-16le" ? 1 : 2)]! : 0;
		if (high >= 0xd8 && high <= 0xdb) even -= 2;
		rest = Buffer.from(all.subarray(even));
		if (even > 0) yield utf8Of(all.subarray(0, even), encoding);
	}
	if (rest.length === 0) return;
	if (rest.length > 1) yield utf8Of(rest.subarray(0, rest.length - (rest.length % 2)), encoding);
	if (rest.length % 2 === 1) yield INVALID;
}

function utf8Of(units: Buffer, encoding: Encoding): Buffer {
	const text = (encoding === "utf-16be" ? Buffer.from(units).swap16() : units).toString("utf16le");
	if (!LONE.test(text)) return Buffer.from(text, "utf8");
	return Buffer.concat(
		text.split(new RegExp(LONE, "g")).flatMap((part, i) => [...(i > 0 ? [INVALID] : []), Buffer.from(part, "utf8")]),
	);
}
