import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  calledOf,
  checkSettings,
  describeSettings,
  nestValues,
  optionOf,
  type Settings,
} from "../../lib/setting.ts";
import { assertRefused } from "./assertions.ts";

const SETTINGS: Settings = {
  tables: { type: "integer", least: 1, most: 9, usual: 4, code: "tables_out_of_range", words: "" },
  rate: { type: "number", least: 0.5, most: 2, code: "rate_out_of_range", words: "" },
  someHead: { type: "choice", choices: ["lut", "vote"], code: "head_not_known", words: "" },
  shape: {
    type: "image",
    code: "input_shape_mismatch",
    words: "",
    option: "--image",
  },
  patch: { type: "integer", least: 0, code: "patch_out_of_range", words: "" },
  "stop.share": {
    type: "share",
    usual: 0.1,
    code: "early_stopping_out_of_range",
    words: "",
    called: "stop",
  },
  "stop.lookBack": { type: "integer", least: 1, most: 8, usual: 2, code: "no_rows", words: "" },
  "copies.flip": {
    type: "flag",
    usual: false,
    code: "augment_out_of_range",
    words: "",
    inMetadata: false,
  },
};

describe("checkSettings()", () => {
  const taken: object[] = [
    { tables: 1 },
    { tables: 9, rate: 0.5, someHead: "vote", patch: -1 },
    { tables: 9, rate: 2, stop: { share: 0.01, lookBack: 8 }, copies: { flip: true } },
  ];
  for (const values of taken) {
    it(`takes ${JSON.stringify(values)}`, () => checkSettings(SETTINGS, values));
  }

  const refused: [values: object, field: string, detail: string][] = [
    [{}, "tables", "tables must be an integer from 1 to 9, not missing"],
    [{ tables: 0 }, "tables", "tables must be an integer from 1 to 9, not 0"],
    [{ tables: 10 }, "tables", "tables must be an integer from 1 to 9, not 10"],
    [{ tables: 1.5 }, "tables", "tables must be an integer from 1 to 9, not 1.5"],
    [{ tables: "3" }, "tables", 'tables must be an integer from 1 to 9, not "3"'],
    [{ tables: 4, rate: 0.4 }, "rate", "rate must be from 0.5 to 2, not 0.4"],
    [{ tables: 4, rate: NaN }, "rate", "rate must be from 0.5 to 2, not NaN"],
    [{ tables: 4, someHead: "x" }, "someHead", 'someHead must be lut or vote, not "x"'],
    [
      { tables: 4, stop: { share: 1, lookBack: 1 } },
      "stop.share",
      "stop.share must be above 0 and below 1, not 1",
    ],
    [
      { tables: 4, stop: { share: 0.5 } },
      "stop.lookBack",
      "stop.lookBack must be an integer from 1 to 8, not missing",
    ],
    [
      { tables: 4, copies: { flip: 1 } },
      "copies.flip",
      "copies.flip must be true or false, not 1",
    ],
  ];
  for (const [values, field, detail] of refused) {
    it(`refuses ${JSON.stringify(values)}`, () => {
      const error = assertRefused(
        SETTINGS[field]!.code,
        () => checkSettings(SETTINGS, values),
      );
      assertEquals([error.message, error.offenders[0]?.field], [detail, field]);
    });
  }
});

describe("nestValues()", () => {
  const nest = (given: Record<string, unknown>) => nestValues(SETTINGS, (name) => given[name]);

  it("leaves out what is not given, and groups of which nothing is given", () => {
    assertEquals(nest({}), {});
    assertEquals(nest({ rate: 1 }), { rate: 1 });
  });

  it("takes what is usual for the others of a group", () => {
    assertEquals(nest({ "stop.share": 0.5 }), { stop: { share: 0.5, lookBack: 2 } });
    assertEquals(nest({ "stop.lookBack": 0, tables: 3 }), {
      tables: 3,
      stop: { share: 0.1, lookBack: 0 },
    });
  });
});

describe("describeSettings()", () => {
  it("tells what was chosen, but for what the blob says and for choices that are the first", () => {
    const values = {
      tables: 3,
      rate: 0.5,
      someHead: "lut",
      shape: [2, 3, 1],
      stop: { share: 0.5, lookBack: 1 },
      copies: { flip: true },
    };
    const metadata = { tables: "3", rate: "0.5", shape: "2x3x1", share: "0.5", lookBack: "1" };
    assertEquals(describeSettings(SETTINGS, values), metadata);
    assertEquals(describeSettings(SETTINGS, { someHead: "vote" }), { someHead: "vote" });
  });
});

describe("names of settings", () => {
  it("are their last parts in queries and their options on the command line, or as they say", () => {
    const names = Object.entries(SETTINGS)
      .map(([name, setting]) => [calledOf(name, setting), optionOf(name, setting)]);
    assertEquals(names, [
      ["tables", "--tables"],
      ["rate", "--rate"],
      ["someHead", "--some-head"],
      ["shape", "--image"],
      ["patch", "--patch"],
      ["stop", "--stop"],
      ["lookBack", "--look-back"],
      ["flip", "--flip"],
    ]);
  });
});
