/** How far a long step has come. */
export interface Progress {
	/** What is being done, in plain words: "reading activities". */
	readonly step: string;
	readonly done: number;
	/** Left out when not known beforehand. */
	readonly total?: number;
}

/** Told now and then by everything that can take more than a second. */
export type OnProgress = (progress: Progress) => void;
