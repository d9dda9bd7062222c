/** A cell to run. */
export interface ToKernel {
	readonly code: string;
}

/** What a kernel process tells its parent. */
export type FromKernel =
	| { readonly kind: "ready" }
	| { readonly kind: "stream"; readonly name: "stdout" | "stderr"; readonly text: string }
	| {
			readonly kind: "display";
			readonly update: boolean;
			readonly content: {
				readonly data: Readonly<Record<string, unknown>>;
				readonly metadata?: Readonly<Record<string, unknown>>;
				readonly transient?: { readonly display_id?: string };
			};
	  }
	| { readonly kind: "done"; readonly ok: boolean; readonly count: number };
