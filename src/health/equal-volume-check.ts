import type { HealthRule } from "./health-input.ts";

/** Whether the candidate is better where both models flag as many leads a week: precision at different volumes says little. */
export const equalVolumeCheck: HealthRule = {
	name: "equal volume",
	anchor: "is-the-candidate-better",
	section: "comparison",
	find: ({ equalVolume }) =>
		equalVolume ?? { state: "not tested", message: "the two models were not held against each other at one volume" },
};
