/**
 * What a check came to; these are the only states. `warning`: something to look at that decides nothing by itself. `cannot
 * tell yet`: too little data. `not tested`: nobody looked, or there was nothing to look at.
 */
export type CheckState = "passed" | "warning" | "failed" | "cannot tell yet" | "not tested";
