import type { Probe } from "./probe.ts";

/**
 * At most `limit` probes that tell the same. While there are few, each stays alone, which is easiest to read; beyond
 * that, probes that speak of different attributes and activity types share a lead, in order of rank, and what still
 * finds no place is left out, details first.
 *
 * @example packProbes([industryIsSoftware, oneDemo], { limit: 1 }) // one lead with both
 */
export function packProbes(probes: readonly Probe[], { limit }: { readonly limit: number }): Probe[] {
	const ordered = [...probes].sort((a, b) => a.rank - b.rank);
	if (ordered.length <= limit) return ordered;
	const shared: { names: string[]; topics: Set<string>; probe: Probe }[] = [];
	for (const probe of ordered) {
		const topics = topicsOf(probe);
		const place = shared.find((one) => fits(one.topics, topics));
		if (place === undefined) {
			if (shared.length < limit) shared.push({ names: [probe.name], topics: new Set(topics), probe });
			continue;
		}
		place.names.push(probe.name);
		for (const topic of topics) place.topics.add(topic);
		const { createdAge = place.probe.createdAge, quiet = place.probe.quiet } = probe;
		place.probe = {
			...place.probe,
			attributes: { ...place.probe.attributes, ...probe.attributes },
			activities: [...place.probe.activities, ...probe.activities],
			...(createdAge === undefined ? {} : { createdAge }),
			...(quiet === undefined ? {} : { quiet }),
		};
	}
	return shared.map(({ names, probe }) => ({ ...probe, name: names.join("; ") }));
}

const QUIET = "quiet";

function topicsOf({ attributes, activities, quiet, createdAge }: Probe): string[] {
	return [
		...Object.keys(attributes).map((name) => `attribute ${name}`),
		...new Set(activities.map(({ type }) => `activity ${type}`)),
		...(quiet === true || createdAge !== undefined ? [QUIET] : []),
	];
}

/** Quiet leads take no activities of others, and others' activities no quiet lead. */
function fits(taken: ReadonlySet<string>, topics: readonly string[]): boolean {
	if (topics.some((topic) => taken.has(topic))) return false;
	const hasActivity = (some: Iterable<string>) => [...some].some((topic) => topic.startsWith("activity "));
	if (topics.includes(QUIET) && hasActivity(taken)) return false;
	return !(taken.has(QUIET) && hasActivity(topics));
}
