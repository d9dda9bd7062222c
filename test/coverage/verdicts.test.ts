import { appendFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { replay } from "../../src/replay/replay.ts";
import {
	trueDifference,
	type VerdictKind,
	type VerdictWorld,
	verdictHistory,
	verdictModels,
	type WorkedBy,
} from "../compare/verdict-world.ts";
import { luck, sized } from "../full-size.ts";

const KINDS: readonly VerdictKind[] = ["equal", "better", "worse", "crossing", "leaky", "chance", "drifted"];
const WORKED: readonly WorkedBy[] = ["everybody", "baseline", "candidate"];
const PAIRS = sized({ full: 6, usual: 1 });
