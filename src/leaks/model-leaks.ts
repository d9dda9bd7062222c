import type { Dataset } from "../dataset/dataset.ts";
import type { Replay } from "../replay/replay-result.ts";
import { findLeaks, type Leaks } from "./leaks.ts";

/**
 * What a replayed model uses that knows the future: the attributes and activities of its rules and gates alone, without
 * probing its scores. Cheap enough to stand before every result of the model; `leadlab leaks` looks at all.
 *
 * @example (await modelLeaks(history, result)).findings.filter(({ level }) => level === "certain")
 */
export function modelLeaks(dataset: Dataset, replayed: Replay): Promise<Leaks> {
	const { model, horizonDays, landmarkDays } = replayed;
	return findLeaks(dataset, { model, horizonDays, landmarkDays, replayed, scope: "model" });
}
