/** Half a surrogate pair, as a text cut in the middle of a character leaves it; a number with more than digits. */
const DOUBTFUL = /\\u[dD][89a-fA-F]|\d[.eE]/;

/**
 * Whether readers may disagree about a line of JSON: it may hold half a character, which some refuse, or a number that not
 * all write back as it stands.
 *
 * @example isDoubtfulJson('{ "id": 1.10 }') // true
 */
export function isDoubtfulJson(line: string): boolean {
	return DOUBTFUL.test(line);
}

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[{}[\]]/g;

/**
 * The same line so that every reader reads it alike: half a character is the replacement character, and a number of the
 * object itself (not of what it holds) is text with the digits of the file.
 *
 * @param line a valid JSON object
 * @example plainJson('{ "id": 1.10, "list": [1.10] }') // '{ "id": "1.10", "list": [1.10] }'
 */
export function plainJson(line: string): string {
	let depth = 0;
	return line.replace(TOKEN, (token) => {
		if (token === "{" || token === "[") depth++;
		else if (token === "}" || token === "]") depth--;
		else if (token.startsWith('"')) return wellFormed(token);
		else if (depth === 1) return `"${token}"`;
		return token;
	});
}

function wellFormed(token: string): string {
	if (!/\\u[dD][89a-fA-F]/.test(token)) return token;
	return JSON.stringify(
		(JSON.parse(token) as string).replace(
			/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
			"\uFFFD",
		),
	);
}

/**
 * The items of an array of JSON, each on a line of its own with the text that stands in the file; `undefined` when the text
 * is no array.
 *
 * @example itemsOfArray('[{ "id": 12345678901234567890 }, 1]') // ['{ "id": 12345678901234567890 }', "1"]
 */
export function itemsOfArray(text: string): readonly string[] | undefined {
	try {
		if (!Array.isArray(JSON.parse(text))) return undefined;
	} catch {
		return undefined;
	}
	const items: string[] = [];
	let depth = 0;
	let from = 0;
	const take = (to: number) => {
		// Within a text a break is written as an escape, so that any other is a blank.
		const item = text
			.slice(from, to)
			.replace(/\s+/g, (blanks) => (/[\r\n\t]/.test(blanks) ? " " : blanks))
			.trim();
		if (item !== "") items.push(item);
		from = to + 1;
	};
	for (const { 0: token, index } of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g)) {
		if (token === "," && depth === 1) take(index);
		else if (token === "{" || token === "[") {
			if (depth++ === 0) from = index + 1;
		} else if (token === "}" || token === "]") {
			if (--depth === 0) take(index);
		}
	}
	return items;
}
