import { jsonTarget, yamlTarget } from "./config-target.ts";
import type { ExportTarget } from "./export-target.ts";
import { javascriptTarget } from "./javascript-target.ts";

/** Every target, in the order in which help lists them. */
export const exportTargets: readonly ExportTarget[] = [jsonTarget, yamlTarget, javascriptTarget];
