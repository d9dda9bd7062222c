import type { Probe } from "./probe.ts";

/**
 * At most `limit` probes that tell the same. While there is room each stays alone, which is easiest to read; the others,
 * details last, share the lead of a probe that speaks of other attributes and activity types, the least crowded first.
 * What fits nowhere is left out.
 *
 * @example packProbes([industryIsSoftware, oneDemo], { limit: 1 }) // one lead with both
 */
export function packProbes(probes: readonly Probe[], { limit }: { readonly limit: number }): Probe[] {
	const ordered = [...probes].sort((a, b) => a.rank - b.rank);
	const shared: Shared[] = ordered
		.slice(0, limit)
		.map((probe) => ({ names: [probe.name], topics: topicsOf(probe), probe }));
	for (const probe of ordered.slice(limit)) {
		const topics = topicsOf(probe);
		let place: Shared | undefined;
		for (const one of shared) {
			if ((place === undefined || one.names.length < place.names.length) && fits(one.topics, topics)) place = one;
		}
		if (place === undefined) continue;
		place.names.push(probe.name);
		for (const topic of topics) place.topics.add(topic);
		place.probe = {
			...place.probe,
			attributes: { ...place.probe.attributes, ...probe.attributes },
			activities: [...place.probe.activities, ...probe.activities],
			// Only one of the two can be of a lead's quiet time.
			...(probe.createdAge === undefined ? {} : { createdAge: probe.createdAge }),
		};
	}
	return shared.map(({ names, probe }) => ({ ...probe, name: names.join("; ") }));
}

interface Shared {
	readonly names: string[];
	readonly topics: Set<string>;
	probe: Probe;
}

const QUIET = "quiet";

function topicsOf({ attributes, activities, quiet }: Probe): Set<string> {
	return new Set([
		...Object.keys(attributes).map((name) => `attribute ${name}`),
		...activities.map(({ type }) => `activity ${type}`),
		...(quiet === true ? [QUIET] : []),
	]);
}

/** Quiet leads take no activities of others, and others' activities no quiet lead. */
function fits(taken: ReadonlySet<string>, topics: ReadonlySet<string>): boolean {
	for (const topic of topics) if (taken.has(topic)) return false;
	const hasActivity = (some: ReadonlySet<string>) => [...some].some((topic) => topic.startsWith("activity "));
	if (topics.has(QUIET) && hasActivity(taken)) return false;
	return !(taken.has(QUIET) && hasActivity(topics));
}
