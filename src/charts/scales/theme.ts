import type { TopLevelSpec } from "vega-lite";

/**
 * The colours of every chart. Blue is the candidate (or what happened), orange the baseline (or what the model would
 * have done), grey is context and everything with too little data. Never red against green. The `...Ink` shades are
 * for text: at least 4.5 to 1 on white.
 */
export const colors = {
	blue: "#1f5fa8",
	blueInk: "#1b528f",
	bluePale: "#c3d6ec",
	orange: "#d9730d",
	orangeInk: "#a34f00",
	ink: "#1c2733",
	inkSoft: "#4d5966",
	slate: "#5b6b7a",
	grey: "#6b7683",
	greyPale: "#c9d0d7",
	grid: "#e6eaee",
} as const;

/** Fonts with the widths of Arial, so that a page, a PNG and a PDF are laid out alike. */
export const chartFont = "Arimo, Arial, 'Liberation Sans', Helvetica, sans-serif";

/** Width of the plot of a standard chart, px. */
export const plotWidth = 680;

/** Sizes and colours common to all charts: readable at arm's length (text of 14 px and more), quiet lines. */
export const theme: NonNullable<TopLevelSpec["config"]> = {
	aria: false,
	font: chartFont,
	background: "white",
	padding: 8,
	view: { stroke: null },
	title: {
		anchor: "start",
		frame: "bounds",
		fontSize: 18,
		fontWeight: "bold",
		color: colors.ink,
		lineHeight: 23,
		subtitleFontSize: 14,
		subtitleColor: colors.inkSoft,
		subtitleLineHeight: 19,
		subtitlePadding: 6,
		offset: 16,
	},
	axis: {
		labelFontSize: 14,
		titleFontSize: 14,
		titleFontWeight: "normal",
		labelColor: colors.inkSoft,
		titleColor: colors.inkSoft,
		domainColor: colors.greyPale,
		tickColor: colors.greyPale,
		gridColor: colors.grid,
		labelLimit: 240,
		titlePadding: 8,
		labelPadding: 5,
		labelFlush: false,
	},
	text: { fontSize: 14, color: colors.ink },
	line: { strokeWidth: 2.5, strokeCap: "round" },
	rule: { strokeWidth: 1.5 },
	point: { filled: true, size: 90, opacity: 1 },
};
