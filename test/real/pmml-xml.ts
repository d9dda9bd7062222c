/** An element of an XML document; names are as written, comments are left out. */
export interface XmlElement {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: readonly XmlElement[];
	/** The text between the children, entities replaced, trimmed. */
	readonly text: string;
}

const TOKEN =
	/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/**
 * Reads the XML that PMML is written in: elements, attributes, text, comments, processing instructions and the five
 * named entities. Whatever else a document may hold (CDATA, a DOCTYPE, entities of its own) is an error, as is a tag that
 * does not close.
 *
 * @throws Error with the offset
 * @example parseXml('<a b="1"><c/>x</a>').children[0].name // "c"
 */
export function parseXml(source: string): XmlElement {
	const top = { name: "", attributes: {}, children: [] as XmlElement[], text: "" };
	const open = [top];
	TOKEN.lastIndex = 0;
	while (TOKEN.lastIndex < source.length) {
		const at = TOKEN.lastIndex;
		const found = TOKEN.exec(source);
		if (found === null) throw new Error(`not understood at ${at}: ${source.slice(at, at + 40)}`);
		const [, closed, opened, attributes = "", empty, text] = found;
		const last = open.at(-1)!;
		if (closed !== undefined) {
			if (closed !== last.name) throw new Error(`</${closed}> at ${at} does not close <${last.name}>`);
			last.text = last.text.trim();
			open.pop();
		} else if (opened !== undefined) {
			const element = { name: opened, attributes: attributesOf(attributes), children: [], text: "" };
			last.children.push(element);
			if (empty === "") open.push(element);
		} else if (text !== undefined) {
			last.text += withoutEntities(text);
		}
	}
	if (open.length !== 1 || top.children.length !== 1 || top.text.trim() !== "")
		throw new Error("not one closed element");
	return top.children[0]!;
}

function attributesOf(text: string): Record<string, string> {
	return Object.fromEntries(
		[...text.matchAll(ATTRIBUTE)].map(([, name, double, single]) => [name!, withoutEntities(double ?? single ?? "")]),
	);
}

function withoutEntities(text: string): string {
	return text.replace(/&([^;&]*);?/g, (whole, name: string) => {
		const value = whole.endsWith(";") ? ENTITIES[name] : undefined;
		if (value === undefined) throw new Error(`an entity that is not known: ${whole}`);
		return value;
	});
}
