import type { ColumnTest } from "./kernel-plan.ts";

/** Whether an activity satisfies every condition on its properties. */
export function columnPasses(tests: readonly ColumnTest[], activity: number): boolean {
	for (const { codes, holds } of tests) if (holds[codes[activity]! + 1] === 0) return false;
	return true;
}
