import { equalVolumeFinding } from "../compare/volume/equal-volume-text.ts";
import type { HealthRule } from "./health-input.ts";

/**
 * Whether the candidate is the better one where both models flag as many leads a week: precision at different volumes says
 * little. Failed: the baseline is better at the volume of each model that can be told. Warning: at one of them.
 */
export const equalVolumeCheck: HealthRule = {
	name: "equal volume",
	anchor: "is-the-candidate-better",
	section: "comparison",
	find: ({ comparison }) => {
		const volume = comparison?.handoffs[0]?.equalVolume;
		if (volume === undefined) {
			return { state: "not tested", message: "the two models were not held against each other at one volume" };
		}
		const found = equalVolumeFinding(volume);
		const message = `${found.charAt(0).toLowerCase()}${found.slice(1)}`;
		const told = volume.points.filter(({ better }) => better === "candidate" || better === "baseline");
		const worse = told.filter(({ better }) => better === "baseline").length;
		if (told.length === 0) return { state: "cannot tell yet", message };
		return { state: worse === 0 ? "passed" : worse < told.length ? "warning" : "failed", message };
	},
};
