/**
 * The list of targets: what is refused, and what holds for the files of every one.
 *
 * @module
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { decodeNetwork } from "../../../lib/kinds/network/decode.ts";
import { decodeModel } from "../../../lib/any_blob.ts";
import type { ExportOptions } from "../../../lib/exports/exported.ts";
import { EXPORT_TARGET_NAMES, EXPORT_TARGETS, exportModel } from "../../../lib/exports/mod.ts";
import { assertRefused } from "../assertions.ts";
import { type BoostedCase, boostedCases } from "./boosted_cases.ts";
import { type AskedCase, type ExportCase, randomCases } from "./cases.ts";

/** A value for each option. */
const VALUES: Required<Pick<ExportOptions, "blob" | "pipeline" | "relaxedSimd">> = {
  blob: "beside",
  pipeline: true,
  relaxedSimd: true,
};

/** Cases of small tables: text of wide ones takes long. */
const CASES = 9;

describe("exportModel()", () => {
  let cases: ExportCase[];
  let boosted: BoostedCase[];
  beforeAll(async () => {
    cases = (await randomCases()).slice(0, CASES);
    boosted = (await boostedCases()).slice(0, CASES);
  });

  for (const name of ["cobol", "", "C", "constructor", "__proto__", "toString"]) {
    it(`does not know the target "${name}", and lists those that there are`, () => {
      const { message } = assertRefused(
        "export_target_unknown",
        () => exportModel(cases[0]!, name),
      );
      for (const known of EXPORT_TARGET_NAMES) assertStringIncludes(message, known);
    });
  }

  for (const target of EXPORT_TARGET_NAMES) {
    const takes: readonly string[] = EXPORT_TARGETS[target].takes;

    for (const [option, value] of Object.entries({ ...VALUES, rows: undefined })) {
      if (takes.includes(option) || value === undefined) continue;
      it(`refuses ${option} for ${target}, and names it`, () => {
        const { offenders } = assertRefused(
          "export_option_not_taken",
          () => exportModel(cases[0]!, target, { [option]: value }),
        );
        assertEquals(offenders[0]!.field, option);
      });
    }

    it(`takes undefined for any option of ${target}`, () => {
      const nothing = { blob: undefined, pipeline: undefined, rows: undefined };
      assertEquals(
        exportModel(cases[0]!, target, nothing as unknown as ExportOptions),
        exportModel(cases[0]!, target),
      );
    });

    it(`gives the same files for the same model as ${target}, also decoded anew`, () => {
      for (const one of cases) {
        for (const options of optionsOf(takes, one)) {
          const files = exportModel(one, target, options);
          const again = {
            ...one,
            network: decodeNetwork(one.blob.slice()),
            blob: one.blob.slice(),
          };
          assertEquals(exportModel(again, target, options), files, one.name);
        }
      }
    });

    it(`gives files of ${target} whose names and types are safe, and different`, () => {
      for (const one of cases) {
        for (const options of optionsOf(takes, one)) {
          const files = exportModel(one, target, options);
          assert(files.length > 0);
          assertEquals(new Set(files.map(({ name }) => name)).size, files.length);
          for (const { name, type, content } of files) {
            assertMatch(name, /^[A-Za-z0-9][A-Za-z0-9._-]*$/);
            assertMatch(type, /^[a-z]+\/[a-z.-]+$/);
            assert(content.length > 0);
          }
        }
      }
    });

    it(`knows boosted tables as ${target}, or refuses them by name`, () => {
      for (const one of boosted) {
        if (target !== "blif") {
          for (const options of optionsOf(takes, one)) {
            const files = exportModel(one, target, options);
            const blob = one.blob.slice();
            const again = { ...one, network: decodeModel(blob), blob };
            assertEquals(exportModel(again, target, options), files, one.name);
            assertRefused("export_too_large", () => exportModel(one, target, options, 100));
          }
          continue;
        }
        const { message } = assertRefused(
          "export_head_not_supported",
          () => exportModel(one, target),
        );
        for (const word of [target, "boosted tables", "verilog"]) {
          assertStringIncludes(message, word);
        }
      }
    });

    it(`makes nothing of ${target} that is larger than it may be`, () => {
      assertRefused("export_too_large", () => exportModel(cases[0]!, target, {}, 100));
    });
  }
});

/** Every option by itself, and none. */
function optionsOf(takes: readonly string[], { rows }: AskedCase): ExportOptions[] {
  const values: ExportOptions = { ...VALUES, rows };
  const each = takes.map((option) => ({ [option]: values[option as keyof ExportOptions] }));
  return [{}, ...each];
}
