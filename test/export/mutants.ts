import { modelFrom } from "../../src/model/parse-model.ts";
import type { ScoringModel } from "../../src/model/schema.ts";

export interface Mutant {
	readonly name: string;
	readonly model: ScoringModel;
}

type Node = Record<string, unknown>;

/** Every model that differs from a model by one small mistake and is still a model. */
export function mutantsOf(model: ScoringModel): Mutant[] {
	const mutants: Mutant[] = [];
	/** Applies a change to a fresh copy; what makes no valid model is no mutant. */
	const mutate = (name: string, change: (copy: Node & { groups: Node[]; stages: Record<string, Node> }) => void) => {
		const copy = structuredClone(model) as unknown as Node & { groups: Node[]; stages: Record<string, Node> };
		change(copy);
		try {
			mutants.push({ name, model: modelFrom(copy).model });
		} catch {
			// Not a model any more, e.g. a tier that can never hold.
		}
	};
	/** Changes of one node of the model, found again in each copy by its path. */
	const at = (path: readonly (string | number)[]) => (copy: Node) =>
		path.reduce<unknown>((node, key) => (node as Node)[key], copy) as Node & unknown[];
	const bump = (path: readonly (string | number)[], key: string) => {
		for (const by of [1, -1]) {
			mutate(`${[...path, key].join(".")} ${by > 0 ? "+" : ""}${by}`, (copy) => {
				const node = at(path)(copy);
				Reflect.set(node, key, ((node as Node)[key] as number) + by);
			});
		}
	};
	const drop = (path: readonly (string | number)[], key: string | number) =>
		mutate(`${[...path, key].join(".")} removed`, (copy) => {
			const node = at(path)(copy);
			if (Array.isArray(node)) node.splice(Number(key), 1);
			else Reflect.deleteProperty(node, key);
		});
	const swap = (path: readonly (string | number)[], i: number, key?: string) =>
		mutate(`${path.join(".")} ${i} and ${i + 1}${key === undefined ? "" : ` ${key}`} swapped`, (copy) => {
			const list = at(path)(copy) as unknown as Node[];
			const [a, b] = [list[i]!, list[i + 1]!];
			if (key === undefined) {
				list[i] = b;
				list[i + 1] = a;
			} else [a[key], b[key]] = [b[key], a[key]];
		});

	const numbers = new Set([
		..."cap floor points window_days count inactive_days half_life_days percent every_days after_days at_least below".split(
			" ",
		),
	]);
	const walk = (node: unknown, path: readonly (string | number)[]) => {
		if (node === null || typeof node !== "object") return;
		for (const [name, member] of Object.entries(node)) {
			const key = Array.isArray(node) ? Number(name) : name;
			if (typeof member === "number" && numbers.has(String(key))) bump(path, String(key));
			if (
				["cap", "floor", "window_days", "at_most", "where", "starts_with", "contains", "matches", "below"].includes(
					name,
				)
			) {
				drop(path, name);
			}
			if (["is", "starts_with", "contains"].includes(name) && typeof member === "string") {
				mutate(`${[...path, name].join(".")} changed`, (copy) => {
					Reflect.set(at(path)(copy), name, `${member}q`);
				});
			}
			if (name === "known")
				mutate(`${path.join(".")}.known turned`, (copy) => Reflect.set(at(path)(copy), name, !member));
			if (name === "per") {
				mutate(`${path.join(".")}.per turned`, (copy) =>
					Reflect.set(at(path)(copy), name, member === "day" ? "lead" : "day"),
				);
			}
			if (name === "decay" && member !== "none") drop(path, "decay");
			if (Array.isArray(member) && ["points", "tiers", "is", "require"].includes(name) && member.length > 0) {
				member.forEach((_, i) => {
					drop([...path, name], i);
				});
				for (let i = 0; i + 1 < member.length; i++) {
					if (name === "tiers") swap([...path, name], i, "points");
					if (name === "points") swap([...path, name], i);
				}
			}
			walk(member, [...path, key]);
		}
	};
	walk(model.groups, ["groups"]);
	for (const key of ["cap", "floor"] as const) {
		if (model[key] === undefined) continue;
		bump([], key);
		drop([], key);
	}
	for (const [stage, call] of Object.entries(model.stages)) {
		bump(["stages", stage], "score");
		walk(call, ["stages", stage]);
	}
	return mutants;
}
