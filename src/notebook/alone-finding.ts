import type { DiscordantTest, PairedHandoff } from "../compare/comparison.ts";
import { formatCount } from "../words/number-format.ts";
import { pText } from "../words/p-text.ts";
import { stageName } from "../words/stage-name.ts";

/** Of how many leads only one of two models is right, in words. */
export function aloneFinding({ tests, to }: PairedHandoff): string {
	const caught = tests.find(({ about }) => about === "caught");
	const vain = tests.find(({ about }) => about === "false-flags");
	if (caught === undefined || vain === undefined) return "There is nothing to compare lead by lead.";
	return `Of the leads that became ${stageName(to)}, ${sidesText(caught, "are flagged in time")}. Flagged for nothing: ${sidesText(vain, "are flagged")}.`;
}

function sidesText({ onlyCandidate, onlyBaseline, pValue }: DiscordantTest, verb: string): string {
	return `${formatCount(onlyCandidate)} ${verb} by the candidate alone and ${formatCount(onlyBaseline)} by the baseline alone (by chance: ${pText(pValue)})`;
}
