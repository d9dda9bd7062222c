/**
 * Text as part of an id: lower case, everything but letters and digits becomes a hyphen; never empty.
 *
 * @example slug("Company size (EU)") // "company-size-eu"
 */
export function slug(text: string): string {
	const plain = text
		.normalize("NFKD")
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-+|-+$/g, "");
	return plain === "" ? "x" : plain;
}
