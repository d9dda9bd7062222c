import { scorePathChart } from "../../charts/replay/score-path-chart.ts";
import { waterfallChart } from "../../charts/replay/waterfall-chart.ts";
import { dayText } from "../../words/wall-clock.ts";
import type { Block, Section } from "../report-document.ts";
import type { ReportInput } from "../report-input.ts";

/** Examples asked for by id: how each got its points, and its score over time. Ids alone, no other fact of the lead. */
export function leadsSection({ candidate, leads = [] }: ReportInput): Section | undefined {
	if (leads.length === 0) return undefined;
	const blocks = leads.flatMap((lead, i): Block[] => {
		const when = `on ${dayText(lead.at, candidate.timeZone)}`;
		const number = `lead-${i + 1}`;
		const thresholds = Object.entries(candidate.model.stages).map(([stage, { score }]) => ({ stage, score }));
		return [
			{ kind: "subheading", text: `Lead ${lead.lead}, scored by ${candidate.model.name}` },
			{
				kind: "chart",
				chart: { ...waterfallChart(lead.explanation, { lead: lead.lead, when }), id: `${number}-points` },
			},
			{
				kind: "chart",
				chart: {
					...scorePathChart(lead.path, {
						lead: lead.lead,
						timeZone: candidate.timeZone,
						until: candidate.asOf,
						thresholds,
						flags: lead.flags,
					}),
					id: `${number}-path`,
				},
			},
		];
	});
	return { id: "leads", title: "Example leads", blocks };
}
