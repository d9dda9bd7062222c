import type { Estimate } from "../../metrics/rates/estimate.ts";
import { drawnNumber } from "./drawn-number.ts";

/** A difference as a row draws it, `times` its value: null where it was not measured. */
export function differenceFields(difference: Estimate, { times }: { readonly times: number }) {
	const known = difference.state === "measured" ? difference : undefined;
	const scaled = (value: number | undefined) => drawnNumber(value === undefined ? undefined : value * times);
	return { value: scaled(known?.value), low: scaled(known?.interval[0]), high: scaled(known?.interval[1]) };
}
