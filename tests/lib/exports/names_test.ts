import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { fileNameOf, identifierOf, isDeviceName } from "../../../lib/exports/names.ts";

/** Pieces that names are likely to collide in. */
const PIECES = ["a", "m", "9", "_", "-", ".", "_tb", ".worker", "_x", "x", "u", "d", "h", "rote"];
PIECES.push("_boosted", "_reader", "_runtime", "con", "nul", "network", "_predict", "X", "B");
const LEGAL = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const name = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 }).map((parts) =>
    parts.join("")
  ),
  fc.stringMatching(LEGAL),
).filter((text) => LEGAL.test(text));
/** Two names that differ by more than case. */
const pair = fc.tuple(name, name).filter(([a, b]) => a.toLowerCase() !== b.toLowerCase());

/** The files that the targets make of a name. */
function filesOf(model: string): string[] {
  const base = fileNameOf(model);
  const ends = [
    "mjs",
    "d.mts",
    "worker.mjs",
    "worker.d.mts",
    "wasm",
    "c",
    "h",
    "v",
    "blif",
    "rote",
  ];
  return [...ends.map((end) => `${base}.${end}`), `${base}_tb.v`];
}

/** The files that come along, whatever the model is called. */
const RUNTIMES = ["rote_reader.c", "rote_boosted.h", "rote_runtime.mjs", "rote_voting_runtime.mjs"];

describe("identifierOf()", () => {
  it("is an identifier, and another one for each name, in whatever case it is written", () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        assertMatch(identifierOf(a), /^[A-Za-z][A-Za-z0-9_]*$/);
        assert(identifierOf(a).toUpperCase() !== identifierOf(b).toUpperCase(), `${a} ${b}`);
      }),
      { numRuns: 5_000 },
    );
  });

  it("is the name where that is an identifier, also a keyword, as something comes behind it", () => {
    for (const model of ["net", "Net_2", "int", "module", "a_x", "x_uv", "my_rote", "m9"]) {
      assertEquals(identifierOf(model), model);
    }
  });

  it("tells at its end what the name had in place of underscores", () => {
    const made = {
      "a-b": "a_b_xh",
      "a.b": "a_b_xd",
      "a-b_c": "a_b_c_xhu",
      "3-net.v1": "m3_net_v1_xmhd",
      "a_b_xh": "a_b_xh_xuu",
      "9": "m9_xm",
      "rote": "rote_xr",
      "rote_boosted": "rote_boosted_xru",
    };
    for (const [model, expected] of Object.entries(made)) {
      assertEquals(identifierOf(model), expected);
    }
  });
});

describe("fileNameOf()", () => {
  it("gives no two models a file of the same name, nor one of a runtime or a device", () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const others = new Set([...filesOf(b), ...RUNTIMES].map((file) => file.toLowerCase()));
        for (const file of filesOf(a)) {
          assert(!others.has(file.toLowerCase()), `${a} ${b} ${file}`);
          assert(!isDeviceName(file), file);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it("is the name where nothing else is called so", () => {
    for (const model of ["net", "3-net.v1", "a.b", "tb", "rote", "console", "worker"]) {
      assertEquals(fileNameOf(model), model);
    }
    assertEquals(["a_tb", "a_tb_", "a.worker", "rote_reader"].map(fileNameOf), [
      ...["a_tb_", "a_tb__", "a.worker_", "rote_reader_"],
    ]);
    assertEquals(["con", "NUL.x", "com1_tb"].map(fileNameOf), ["_con", "_NUL.x", "com1_tb_"]);
  });
});
