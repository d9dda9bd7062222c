import { DAY_MS } from "../../dataset/calendar.ts";
import type { KernelData } from "./kernel-input.ts";
import { AT, type Now } from "./now.ts";

/** Calendar day of the moment at hand: a guess by one offset of the zone, set right by the first instants of the days. */
export class DayOfNow {
	private readonly now: Now;
	private readonly zoneOffset: number;
	private readonly dayStart: Float64Array;
	private readonly firstDay: number;
	private readonly lastPlace: number;

	constructor({ zoneOffset, dayStart, firstDay }: KernelData, now: Now) {
		this.now = now;
		this.zoneOffset = zoneOffset;
		this.dayStart = dayStart;
		this.firstDay = firstDay;
		this.lastPlace = dayStart.length - 1;
	}

	/** The day, counted from 1970-01-01. */
	find(): number {
		const { dayStart, firstDay, lastPlace } = this;
		const instant = this.now[AT]!;
		let place = (Math.floor((instant + this.zoneOffset) / DAY_MS) | 0) - firstDay;
		while (place > 0 && instant < dayStart[place]!) place--;
		while (place < lastPlace && instant >= dayStart[place + 1]!) place++;
		return place + firstDay;
	}
}
