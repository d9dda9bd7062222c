import { capacityCheck } from "./capacity-check.ts";
import { chanceCheck } from "./chance-check.ts";
import { dataCheck } from "./data-check.ts";
import { driftCheck } from "./drift-check.ts";
import { equalVolumeCheck } from "./equal-volume-check.ts";
import { everyoneCheck } from "./everyone-check.ts";
import type { HealthRule } from "./health-input.ts";
import { leaksCheck } from "./leaks-check.ts";
import { maturityCheck } from "./maturity-check.ts";
import { modelCheck } from "./model-check.ts";
import { optimismCheck } from "./optimism-check.ts";
import { workedCheck } from "./worked-check.ts";

/** The checks in the order they are told. A new one is its file and a line here. */
export const HEALTH_CHECKS: readonly HealthRule[] = [
	dataCheck,
	modelCheck,
	leaksCheck,
	chanceCheck,
	everyoneCheck,
	maturityCheck,
	driftCheck,
	capacityCheck,
	equalVolumeCheck,
	workedCheck,
	optimismCheck,
];
