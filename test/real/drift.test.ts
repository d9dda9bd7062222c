import { join } from "node:path";
import { expect, test } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { measureDrift } from "../../src/drift/drift.ts";
import { readDataset } from "../../src/ingest/read-dataset.ts";
import { readModel } from "../../src/ingest/read-model.ts";
import { seenOf } from "../../src/metrics/rates/estimate.ts";
import { type ReplayOptions, replay } from "../../src/replay/replay.ts";
import { FULL_SIZE } from "../full-size.ts";
import { datasetFolder, describeReal, mappingFolder } from "./real-data.ts";
import { prepareBank } from "./uci-bank-marketing/prepare.ts";

async function driftOf(name: string, folder: string, options: ReplayOptions & { readonly flagWithinDays?: number }) {
	const { dataset } = await readDataset(folder);
	const { model } = await readModel(join(mappingFolder(name), "model.yaml"));
	const result = await replay(dataset, model, { threads: 1, ...options });
	const { flagWithinDays = 30 } = options;
	return { dataset, result, drift: measureDrift(dataset, result, { random: createRandom(1), flagWithinDays }) };
}

const BANK = "uci-bank-marketing";
describeReal(BANK, () => {
	test("moved a great deal from 2008 to 2010: another way to flag, other clients, and far more of them subscribe", async () => {
		const folder = await datasetFolder(BANK, { prepare: prepareBank });
		const { drift } = await driftOf(BANK, folder, { horizonDays: 10, landmarkDays: 0, flagWithinDays: 1 });
		const standing = Object.fromEntries(drift.attributes.map((one) => [one.name, one.standing]));
		// How a client was reached is not known of the first months; earlier campaigns exist only later.
		expect(standing).toMatchObject({ contact: "changed", pdays: "changed", poutcome: "changed", housing: "changed" });
		const before = drift.attributes.find(({ name }) => name === "poutcome")!;
		expect(before.psi.interval![0]).toBeGreaterThan(0.25);
		expect(drift.precision[0]!.standing).toBe("changed");
		expect(drift.scores.mean).toMatchObject({ standing: "changed" });
		expect(drift.scores.mean.interval![0]).toBeGreaterThan(0);
		expect(drift.findings.some(({ level, part }) => level === "act" && part === "attributes")).toBe(true);
	});
});

const LOANS = "bpi2012-loan-funnel";
describeReal(LOANS, () => {
	test.runIf(FULL_SIZE)(
		"five months of one bank: runs to the end, and every month that is not mature is set apart",
		async () => {
			const folder = await datasetFolder(LOANS);
			const { drift } = await driftOf(LOANS, folder, { horizonDays: 30, landmarkDays: 7, flagWithinDays: 7 });
			expect(drift.reference.leads + drift.recent.leads + drift.between + drift.tooYoung).toBe(drift.leads);
			expect(drift.notes.join(" ")).toMatch(/a season cannot be told from drift/);
			for (const { months, before, after } of drift.precision) {
				const settled = months.reduce((sum, { precision }) => sum + precision.total, 0);
				expect(before.total + after.total).toBe(settled);
				for (const { mature, precision } of months) if (mature === 0) expect(seenOf(precision).value).toBeUndefined();
			}
			for (const { psi, standing } of drift.attributes) {
				if (standing === "changed") expect(psi.value!).toBeGreaterThan(psi.highByChance!);
			}
		},
	);
});
