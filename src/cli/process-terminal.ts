import cliProgress from "cli-progress";
import { formatCount } from "../base/number-format.ts";
import { styleFor, type Terminal } from "./terminal.ts";

const QUIET_MS = 700;

/** The terminal of this process. */
export function processTerminal({ quiet = false } = {}): Terminal {
	const { stdout, stderr, env } = process;
	const showsProgress = stderr.isTTY === true && !quiet;
	let bar: cliProgress.SingleBar | undefined;
	let step = "";
	let since = 0;
	const endProgress = () => {
		bar?.stop();
		bar = undefined;
		step = "";
	};
	return {
		style: styleFor(stdout.isTTY === true, env),
		result: (text) => {
			endProgress();
			stdout.write(`${text}\n`);
		},
		message: (text) => {
			if (quiet) return;
			endProgress();
			stderr.write(`${text}\n`);
		},
		endProgress,
		onProgress: (progress) => {
			if (!showsProgress) return;
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
