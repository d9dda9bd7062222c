import type { VerifyReport } from "../export/verify.ts";
import { resultJson } from "./result-json.ts";

/** What `leadlab verify --json` prints. */
export type VerifyJson = ReturnType<typeof verifyJson>;

/**
 * Whether an artefact scores as its parity vectors say, as plain JSON; its health is that one check.
 *
 * @example verifyJson("model.json", { vectors: 40, passed: 40, failures: [] }).health[0].state // "passed"
 */
export function verifyJson(artefact: string, { vectors, passed, failures }: VerifyReport) {
	return resultJson({
		leadlab: "verify/2" as const,
		health: [
			{
				check: "parity",
				state:
					vectors === 0 ? ("cannot tell yet" as const) : passed === vectors ? ("passed" as const) : ("failed" as const),
				message: `${passed} of ${vectors} parity vectors give the expected score`,
			},
		],
		...{ artefact, vectors, passed, failures },
	});
}
