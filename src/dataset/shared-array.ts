/** A zeroed `Float64Array` over shared memory. */
export function sharedFloat64(length: number): Float64Array {
	return new Float64Array(new SharedArrayBuffer(length * 8));
}

/** A zeroed `Int32Array` over shared memory. */
export function sharedInt32(length: number): Int32Array {
	return new Int32Array(new SharedArrayBuffer(length * 4));
}

/** A zeroed `Uint16Array` over shared memory. */
export function sharedUint16(length: number): Uint16Array {
	return new Uint16Array(new SharedArrayBuffer(length * 2));
}

/** A zeroed `Uint8Array` over shared memory. */
export function sharedUint8(length: number): Uint8Array {
	return new Uint8Array(new SharedArrayBuffer(length));
}
