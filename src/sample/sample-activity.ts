import type { SampleActivityType } from "./vocabulary.ts";
import { DAY_SECONDS, type WallSeconds } from "./wall-clock.ts";

/** One activity of a lead. */
export interface SampleActivity {
	readonly type: SampleActivityType;
	readonly at: WallSeconds;
	readonly path?: string;
	readonly asset?: string;
	readonly minutes?: number;
	/** When it reached the records, if later than it happened. */
	readonly seenAt?: WallSeconds;
	/** Recorded as a date without a time. */
	readonly dateOnly?: boolean;
}

/** The instant that the record of an event means: a date without a time is the end of that day. */
export function instantOf({ at, dateOnly }: { readonly at: WallSeconds; readonly dateOnly?: boolean }): WallSeconds {
	return dateOnly ? (Math.floor(at / DAY_SECONDS) + 1) * DAY_SECONDS - 1 : at;
}

/** When a scorer may use the activity: never before the lead exists. */
export function knownAt(activity: SampleActivity, created: WallSeconds): WallSeconds {
	const happened = instantOf(activity);
	return Math.max(activity.seenAt ?? happened, happened, created);
}
