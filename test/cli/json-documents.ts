import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { ComparisonJson } from "../../src/json/comparison-json.ts";
import type { DoctorJson } from "../../src/json/doctor-json.ts";
import type { DriftJson } from "../../src/json/drift-json.ts";
import type { ExplainJson } from "../../src/json/explain-json.ts";
import type { ExportJson } from "../../src/json/export-json.ts";
import type { IngestJson } from "../../src/json/ingest-json.ts";
import type { InitJson } from "../../src/json/init-json.ts";
import type { LeaksJson } from "../../src/json/leaks-json.ts";
import type { NotebooksJson } from "../../src/json/notebooks-json.ts";
import type { ReplayJson } from "../../src/json/replay-json.ts";
import type { ReportJson } from "../../src/json/report-json.ts";
import type { SampleJson } from "../../src/json/sample-json.ts";
import type { ScoreJson } from "../../src/json/score-json.ts";
import type { ThresholdJson } from "../../src/json/threshold-json.ts";
import type { AuditJson } from "../../src/json/tune/audit-json.ts";
import type { TuneJson } from "../../src/json/tune/tune-json.ts";
import type { VerifyJson } from "../../src/json/verify-json.ts";
import { ROOT } from "./run-cli.ts";

/** What each command prints. */
export interface Documents {
	readonly audit: AuditJson;
	readonly compare: ComparisonJson;
	readonly doctor: DoctorJson;
	readonly drift: DriftJson;
	readonly explain: ExplainJson;
	readonly export: ExportJson;
	readonly ingest: IngestJson;
	readonly init: InitJson;
	readonly leaks: LeaksJson;
	readonly notebooks: NotebooksJson;
	readonly replay: ReplayJson;
	readonly report: ReportJson;
	readonly sample: SampleJson;
	readonly score: ScoreJson;
	readonly threshold: ThresholdJson;
	readonly tune: TuneJson;
	readonly verify: VerifyJson;
}

// Instants are held by what is made of them; ajv alone knows no formats.
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false, allErrors: true });
const known = new Map<string, ValidateFunction>();

/** A document as its command's schema says it is; throws with what is not. */
export function documentOf<Name extends keyof Documents>(command: Name, text: string): Documents[Name] {
	let validate = known.get(command);
	if (validate === undefined) {
		const schema = readFileSync(join(ROOT, `data/schemas/${command}-2.schema.json`), "utf8");
		validate = ajv.compile(JSON.parse(schema) as object);
		known.set(command, validate);
	}
	const document: unknown = JSON.parse(text);
	if (!validate(document)) throw new Error(`${command}: ${ajv.errorsText(validate.errors)}`);
	return document as Documents[Name];
}
