import type { Dataset } from "../../dataset/dataset.ts";
import { sharedFloat64 } from "../../dataset/shared-array.ts";
import type { KernelData } from "./kernel-input.ts";

/** The columns of a dataset that the kernel reads. */
export function kernelData(dataset: Dataset): KernelData {
	const { activities, history, calendar, asOf, createdAt } = dataset;
	let first = asOf;
	for (let lead = 0; lead < dataset.leadCount; lead++) if (createdAt[lead]! < first) first = createdAt[lead]!;
	const firstDay = calendar.dayOf(first);
	const dayStart = sharedFloat64(calendar.dayOf(asOf) - firstDay + 2);
	for (let i = 0; i < dayStart.length; i++) dayStart[i] = calendar.startOf(firstDay + i);
	return {
		asOf,
		createdAt,
		zoneOffset: calendar.offsetAt(asOf),
		dayStart,
		firstDay,
		attributes: dataset.attributes.map(({ codes, knownAt }) => ({ codes, knownAt })),
		historyOffsets: history.offsets,
		historyAttribute: history.attribute,
		historyCode: history.code,
		historyKnownAt: history.knownAt,
		activityOffsets: activities.offsets,
		activityType: activities.type,
		activityKnownAt: activities.knownAt,
		activityDay: activities.day,
		knownWhenOccurred: activities.knownAt === activities.at,
	};
}
