import { Z_95 } from "../metrics/rates/wilson-interval.ts";

/** Flags that only one of two models makes: how many of all its flags are such, and were never worked. */
export interface OpenPart {
	readonly flags: number;
	readonly unworked: number;
}

/**
 * How many leads, drawn at random from those that only one model flags and nobody worked, must be worked before what
 * they would have done leaves the difference of two precisions open by at most `margin`: half of them from each side,
 * in proportion to what each side leaves open. Half the 95 % interval of the difference is then at most the margin,
 * whatever the rates are (each is taken as one half).
 *
 * 0 when nothing is open. It takes it that leads to come are like those seen, and that every lead drawn is worked.
 *
 * @param options.margin smallest difference worth telling, in (0, 1)
 * @example leadsToSettle({ flags: 730, unworked: 26 }, { flags: 728, unworked: 143 }, { margin: 0.03 }) // 57
 */
export function leadsToSettle(
	candidate: OpenPart,
	baseline: OpenPart,
	{ margin }: { readonly margin: number },
): number {
	// With m leads shared out in proportion to the open shares a and b, the variance is at most (a + b)^2 / (4 m).
	const share = ({ flags, unworked }: OpenPart) => (flags === 0 ? 0 : unworked / flags);
	const open = share(candidate) + share(baseline);
	return Math.ceil((Z_95 * open) ** 2 / (4 * margin * margin));
}
