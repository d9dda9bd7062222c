/** Width of a text in em: what one px of font size makes it wide. */
export type TextWidth = (text: string) => number;

const FALLBACK = 0.6;

/**
 * Measures text by the advance widths in a TrueType font, so that charts are laid out in Node as they are in a browser;
 * Vega's own guess without a canvas is half as wide again as the text. Kerning is not counted; a character that the font does
 * not have counts as 0.6 em.
 *
 * Source: OpenType specification, tables `head`, `hhea`, `hmtx`, `cmap` (formats 4 and 12).
 *
 * @param font bytes of a .ttf file
 * @throws RangeError when the bytes are not such a font
 */
export function textWidthOf(font: Uint8Array): TextWidth {
	const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
	const tables = new Map<string, number>();
	for (let i = 0; i < view.getUint16(4); i++) {
		const at = 12 + i * 16;
		tables.set(String.fromCharCode(...font.subarray(at, at + 4)), view.getUint32(at + 8));
	}
	const table = (tag: string) => {
		const at = tables.get(tag);
		if (at === undefined) throw new RangeError(`textWidthOf: the font must have a table ${tag}, got none.`);
		return at;
	};
	const unitsPerEm = view.getUint16(table("head") + 18);
	const metrics = view.getUint16(table("hhea") + 34);
	const hmtx = table("hmtx");
	const glyphOf = glyphs(view, table("cmap"));
	const widths = new Map<number, number>();
	const widthOf = (code: number) => {
		const known = widths.get(code);
		if (known !== undefined) return known;
		const glyph = glyphOf(code);
		const width = glyph === 0 ? FALLBACK : view.getUint16(hmtx + Math.min(glyph, metrics - 1) * 4) / unitsPerEm;
		widths.set(code, width);
		return width;
	};
	return (text) => {
		let sum = 0;
		for (const character of text) sum += widthOf(character.codePointAt(0)!);
		return sum;
	};
}

function glyphs(view: DataView, cmap: number): (code: number) => number {
	const subtables = Array.from({ length: view.getUint16(cmap + 2) }, (_, i) => cmap + view.getUint32(cmap + 8 + i * 8));
	const full = subtables.find((at) => view.getUint16(at) === 12);
	if (full !== undefined) return segmentedCoverage(view, full);
	const basic = subtables.find((at) => view.getUint16(at) === 4);
	if (basic !== undefined) return segmentMapping(view, basic);
	throw new RangeError("textWidthOf: the font must have a character map of format 4 or 12, got neither.");
}

function segmentedCoverage(view: DataView, at: number): (code: number) => number {
	const count = view.getUint32(at + 12);
	return (code) => {
		for (let i = 0; i < count; i++) {
			const group = at + 16 + i * 12;
			if (code <= view.getUint32(group + 4)) {
				const start = view.getUint32(group);
				return code < start ? 0 : view.getUint32(group + 8) + code - start;
			}
		}
		return 0;
	};
}

function segmentMapping(view: DataView, at: number): (code: number) => number {
	const double = view.getUint16(at + 6);
	const ends = at + 14;
	const starts = ends + double + 2;
	return (code) => {
		if (code > 0xffff) return 0;
		for (let i = 0; i < double; i += 2) {
			if (code > view.getUint16(ends + i)) continue;
			const start = view.getUint16(starts + i);
			if (code < start) return 0;
			const delta = view.getUint16(starts + double + i);
			const offsetAt = starts + 2 * double + i;
			const offset = view.getUint16(offsetAt);
			if (offset === 0) return (code + delta) & 0xffff;
			const glyph = view.getUint16(offsetAt + offset + 2 * (code - start));
			return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
		}
		return 0;
	};
}
