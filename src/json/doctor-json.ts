import type { HealthCheck } from "../health/health.ts";
import { resultJson } from "./result-json.ts";

/** What `leadlab doctor --json` prints. */
export type DoctorJson = ReturnType<typeof doctorJson>;

/** A check of the doctor. */
export interface DoctorCheck extends Pick<HealthCheck, "check" | "state" | "message"> {
	/** What to do; `undefined` where nothing is to be done. */
	readonly cure: string | undefined;
}

/**
 * The checks of the doctor as plain JSON.
 *
 * @example doctorJson(checks, { version: "0.1.0" }).health[0].check // "node"
 */
export function doctorJson(health: readonly DoctorCheck[], { version }: { readonly version: string }) {
	return resultJson({ leadlab: "doctor/2" as const, health, version });
}
