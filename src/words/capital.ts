/**
 * Text that begins with a capital letter.
 *
 * @example capital("lift, top tenth") // "Lift, top tenth"
 */
export function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
