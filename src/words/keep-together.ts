/**
 * Text in which a number and its percent sign, and the two counts of "3 of 10", stay on one line.
 *
 * @example keepTogether("41.0 % (3 of 10)") // "41.0\u00a0% (3\u00a0of\u00a010)"
 */
export function keepTogether(text: string): string {
	return text.replace(/(\d) (?=%|of [\d,]+[;)])/g, "$1\u00a0").replace(/(\d\u00a0of) (?=\d)/g, "$1\u00a0");
}
