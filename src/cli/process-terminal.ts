import cliProgress from "cli-progress";
import { formatCount } from "../base/number-format.ts";
import { issueText } from "./issue-text.ts";
import { styleFor, type Terminal } from "./terminal.ts";
import { wrapText } from "./wrap-text.ts";

const QUIET_MS = 700;

/** The terminal of this process. */
export function processTerminal(): Terminal {
	const { stdout, stderr, env } = process;
	const messageStyle = styleFor(stderr.isTTY === true, env);
	const messageWidth = widthOf(stderr);
	let isQuiet = false;
	const told = new Set<string>();
	let bar: cliProgress.SingleBar | undefined;
	let step = "";
	let since = 0;
	const endProgress = () => {
		bar?.stop();
		bar = undefined;
		step = "";
	};
	const message = (text: string) => {
		if (isQuiet) return;
		endProgress();
		stderr.write(`${text}\n`);
	};
	return {
		style: styleFor(stdout.isTTY === true, env),
		width: widthOf(stdout),
		setQuiet: (quiet) => {
			isQuiet = quiet;
		},
		result: (text) => {
			endProgress();
			stdout.write(`${text}\n`);
		},
		message: (text) => message(wrapText(text, { width: messageWidth, indent: "  " })),
		warning: (issue) => {
			const text = issueText("warning", issue, messageWidth);
			if (told.has(text)) return;
			told.add(text);
			message(text.replace(/^warning:/, messageStyle.warning("$&")));
		},
		error: (issue) => {
			endProgress();
			const text =
				typeof issue === "string"
					? wrapText(`error: ${issue}`, { width: messageWidth, indent: "  " })
					: issueText("error", issue, messageWidth);
			stderr.write(`${text.replace(/^error:/, messageStyle.bold("$&"))}\n`);
		},
		endProgress,
		onProgress: (progress) => {
			if (stderr.isTTY !== true || isQuiet) return;
			const now = performance.now();
			if (progress.step !== step) {
				endProgress();
				step = progress.step;
				since = now;
			}
			// Steps that end at once would only flicker.
			if (bar === undefined && now - since < QUIET_MS) return;
			const total = progress.total ?? 0;
			if (bar === undefined) {
				const format = total > 0 ? "{step} [{bar}] {percentage} % of {all}" : "{step}: {count}";
				bar = new cliProgress.SingleBar({ format, stream: stderr, clearOnComplete: true, hideCursor: true, fps: 10 });
				bar.start(total > 0 ? total : 1, 0, { step, all: formatCount(total), count: formatCount(progress.done) });
			}
			bar.update(total > 0 ? progress.done : 0, { step, all: formatCount(total), count: formatCount(progress.done) });
		},
	};
}

/** Characters a line of a stream holds; `undefined` when it is no terminal or does not tell. */
function widthOf(stream: NodeJS.WriteStream): number | undefined {
	return stream.isTTY === true && stream.columns > 0 ? stream.columns : undefined;
}
