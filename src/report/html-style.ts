/** The style sheet of a report: one column, large enough for a projector, and whole on A4 or Letter paper. */
export const reportStyle = `
:root { color-scheme: light; --ink: #1c2733; --soft: #4d5966; --line: #d5dbe1; --blue: #1f5fa8; --pale: #f1f5fa; }
* { box-sizing: border-box; }
html { font-size: clamp(16px, 0.45vw + 10.2px, 20px); -webkit-text-size-adjust: 100%; }
body { margin: 0; background: #fff; color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Arial, "Liberation Sans", sans-serif; }
main, header, footer, nav { max-width: 62rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2.5rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 1rem; letter-spacing: -0.01em; }
h2 { font-size: 1.45rem; line-height: 1.25; margin: 0 0 1rem; }
h3 { font-size: 1.1rem; line-height: 1.35; margin: 0; }
h1, h2, h3, p, li, dd, dt { overflow-wrap: anywhere; }
h3.sub { margin: 2rem 0 0.5rem; }
p { margin: 0 0 1rem; max-width: 46rem; }
a { color: #17508f; }
a:focus-visible, summary:focus-visible, .scroll:focus-visible, .picture:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; background: #fff; padding: 0.5rem 1rem; z-index: 2; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 1.25rem; margin: 0 0 1.5rem; color: var(--soft); }
.facts dt { font-weight: 600; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.health { border: 1px solid #d3deeb; padding: 0.6rem 0.9rem; margin: 0 0 1rem; font-size: 0.92rem; }
.health ul { list-style: none; padding: 0; margin: 0 0 0.3rem; max-width: none; }
.health li { margin: 0 0 0.15rem; }
.health p { margin: 0; color: var(--soft); }
.verdict { border: 1px solid #b9cbe0; border-left: 0.5rem solid var(--blue); background: var(--pale); padding: 1.25rem 1.5rem; margin: 0 0 1.5rem; }
.verdict h2 { font-size: 1.5rem; margin: 0 0 0.75rem; }
.verdict .stamp { font-weight: 600; color: #17508f; margin: 0 0 0.25rem; }
.verdict p { max-width: 54rem; margin: 0 0 0.6rem; }
.verdict .advice { font-weight: 600; margin: 0 0 1rem; }
.verdict ul { max-width: none; margin: 0 0 0.25rem; }
.verdict .figures { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 0.75rem; margin: 0 0 1rem; }
.verdict .figures li { background: #fff; border: 1px solid #d3deeb; padding: 0.6rem 0.7rem; margin: 0; }
.verdict .figures strong { display: block; font-size: 1.1rem; line-height: 1.3; }
.verdict .figures .label { display: block; margin-bottom: 0.3rem; }
.verdict .figures .of { display: block; color: var(--soft); font-size: 0.88rem; }
.verdict .reasons { padding-left: 1.2rem; max-width: 54rem; }
nav { margin-bottom: 1rem; }
main nav { padding: 0; }
nav ol { columns: 18rem 3; margin: 0; padding-left: 1.4rem; }
nav h2 { font-size: 1rem; margin: 0 0 0.4rem; }
section { margin: 0; padding: 2.25rem 0 0.75rem; border-top: 1px solid var(--line); }
figure { margin: 1.75rem 0 2.25rem; }
figcaption p { color: var(--soft); margin: 0.2rem 0 0.6rem; font-size: 0.92rem; max-width: 54rem; }
figcaption h3 { max-width: 54rem; overflow-wrap: anywhere; }
.picture { overflow: hidden; }
.picture svg { display: block; max-width: 100%; height: auto; }
.live { display: none; }
.is-live .live { display: block; }
.is-live .static { display: none; }
details { margin-top: 0.25rem; }
summary { cursor: pointer; color: #17508f; width: max-content; padding: 0.1rem 0; }
.scroll { overflow-x: auto; margin: 0.5rem 0 1.5rem; }
table { border-collapse: collapse; font-size: 0.92rem; font-variant-numeric: tabular-nums; min-width: 50%; }
caption { text-align: left; font-weight: 600; padding: 0.4rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 1.1rem 0.35rem 0; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
th[scope="row"] { font-weight: 500; }
thead th, thead td { border-bottom: 2px solid #9aa7b4; font-weight: 600; }
.right { text-align: right; }
.muted { color: var(--soft); font-style: italic; }
.strong { font-weight: 600; }
.note { color: var(--soft); font-size: 0.88rem; max-width: 54rem; margin: -1rem 0 1.5rem; }
ul { max-width: 50rem; padding-left: 1.3rem; margin: 0 0 1.25rem; }
li { margin: 0 0 0.3rem; }
.terms { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: 0.35rem 1.5rem; margin: 0 0 1.5rem; max-width: 54rem; }
.terms dt { font-weight: 600; }
.terms dd { margin: 0; }
.form { width: 100%; table-layout: fixed; }
.form th, .form td { border: 1px solid #9aa7b4; padding: 0.4rem 0.6rem; }
.form td, .form tbody th { height: 3rem; }
footer { color: var(--soft); font-size: 0.88rem; padding-top: 1.5rem; padding-bottom: 3rem; }
#tip { position: fixed; z-index: 3; pointer-events: none; background: #fff; color: var(--ink); border: 1px solid #9aa7b4; border-radius: 4px; padding: 0.4rem 0.6rem; font-size: 0.88rem; max-width: 24rem; box-shadow: 0 2px 8px rgb(28 39 51 / 18%); }
#tip div { white-space: pre-line; overflow-wrap: anywhere; }
@media (max-width: 40rem) { h1 { font-size: 1.5rem; } header { padding-top: 1.5rem; } .verdict { padding: 1rem; } .verdict h2 { font-size: 1.25rem; } .picture { overflow-x: auto; } .picture svg { max-width: 40rem; } .facts, .terms { grid-template-columns: 1fr; } .facts dd, .terms dd { margin-bottom: 0.4rem; } }
@media print {
	@page { margin: 15mm 13mm; }
	html { font-size: 10.5pt; }
	body { color: #000; --ink: #000; --soft: #222; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
	main, header, footer, nav { max-width: none; padding-left: 0; padding-right: 0; }
	header { padding-top: 0; }
	nav, .skip, summary, details, #tip { display: none; }
	a { color: #000; text-decoration: none; }
	section { break-before: page; border-top: 0; padding-top: 0; }
	#hand-offs, #glossary { break-before: auto; padding-top: 1.5rem; }
	h2, h3, caption, thead { break-after: avoid; }
	figure, tr, .verdict, .form { break-inside: avoid; }
	figure { margin: 0.75rem 0 1.25rem; }
	.is-live .live { display: none; }
	.is-live .static { display: block; }
	.scroll, .picture { overflow: visible; }
	.picture svg { max-width: 100%; }
	#comparison .scroll, #swap .scroll { break-inside: avoid; }
	h1 { font-size: 1.6rem; }
	.verdict { padding: 0.8rem 1rem; }
	.verdict h2 { font-size: 1.3rem; }
	.verdict .figures { grid-template-columns: repeat(3, 1fr); gap: 0.5rem; }
	.facts { margin-bottom: 0; }
	table { font-size: 9pt; max-width: 100%; }
	th, td { padding: 0.2rem 0.7rem 0.2rem 0; }
	.form th, .form td { padding: 0.3rem 0.5rem; }
	.muted, .note, figcaption p, .facts { color: #222; }
}
`;
