/**
 * Reads a BLIF netlist as its definition says (Berkeley Logic Interchange Format, 1992: comments,
 * lines that go on, tables of ones or of zeros) and evaluates it, slowly. It knows nothing of Rote.
 *
 * @module
 */

/** A table: what it reads, what it writes, and its lines. */
interface Names {
  readonly inputs: readonly string[];
  readonly output: string;
  readonly cubes: { readonly pattern: string; readonly value: string }[];
}

/** A netlist without registers and submodels, whose tables read only what stands before them. */
export class BlifNetlist {
  readonly model: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly #tables: Names[] = [];

  constructor(text: string) {
    const lines = text.replace(/#[^\n]*/g, "").replace(/\\\n/g, " ").split("\n");
    const words = lines.map((line) => line.trim().split(/\s+/)).filter(([first]) => first !== "");
    const argumentsOf = (keyword: string) =>
      words.filter(([first]) => first === keyword).flatMap(([, ...rest]) => rest);
    this.model = argumentsOf(".model").join(" ");
    this.inputs = argumentsOf(".inputs");
    this.outputs = argumentsOf(".outputs");
    for (const [first, ...rest] of words) {
      if (first === ".names") {
        this.#tables.push({ inputs: rest.slice(0, -1), output: rest.at(-1)!, cubes: [] });
      } else if (!first!.startsWith(".")) {
        const [pattern, value] = rest.length === 0 ? ["", first!] : [first!, rest[0]!];
        this.#tables.at(-1)!.cubes.push({ pattern, value });
      }
    }
  }

  /** The values of the outputs. */
  evaluate(values: ReadonlyMap<string, number>): number[] {
    const known = new Map(values);
    for (const { inputs, output, cubes } of this.#tables) {
      const bits = inputs.map((name) => {
        const bit = known.get(name);
        if (bit === undefined) throw new Error(`${output} reads ${name}, which has no value yet`);
        return String(bit);
      });
      const hit = cubes.some(({ pattern }) => {
        return [...pattern].every((sign, wire) => sign === "-" || sign === bits[wire]);
      });
      // A table tells either where it is 1 or where it is 0; one without lines is 0.
      const value = cubes[0]?.value ?? "1";
      if (known.has(output)) throw new Error(`${output} has two tables`);
      known.set(output, hit ? Number(value) : 1 - Number(value));
    }
    return this.outputs.map((name) => known.get(name)!);
  }
}
