import { auditTable } from "../tables/audit-table.ts";
import { type TableTextOptions, tableText } from "../tables/render/to-text.ts";
import type { RuleAudit } from "../tune/audit/rule-audit.ts";

/** An audit as text: a line a rule. */
export function auditText(audit: RuleAudit, options: TableTextOptions): string {
	return tableText(auditTable(audit), options);
}
