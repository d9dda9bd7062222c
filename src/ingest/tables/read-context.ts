import type { Calendar } from "../../dataset/calendar.ts";
import type { Policy } from "../checks/policy.ts";
import type { Session } from "../files/session.ts";
import type { InstantDecoder } from "./instant-decoder.ts";

/** What every table's reader needs. */
export interface ReadContext {
	readonly session: Session;
	readonly calendar: Calendar;
	readonly decoder: InstantDecoder;
	readonly asOf: number;
	/** As the user wrote it. */
	readonly asOfText: string;
	readonly policy: Policy;
	/** Told how many rows have just been read. */
	readonly tick: (rows: number) => void;
}
