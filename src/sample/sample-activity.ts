import type { SampleActivityType } from "./vocabulary.ts";
import type { WallSeconds } from "./wall-clock.ts";

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

/** When a scorer may use the activity: never before the lead exists. A date counts from the end of its day. */
export function knownAt(activity: SampleActivity, created: WallSeconds): WallSeconds {
	const happened = activity.dateOnly ? Math.floor(activity.at / 86_400) * 86_400 + 86_399 : activity.at;
	return Math.max(activity.seenAt ?? happened, happened, created);
}
