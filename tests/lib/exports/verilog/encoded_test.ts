/**
 * What is inside models of numbers and categories in Verilog and BLIF: the library's labels for the
 * bits that rows of values become, and a line for each bit that says what it means.
 *
 * @module
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { selectRows } from "../../../../lib/rows/bit_matrix.ts";
import { columnBits } from "../../../../lib/encoders/encoder.ts";
import { quoted } from "../../../../lib/exports/header.ts";
import { exportModel } from "../../../../lib/exports/mod.ts";
import { assertRefused } from "../../assertions.ts";
import { labelsOf } from "../blif_labels.ts";
import { type EncodedCase, encodedCases } from "../encoded_cases.ts";
import { needing } from "../tools.ts";
import { simulate } from "./simulation.ts";

const simulating = needing("iverilog", "vvp");

/** Rows that the simulator is asked about. */
const FEW_ROWS = 40;

describe("models of numbers and categories as circuits", () => {
  let cases: EncodedCase[];
  beforeAll(async () => {
    cases = await encodedCases();
  });
  const insideIs = (...kinds: string[]) =>
    cases.filter(({ model: { model } }) => kinds.includes(model.kind));

  it(`give the library's labels in Verilog${simulating.reason}`, simulating, async () => {
    for (const one of insideIs("network", "boosted", "voting")) {
      const rows = selectRows(one.rows, Uint32Array.from({ length: FEW_ROWS }, (_, row) => row));
      for (const pipeline of [false, true]) {
        const files = exportModel(one, "verilog", { rows, pipeline });
        const { warnings, result } = await simulate(files);
        assertEquals(warnings, "", one.name);
        assertStringIncludes(result.stdout, `PASS ${FEW_ROWS} rows`, one.name);
      }
    }
  });

  it("give the library's labels in BLIF", () => {
    for (const one of insideIs("network")) {
      const text = exportModel(one, "blif")[0]!.content as string;
      assertEquals(labelsOf(text, one.rows), one.labels, one.name);
    }
  });

  it("say what each bit means, in comments that nothing ends", () => {
    for (const one of insideIs("network")) {
      for (const [target, sign] of [["verilog", "//"], ["blif", "#"]] as const) {
        const text = exportModel(one, target)[0]!.content as string;
        assertMatch(text, /^[\x20-\x7e\n]*$/);
        const lines = text.split("\n").filter((line) => line.startsWith(`${sign} row[`));
        const meanings = lines.filter((line) => line.includes("]: column "));
        assertEquals(meanings.length, one.model.features);
        let bit = 0;
        for (const column of one.model.encoder.columns) {
          for (let own = 0; own < columnBits(column); own++, bit++) {
            const start = `${sign} row[${bit}]: column ${quoted(column.name)} `;
            assert(meanings[bit]!.startsWith(start), meanings[bit]);
            const meaning = meanings[bit]!.slice(start.length);
            const entry = column.kind === "number"
              ? column.thresholds[own] !== undefined && `>= ${column.thresholds[own]}`
              : column.categories[own] !== undefined && `= ${quoted(column.categories[own]!)}`;
            assertEquals(meaning, entry || "is missing");
          }
        }
        // The comment is at the top and whole.
        const end = text.split("\n").findIndex((line) => !line.startsWith(sign));
        assert(end > meanings.length);
        assertEquals(
          text.split("\n").slice(end).some((line) => line.includes("]: column ")),
          false,
        );
      }
    }
  });

  it("are refused by what is inside where that is not known", () => {
    for (const [kind, target] of [["boosted", "blif"], ["pairwise", "verilog"]] as const) {
      const [one] = insideIs(kind);
      const name = kind === "boosted" ? "boosted tables" : "networks for pairs of classes";
      const { message } = assertRefused(
        "export_head_not_supported",
        () => exportModel(one!, target),
      );
      assertStringIncludes(message, `does not know ${name}`);
      assertEquals(message.includes("Yosys"), kind === "boosted");
    }
  });
});
