import { createRandom } from "../base/random.ts";
import { type Dataset, UNKNOWN } from "../dataset/dataset.ts";

/** Which leads a certificate may count: no two that have a customer in common, none that the choice knew. */
export interface CertifyingLeads {
	/** Leads that count. */
	readonly leads: number;
	/** Left out: another lead of the same account counts. */
	readonly sameAccount: number;
	/** Left out: a lead of the same account was among those of the choice. */
	readonly knownAccount: number;
	/** Whether a lead counts; `undefined` when all do. */
	readonly keep: ((lead: number) => boolean) | undefined;
}

/**
 * Draws one lead of each account. An exact binomial tail needs leads that turn out independently of each other, which the
 * leads of one account do not: they win and lose together. So one of them counts, drawn by a hash of its id and not by what
 * became of it, and an account that the choice has seen counts not at all. The precision certified is that of leads of new
 * accounts, each account counted once. A lead without an account is an account of its own.
 *
 * @param sides lead numbers of both sides of a cut
 */
export function certifyingLeads(
	{ account, idOf }: Pick<Dataset, "account" | "idOf">,
	{ older, younger }: { readonly older: Int32Array; readonly younger: Int32Array },
): CertifyingLeads {
	const all = { leads: younger.length, sameAccount: 0, knownAccount: 0, keep: undefined };
	if (account === undefined) return all;
	const known = new Uint8Array(account.values.length);
	for (const lead of older) if (account.codes[lead] !== UNKNOWN) known[account.codes[lead]!] = 1;
	const groups = new Map<number, number[]>();
	const left = new Set<number>();
	let knownAccount = 0;
	for (const lead of younger) {
		const code = account.codes[lead]!;
		if (code === UNKNOWN) continue;
		if (known[code] === 1) {
			left.add(lead);
			knownAccount++;
			continue;
		}
		const group = groups.get(code);
		if (group === undefined) groups.set(code, [lead]);
		else group.push(lead);
	}
	let sameAccount = 0;
	for (const group of groups.values()) {
		if (group.length === 1) continue;
		const drawn = drawOne(group, idOf);
		for (const lead of group) if (lead !== drawn) left.add(lead);
		sameAccount += group.length - 1;
	}
	if (left.size === 0) return all;
	return { leads: younger.length - left.size, sameAccount, knownAccount, keep: (lead) => !left.has(lead) };
}

/** The lead whose id has the smallest hash: the same one in whatever order the rows stand. */
function drawOne(leads: readonly number[], idOf: (lead: number) => string): number {
	const ranks = leads.map((lead) => ({ lead, rank: createRandom(`certificate/${idOf(lead)}`).next() }));
	return ranks.reduce((least, one) => (one.rank < least.rank ? one : least)).lead;
}
