/** What a command adds to a tuning or an audit: on what it ran. */
export interface TuningRun {
	readonly model: { readonly name: string; readonly fingerprint: string };
	readonly dataset: { readonly name: string; readonly fingerprint: string };
	readonly asOf: number;
	readonly horizonDays: number;
	readonly landmarkDays: number;
}
