import { fileURLToPath } from "node:url";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { readDataset } from "../../src/ingest/read-dataset.ts";
import { readModel } from "../../src/ingest/read-model.ts";
import type { ScoringModel } from "../../src/model/schema.ts";
import { replay } from "../../src/replay/replay.ts";
import type { Replay } from "../../src/replay/replay-result.ts";

const ROOT = new URL("../../", import.meta.url);

/** A path inside the project. */
export function projectPath(path: string): string {
	return fileURLToPath(new URL(path, ROOT));
}

let history: Promise<Dataset> | undefined;

/** The sample history, read once. */
export function sampleHistory(): Promise<Dataset> {
	history ??= readDataset(projectPath("data/saas-sample")).then(({ dataset }) => dataset);
	return history;
}

/** A model that comes along. */
export async function template(name: string): Promise<ScoringModel> {
	return (await readModel(projectPath(`data/models/${name}.yaml`))).model;
}

const replays = new Map<string, Promise<Replay>>();

/** A replay of a template over the sample, made once. */
export function sampleReplay(name: string): Promise<Replay> {
	let made = replays.get(name);
	if (made === undefined) {
		made = Promise.all([sampleHistory(), template(name)]).then(([history, model]) =>
			replay(history, model, { threads: 1 }),
		);
		replays.set(name, made);
	}
	return made;
}
