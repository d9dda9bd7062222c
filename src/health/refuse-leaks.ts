import { LabError } from "../base/error.ts";
import type { Issue } from "../base/issue.ts";
import type { Leaks } from "../leaks/leaks.ts";

/** How a leak is named when somebody answers for it: `leak:NAME`. */
const PREFIX = "leak:";

/**
 * Refuses to go on with a model that uses what knows the future for certain, unless somebody answers for each by name.
 *
 * @param leaks of the model, e.g. from `modelLeaks`
 * @param options.accept what is answered for, each as `leak:NAME`
 * @returns what of it was needed
 * @throws LabError (configuration, `certain-leak`) with an issue for each leak that nobody accepts
 * @example refuseLeaks(leaks, { accept: ["leak:deal_room_url"] }) // ["leak:deal_room_url"]
 */
export function refuseLeaks(
	leaks: Leaks,
	{ accept = [] }: { readonly accept?: readonly string[] } = {},
): readonly string[] {
	const certain = leaks.findings.filter(
		({ level, kind, use }) => level === "certain" && (use !== undefined || kind === "score"),
	);
	const nameOf = ({ name }: { readonly name: string }) => `${PREFIX}${name}`;
	const refused = certain.filter((one) => !accept.includes(nameOf(one)));
	if (refused.length > 0) {
		throw new LabError(
			"configuration",
			refused.map(
				(one): Issue => ({
					code: "certain-leak",
					severity: "error",
					message: `the model uses ${one.name}, which knows the future: ${one.message}.`,
					cure: `Mend it as leadlab leaks says, or answer for it: --accept ${JSON.stringify(nameOf(one)).replace(/^"([\w:.-]+)"$/, "$1")}.`,
				}),
			),
		);
	}
	return certain.map(nameOf);
}
