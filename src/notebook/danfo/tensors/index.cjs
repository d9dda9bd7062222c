// What danfojs-node calls of TensorFlow, and nothing else: numbers in at most two dimensions, arithmetic and comparison
// with broadcasting, mean, variance, smallest and largest along an axis, a seeded shuffle. TensorFlow itself takes 273 MB
// and half a second for this. Numbers stay doubles here; TensorFlow rounds them to 32 bits, so that 0.1 + 0.2 is 0.30000001.
"use strict";

class Tensor {
	/** @param data the numbers row by row */
	constructor(data, shape, dtype = "float32") {
		this.data = data;
		this.shape = shape;
		this.dtype = dtype;
	}
	get rank() {
		return this.shape.length;
	}
	get size() {
		return this.data.length;
	}
	arraySync() {
		if (this.rank === 0) return this.data[0];
		if (this.rank === 1) return [...this.data];
		const [rows, columns] = this.shape;
		return Array.from({ length: rows }, (_, row) => this.data.slice(row * columns, (row + 1) * columns));
	}
	async array() {
		return this.arraySync();
	}
	dataSync() {
		return [...this.data];
	}
	clone() {
		return new Tensor([...this.data], [...this.shape], this.dtype);
	}
	transpose() {
		if (this.rank < 2) return this.clone();
		const [rows, columns] = this.shape;
		const data = Array.from(
			{ length: rows * columns },
			(_, i) => this.data[(i % rows) * columns + Math.floor(i / rows)],
		);
		return new Tensor(data, [columns, rows], this.dtype);
	}
	sqrt() {
		return new Tensor(this.data.map(Math.sqrt), this.shape, this.dtype);
	}
	mean(axis) {
		return along(this, axis, (values) => values.reduce((sum, one) => sum + one, 0) / values.length);
	}
	min(axis) {
		return along(this, axis, (values) => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY));
	}
	max(axis) {
		return along(this, axis, (values) => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY));
	}
}

const arithmetic = {
	add: (a, b) => a + b,
	sub: (a, b) => a - b,
	mul: (a, b) => a * b,
	div: (a, b) => a / b,
	divNoNan: (a, b) => (b === 0 ? 0 : a / b),
	pow: (a, b) => a ** b,
	// The sign of the divisor, as TensorFlow has it.
	mod: (a, b) => a - b * Math.floor(a / b),
};
const comparison = {
	greater: (a, b) => a > b,
	less: (a, b) => a < b,
	greaterEqual: (a, b) => a >= b,
	lessEqual: (a, b) => a <= b,
	equal: (a, b) => a === b,
	notEqual: (a, b) => a !== b,
};
for (const [name, operation] of Object.entries(arithmetic)) {
	Tensor.prototype[name] = function (other) {
		return paired(this, other, operation, "float32");
	};
}
for (const [name, operation] of Object.entries(comparison)) {
	Tensor.prototype[name] = function (other) {
		return paired(this, other, (a, b) => Number(operation(a, b)), "bool");
	};
}

/** Each number of one with its partner of the other; a side of length 1, or a missing one, is repeated. */
function paired(one, other, operation, dtype) {
	const right = other instanceof Tensor ? other : scalar(other);
	const rank = Math.max(one.rank, right.rank);
	const sides = (shape) => [1, 1, ...shape].slice(-2);
	const [a, b] = [sides(one.shape), sides(right.shape)];
	const [rows, columns] = [0, 1].map((side) => {
		if (a[side] !== b[side] && a[side] !== 1 && b[side] !== 1)
			throw new Error(`Operands could not be broadcast together with shapes ${one.shape} and ${right.shape}.`);
		return a[side] === 1 ? b[side] : a[side];
	});
	const at = (tensor, [height, width], row, column) =>
		tensor.data[(height === 1 ? 0 : row) * width + (width === 1 ? 0 : column)];
	const data = [];
	for (let row = 0; row < rows; row++) {
		for (let column = 0; column < columns; column++)
			data.push(operation(at(one, a, row, column), at(right, b, row, column)));
	}
	return new Tensor(data, [rows, columns].slice(2 - rank), dtype);
}

/** One number of all (no axis), of every column (axis 0) or of every row (axis 1). */
function along(tensor, axis, of) {
	if (axis === undefined || tensor.rank < 2) return scalar(of(tensor.data));
	const lines = (axis === 0 ? tensor.transpose() : tensor).arraySync();
	return new Tensor(lines.map(of), [lines.length]);
}

function scalar(value) {
	return new Tensor([Number(value)], []);
}

function tensor1d(values, dtype) {
	return new Tensor([...values], [values.length], dtype);
}

function tensor2d(values, shape, dtype) {
	const data = values.flat().map((value) => (value === undefined ? Number.NaN : Number(value)));
	return new Tensor(data, shape ?? [values.length, values[0]?.length ?? 0], dtype);
}

function moments(tensor, axis) {
	const mean = tensor.mean(axis);
	const away = tensor.sub(mean);
	return { mean, variance: away.mul(away).mean(axis) };
}

/** `data.array(list).shuffle(_, seed).take(n).toArray()`: a sample without repeats, the same for the same seed. */
const data = {
	array: (list) => ({
		shuffle: (_, seed) => ({ take: (count) => ({ toArray: async () => shuffled(list, seed).slice(0, count) }) }),
	}),
};

/** Fisher and Yates, with Mulberry32 from the text of the seed. */
function shuffled(list, seed) {
	let state = [...String(seed)].reduce(
		(hash, letter) => Math.imul(hash ^ letter.codePointAt(0), 0x01000193),
		0x811c9dc5,
	);
	const next = () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const all = [...list];
	for (let i = all.length - 1; i > 0; i--) {
		const j = Math.floor(next() * (i + 1));
		[all[i], all[j]] = [all[j], all[i]];
	}
	return all;
}

module.exports = { Tensor, scalar, tensor1d, tensor2d, moments, data };
