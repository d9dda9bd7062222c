import cliProgress from "cli-progress";
import type { Issue } from "../base/issue.ts";
import type { Progress } from "../base/progress.ts";
import { escapeControls } from "../words/escape.ts";
import { formatCount } from "../words/number-format.ts";
import { wrapText } from "../words/wrap-text.ts";
import { issueText } from "./issue-text.ts";
import { styleFor, type Terminal } from "./terminal.ts";

const QUIET_MS = 700;

/** The terminal of this process. */
export function processTerminal(): Terminal {
	const { stdout, stderr, env } = process;
	const messageStyle = styleFor(stderr.isTTY === true, env);
	const messageWidth = widthOf(stderr);
	let isQuiet = false;
	const told = new Set<string>();
	const warnings: Issue[] = [];
	let bar: cliProgress.SingleBar | undefined;
	let latest: Progress | undefined;
	let timer: NodeJS.Timeout | undefined;
	const endProgress = () => {
		clearTimeout(timer);
		bar?.stop();
		bar = undefined;
		latest = undefined;
	};
	const showProgress = () => {
		if (latest === undefined) return;
		const { step, done, total = 0 } = latest;
		const text = { step, all: formatCount(total), count: done > 0 ? `: ${formatCount(done)}` : "..." };
		if (bar === undefined) {
			const format = total > 0 ? "{step} [{bar}] {percentage} % of {all}" : "{step}{count}";
			bar = new cliProgress.SingleBar({ format, stream: stderr, clearOnComplete: true, hideCursor: true, fps: 10 });
			bar.start(Math.max(total, 1), total > 0 ? done : 0, text);
		} else bar.update(total > 0 ? done : 0, text);
	};
	const message = (text: string) => {
		if (isQuiet) return;
		endProgress();
		stderr.write(`${escapeControls(text, { styled: true })}\n`);
	};
	watchStdout();
	return {
		style: styleFor(stdout.isTTY === true, env),
		width: widthOf(stdout),
		setQuiet: (quiet) => {
			isQuiet = quiet;
		},
		result: (text) => {
			endProgress();
			if (!isClosed) stdout.write(`${escapeControls(text, { styled: stdout.isTTY === true })}\n`);
		},
		message: (text) => message(wrapText(text, { width: messageWidth, indent: "  " })),
		warning: (issue) => {
			const text = issueText("warning", issue, messageWidth);
			if (told.has(text)) return;
			told.add(text);
			warnings.push(issue);
			message(text.replace(/^warning:/, messageStyle.warning("$&")));
		},
		warnings,
		error: (issue) => {
			endProgress();
			const text =
				typeof issue === "string"
					? wrapText(`error: ${issue}`, { width: messageWidth, indent: "  " })
					: issueText("error", issue, messageWidth);
			stderr.write(`${escapeControls(text, { styled: false }).replace(/^error:/, messageStyle.bold("$&"))}\n`);
		},
		endProgress,
		onProgress: (progress) => {
			if (stderr.isTTY !== true || isQuiet) return;
			const isNew = progress.step !== latest?.step;
			if (isNew) endProgress();
			latest = progress;
			// Steps that end at once would only flicker; a long one may have nothing to tell until it ends.
			if (isNew) timer = setTimeout(showProgress, QUIET_MS).unref();
			else if (bar !== undefined) showProgress();
		},
	};
}

/**
 * Whether stdout takes no more. Whoever reads may have enough before the end, as in `leadlab compare --gate | head -1`: the
 * command goes on, since its exit code is still asked for. Of the process, since the stream is: a terminal is made a run.
 */
let isClosed = false;
let isWatched = false;

function watchStdout(): void {
	if (isWatched) return;
	isWatched = true;
	process.stdout.once("error", () => {
		isClosed = true;
	});
}

/** Characters a line of a stream holds; `undefined` when it is no terminal or does not tell. */
function widthOf(stream: NodeJS.WriteStream): number | undefined {
	return stream.isTTY === true && stream.columns > 0 ? stream.columns : undefined;
}
