/** The dataset.yaml that `leadlab init` writes. */
export const DATASET_TEMPLATE = `# yaml-language-server: $schema=schemas/dataset-1.schema.json
leadlab: dataset/1

# When the extract was taken; nothing later may be in the files.
as_of: 2024-09-30
# Zone of times without one, and of calendar days.
time_zone: Europe/Berlin

# Rungs from first to last, and where leads leave.
ladder: [lead, mql, sql, customer]
exits: [recycled, disqualified]

# CSV, Parquet or JSON lines, gzip too. A path is relative to this file.
leads:
  file: leads.csv
  id: id
  created: created_at
  attributes:
    industry: { type: text }
    employees: { type: number }
    # A column that sales fills in later must say so, or the replay would look into the future.
    authority: { type: text, column: auth_level, known: { stage: sql } }

activities:
  file: activities.csv
  lead: lead_id
  at: at
  type: type
  # known: seen_at          # when it reached the CRM, if later than it happened
  properties: [path]

stages: { file: stages.csv, lead: lead_id, stage: stage, at: at }

# Dated changes of attributes, if you have them:
# attribute_history: { file: history.csv, lead: lead_id, attribute: attribute, value: value, known: known_at }

# What counts as sales having acted on a lead:
# worked: { activities: [sales_call, sales_email] }

# How strict to be, by code:
# checks: { orphan-activity: { error_if: "5 %" } }
`;
