import { None, parse, type Spec, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { showTip } from "./tip.ts";

/**
 * What the browser runs: each chart becomes live (tooltips) when it comes into view. The specs are compiled already and
 * their expressions are interpreted, so that the page needs no `eval`; nothing is loaded. If a chart fails, its
 * picture simply stays.
 */
function start(): void {
	const data = document.getElementById("specs")?.textContent;
	if (data === undefined || data === null) return;
	const specs = JSON.parse(data) as Record<string, Spec>;
	const observer = new IntersectionObserver(
		(entries) => {
			for (const { isIntersecting, target } of entries) {
				if (!isIntersecting) continue;
				observer.unobserve(target);
				const spec = specs[target.id.replace(/^chart-/, "")];
				if (spec !== undefined) void enliven(target, spec);
			}
		},
		{ rootMargin: "200px" },
	);
	for (const figure of document.querySelectorAll("figure[id^='chart-']")) observer.observe(figure);
}

async function enliven(figure: Element, spec: Spec): Promise<void> {
	const picture = figure.querySelector(".static");
	if (picture === null) return;
	const place = document.createElement("div");
	place.className = "picture live";
	place.setAttribute("role", "img");
	// On a narrow screen a picture is scrolled sideways, also with the keyboard.
	place.tabIndex = 0;
	place.setAttribute("aria-label", picture.getAttribute("aria-label") ?? "");
	picture.after(place);
	try {
		const view = new View(parse(spec, undefined, { ast: true }), {
			expr: expressionInterpreter,
			renderer: "svg",
			container: place,
			hover: true,
			logLevel: None,
			tooltip: (_handler, event, _item, value) => showTip(event, value),
		});
		await view.runAsync();
		for (const svg of place.querySelectorAll("svg")) svg.setAttribute("aria-hidden", "true");
		figure.classList.add("is-live");
	} catch {
		place.remove();
	}
}

start();
