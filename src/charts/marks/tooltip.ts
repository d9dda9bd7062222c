import type { Channel } from "./layer.ts";

/**
 * What is told of a mark under the pointer: fields with their titles.
 *
 * @example tooltip({ month: "month", text: "precision" })
 */
export function tooltip(fields: Readonly<Record<string, string>>): readonly Channel[] {
	return Object.entries(fields).map(([field, title]) => ({ field, title, type: "nominal" }));
}
