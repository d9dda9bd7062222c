export interface ScorerModule {
	score(lead: unknown): unknown;
	calls(lead: unknown): unknown;
	gates?(lead: unknown): unknown;
}
