/** Numbers in a shape of at most two sides; see `index.cjs`. */
export declare class Tensor {
	readonly shape: number[];
	readonly dtype: string;
	readonly rank: number;
	arraySync(): unknown;
}
export declare function scalar(value: number): Tensor;
export declare function tensor1d(values: unknown[], dtype?: string): Tensor;
export declare function tensor2d(values: unknown[], shape?: number[], dtype?: string): Tensor;
export declare function moments(of: Tensor, axis?: number): { readonly mean: Tensor; readonly variance: Tensor };
