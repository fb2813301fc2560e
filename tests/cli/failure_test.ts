/**
 * What the user sees of an error, and the exit code.
 *
 * @module
 */

import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { about, describeFailure, FileError, InputError, UsageError } from "../../cli/failure.ts";
import { type BoostingRun, methodNamed, refuse, RoteError } from "../../lib/mod.ts";

describe("describeFailure()", () => {
  it("says file, line, row and position, none of them twice", () => {
    const error = refuse("row_bad_character", "Row 4 is off", { row: 4, line: 6, position: 2 });
    assertEquals(describeFailure(new FileError("a.csv", error)), {
      text: "rote: a.csv, line 6, position 2: Row 4 is off\n",
      exitCode: 1,
    });
  });

  it("lists several faults", () => {
    const offenders = [4, 5].map((line) =>
      ({ code: "pla_malformed", detail: "Off", line }) as const
    );
    const error = new FileError("a.pla", new RoteError("pla_malformed", "Off", offenders));
    assertEquals(
      describeFailure(error).text,
      "rote: a.pla: 2 faults:\n  line 4: Off\n  line 5: Off\n",
    );
  });

  it("blames the option for a setting that is off, with exit code 2", () => {
    const error = new FileError("a.csv", refuse("arity_out_of_range", "arity is off"));
    assertEquals(describeFailure(error), { text: "rote: --arity: arity is off\n", exitCode: 2 });
  });

  it("blames --tables where tables are too large, and --width where a network is", () => {
    const tables = refuse("network_too_large", "Too large", { field: "tables" });
    assertEquals(describeFailure(tables), { text: "rote: --tables: Too large\n", exitCode: 2 });
    const network = refuse("network_too_large", "Too large", { field: "width" });
    assertEquals(describeFailure(network).text, "rote: --width: Too large\n");
  });

  it("says what must be of the option by its own name", () => {
    const { check } = methodNamed("boosted");
    const rows = { rows: 4, columns: 9, stride: 2, bytes: new Uint8Array(8) };
    const data = { rows, labels: Uint8Array.of(0, 1, 0, 1), classes: ["0", "1"] };
    const settings = {
      method: "boosted",
      tables: 4,
      arity: 1,
      rate: 1,
      lambda: 1,
      seed: 1,
    } as const;
    const refused: [settings: Partial<BoostingRun>, text: string][] = [
      [
        { earlyStopping: { share: 0.5, patience: 0 } },
        "--patience must be an integer from 1 to 65536, not 0",
      ],
      [
        { earlyStopping: { share: 1, patience: 1 } },
        "--early-stopping must be above 0 and below 1, not 1",
      ],
      [
        { inputShape: [3, 3, 1], augment: { shift: 9, flip: false } },
        "--shift must be an integer from 0 to 2, not 9",
      ],
      [
        { augment: { shift: 1, flip: false } },
        "--shift: augment needs inputShape: rows that are images",
      ],
      [{ patch: 1 }, "--patch: patch needs inputShape: rows that are images"],
      [{ holdout: 2 }, "--holdout must be above 0 and below 1, not 2"],
      [{ seed: -1 }, "--seed must be an integer from 0 to 2^53 - 1, not -1"],
    ];
    for (const [more, text] of refused) {
      const error = assertThrows(() => check(data, { ...settings, ...more }), RoteError);
      assertEquals(describeFailure(error), { text: `rote: ${text}\n`, exitCode: 2 });
    }
  });

  it("blames no option for a column that is called like a setting", () => {
    const error = refuse("column_too_many_categories", "Too many", { field: "width" });
    assertEquals(describeFailure(error), { text: "rote: Too many\n", exitCode: 1 });
  });

  it("tells usage from input", () => {
    assertEquals(describeFailure(new UsageError("no")), { text: "rote: no\n", exitCode: 2 });
    assertEquals(describeFailure(new InputError("no\nmore")), {
      text: "rote: no\nmore\n",
      exitCode: 1,
    });
  });

  it("says what the system says in its own words, without a number or a stack", () => {
    const missing = new FileError("a", new Deno.errors.NotFound("x (os error 2): open 'a'"));
    assertEquals(describeFailure(missing).text, "rote: a: There is no such file or folder\n");
    const folder = new FileError("a", new Error("Is a directory (os error 21)"));
    assertEquals(describeFailure(folder).text, "rote: a: Is a directory\n");
  });

  it("escapes what would steer the terminal", () => {
    const error = new FileError("\x1b[2J", refuse("csv_malformed", "\u202e", { line: 1 }));
    assertEquals(describeFailure(error).text, "rote: \\u001b[2J, line 1: \\u202e\n");
  });
});

describe("about()", () => {
  it("names the innermost file", async () => {
    const work = () => about("outer", () => about("inner", () => Promise.reject(new Error("off"))));
    const error = await assertRejects(work, FileError);
    assertEquals(error.path, "inner");
  });
});
