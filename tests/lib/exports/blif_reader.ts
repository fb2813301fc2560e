/**
 * Reads a BLIF netlist as its definition says (Berkeley Logic Interchange Format, 1992: comments,
 * lines that go on, tables of ones or of zeros) and evaluates it, all rows at once. It knows nothing
 * of Rote.
 *
 * @module
 */

/** A table: what it reads, and its lines. */
interface Names {
  readonly inputs: readonly string[];
  readonly cubes: { readonly pattern: string; readonly value: string }[];
}

/** A netlist of tables, without registers and submodels. */
export class BlifNetlist {
  readonly model: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly #tables = new Map<string, Names>();

  constructor(text: string) {
    const lines = text.replace(/#[^\n]*/g, "").replace(/\\\n/g, " ").split("\n");
    const words = lines.map((line) => line.trim().split(/\s+/)).filter(([first]) => first !== "");
    const argumentsOf = (keyword: string) =>
      words.filter(([first]) => first === keyword).flatMap(([, ...rest]) => rest);
    this.model = argumentsOf(".model").join(" ");
    this.inputs = argumentsOf(".inputs");
    this.outputs = argumentsOf(".outputs");
    let table: Names | undefined;
    for (const [first, ...rest] of words) {
      if (first === ".names") {
        const output = rest.at(-1)!;
        if (this.#tables.has(output)) throw new Error(`${output} has two tables`);
        table = { inputs: rest.slice(0, -1), cubes: [] };
        this.#tables.set(output, table);
      } else if (!first!.startsWith(".")) {
        const [pattern, value] = rest.length === 0 ? ["", first!] : [first!, rest[0]!];
        if (pattern.length !== table!.inputs.length) throw new Error(`Not so wide: ${pattern}`);
        table!.cubes.push({ pattern, value });
      }
    }
  }

  /**
   * The values of the outputs.
   *
   * @param values of each input: bit i is its value in row i
   */
  evaluate(values: readonly bigint[], rows: number): bigint[] {
    const all = (1n << BigInt(rows)) - 1n;
    const known = new Map(this.inputs.map((name, index) => [name, values[index]!]));
    const valueOf = (name: string): bigint => {
      const found = known.get(name);
      if (found !== undefined) return found;
      const table = this.#tables.get(name);
      if (!table) throw new Error(`Nothing puts out ${name}`);
      const value = apply(table, table.inputs.map(valueOf), all);
      known.set(name, value);
      return value;
    };
    return this.outputs.map(valueOf);
  }
}

/** The output of a table. It tells where it is 1, or where it is 0; one without lines is 0. */
function apply({ cubes }: Names, inputs: readonly bigint[], all: bigint): bigint {
  const inverted = inputs.map((bits) => bits ^ all);
  let told = 0n;
  for (const { pattern } of cubes) {
    let hit = all;
    for (let wire = 0; wire < pattern.length; wire++) {
      const sign = pattern[wire];
      if (sign !== "-") hit &= sign === "1" ? inputs[wire]! : inverted[wire]!;
    }
    told |= hit;
  }
  return cubes[0]?.value === "0" ? told ^ all : told;
}
