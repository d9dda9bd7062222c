import { expect, test } from "vitest";
import type { SampleLead } from "../../src/sample/simulate-lead.ts";
import { generateSample } from "../../src/sample/tables/generate-sample.ts";

const sample = generateSample({ seed: 7, leads: 20_000 });
const matureBefore = sample.plan.end - 120 * 86_400;
const leads: SampleLead[] = [];
for (const lead of sample.leads()) if (Number.isFinite(lead.truth.sqlLogOdds)) leads.push(lead);
const worked = leads.filter(({ truth }) => truth.worked && truth.decidedAt < matureBefore);
const isSql = (lead: SampleLead) => lead.stages.some(({ stage }) => stage === "sql");
const rate = (some: readonly SampleLead[]) => some.filter(isSql).length / some.length;

/** Intercept and slope of a logistic regression on one variable, by Newton's method: no code of ours. */
function logisticFit(x: readonly number[], y: readonly number[]): readonly [number, number] {
	let [a, b] = [0, 0];
	for (let step = 0; step < 30; step++) {
		let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
		x.forEach((value, i) => {
			const p = 1 / (1 + Math.exp(-(a + b * value)));
			g0 += y[i]! - p;
			g1 += (y[i]! - p) * value;
			const w = p * (1 - p);
			h00 += w;
			h01 += w * value;
			h11 += w * value * value;
		});
		const det = h00 * h11 - h01 * h01;
		a += (h11 * g0 - h01 * g1) / det;
		b += (h00 * g1 - h01 * g0) / det;
	}
	return [a, b];
}

test("the recorded log-odds are those by which worked leads become SQL", () => {
	const [, slope] = logisticFit(
		worked.map(({ truth }) => truth.sqlLogOdds),
		worked.map((lead) => (isSql(lead) ? 1 : 0)),
	);
	// Demos, delays and second chances come on top and flatten it a little.
	expect(slope).toBeGreaterThan(0.75);
	expect(slope).toBeLessThan(1.1);
});

test("the recorded chance of being worked is the share that was worked", () => {
	for (const [low, high] of [
		[0.5, 0.7],
		[0.7, 0.78],
		[0.78, 1],
	] as const) {
		const some = leads.filter(
			({ truth }) => truth.route === "threshold" && truth.workedChance >= low && truth.workedChance < high,
		);
		expect(some.length).toBeGreaterThan(400);
		const expected = some.reduce((sum, { truth }) => sum + truth.workedChance, 0) / some.length;
		const share = some.filter(({ truth }) => truth.worked).length / some.length;
		expect(Math.abs(share - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / some.length));
	}
});

test("true effects show in the worked leads, in the direction they have in truth.json", () => {
	const by = (holds: (lead: SampleLead) => boolean) => rate(worked.filter(holds));
	const did = (lead: SampleLead, type: string) =>
		lead.activities.some((one) => one.type === type && one.at <= lead.truth.decidedAt);
	expect(by((lead) => lead.person.truth.seniority === "student")).toBeLessThan(0.1);
	expect(by((lead) => lead.account.companyType === "competitor")).toBeLessThan(0.1);
	expect(by((lead) => lead.account.employees >= 50 && lead.account.employees < 1000)).toBeGreaterThan(
		by((lead) => lead.account.employees >= 5000) + 0.1,
	);
	expect(by((lead) => did(lead, "demo_request"))).toBeGreaterThan(by((lead) => !did(lead, "demo_request")) + 0.05);
	expect(by((lead) => lead.person.truth.need === "confirmed")).toBeGreaterThan(
		by((lead) => lead.person.truth.need === "none") + 0.2,
	);
});

test("opening mails does nothing for a lead of the same log-odds, as truth.json says", () => {
	const opens = (lead: SampleLead) =>
		lead.activities.filter(({ type, at }) => type === "email_open" && at <= lead.truth.decidedAt).length;
	const expected = (some: readonly SampleLead[]) =>
		some.reduce((sum, { truth }) => sum + truth.sqlProbability, 0) / some.length;
	const many = worked.filter((lead) => opens(lead) >= 2);
	const none = worked.filter((lead) => opens(lead) === 0);
	const gap = rate(many) - expected(many) - (rate(none) - expected(none));
	expect(Math.abs(gap)).toBeLessThan(4 * Math.sqrt(0.25 / many.length + 0.25 / none.length));
	expect((sample.truth().sql as { activities_without_effect: string[] }).activities_without_effect).toContain(
		"email_open",
	);
});

test("leads of one account share their fate", () => {
	const byAccount = new Map<string, SampleLead[]>();
	for (const lead of worked) byAccount.set(lead.account.id, [...(byAccount.get(lead.account.id) ?? []), lead]);
	// Pearson residuals of two leads of one account: positively correlated when something is shared beyond the attributes.
	let [sum, pairs] = [0, 0];
	const residual = (lead: SampleLead) => {
		const p = 1 / (1 + Math.exp(-(lead.truth.sqlLogOdds - lead.account.effect)));
		return ((isSql(lead) ? 1 : 0) - p) / Math.sqrt(p * (1 - p));
	};
	for (const members of byAccount.values()) {
		for (let i = 0; i < Math.min(members.length, 25); i++) {
			for (let j = 0; j < i; j++) {
				sum += residual(members[i]!) * residual(members[j]!);
				pairs++;
			}
		}
	}
	expect(pairs).toBeGreaterThan(1000);
	expect(sum / pairs).toBeGreaterThan(0.03);
});

test("the whole truth is told: no number is missing and the trap is named", () => {
	const truth = sample.truth();
	expect(truth.seed).toBe("7");
	expect((truth.leak as { attribute: string }).attribute).toBe("deal_room_url");
	expect((truth.big_account as { leads: number }).leads).toBe(320);
	expect(JSON.parse(JSON.stringify(truth))).toEqual(truth);
	expect(JSON.stringify(truth)).not.toContain("null");
});
