/** Names of a state that goes on changing, read off when the extract was made. */
const NAMES = [
	/\b(last|latest|recent)\b.*\b(activity|touch|contacted|visit|login|seen|modified|updated|email|flag|meeting|engagement|stage|status|action|click|open|response|session)s?\b/,
	/\b(current|lead|deal|opportunity|contact|sales)\b.*\b(stage|status|state|phase)\b/,
	/\b(total|cumulative|lifetime|overall)\b/,
	/\b(won|lost|closed?|closing|converted|conversion|outcome|disposition)\b/,
	/\b(days|time) to\b/,
];

/**
 * Whether the name of a column says that it is a state of the day of the extract: a last activity, a current stage, a
 * running total, an outcome. A hint and no proof: such a column may have been frozen at creation.
 *
 * @example isNamedAsState("Last Notable Activity") // true
 * @example isNamedAsState("last_name") // false
 */
export function isNamedAsState(name: string): boolean {
	const words = name
		.replace(/([a-z\d])([A-Z])/g, "$1 $2")
		.replace(/[^\p{L}\d]+/gu, " ")
		.toLowerCase();
	return NAMES.some((pattern) => pattern.test(words));
}
