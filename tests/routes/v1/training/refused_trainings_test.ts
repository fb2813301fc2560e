import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { checkRefusal, type Expected, useSmallService } from "../../refusals.ts";
import { type TestService, XOR } from "../../service_fixture.ts";

describe("POST /v1/train refuses", () => {
  let service: TestService;
  useSmallService((opened) => service = opened);

  const refusedTrainings: [string, unknown, Expected][] = [
    ["a row too short", { ...XOR, rows: ["00", "01", "1", "11"] }, {
      code: "row_too_short",
      offender: { row: 2, pointer: "/rows/2" },
    }],
    ["a row too long", { ...XOR, rows: ["00", "011", "10", "11"] }, {
      code: "row_too_long",
      offender: { row: 1, pointer: "/rows/1" },
    }],
    ["a character that is no bit", { ...XOR, rows: ["00", "01", "10", "1x"] }, {
      code: "row_bad_character",
      offender: { row: 3, position: 1, pointer: "/rows/3" },
      detail: 'Row 3 has "x" at position 1',
    }],
    ["a number that is no bit", { ...XOR, rows: ["00", "01", [1, 2], "11"] }, {
      code: "row_bad_character",
      offender: { row: 2, position: 1 },
    }],
    ["text inside an array of bits", { ...XOR, rows: ["00", "01", ["1", 0], "11"] }, {
      code: "row_bad_character",
      offender: { row: 2, position: 0 },
    }],
    ["a row of another type", { ...XOR, rows: ["00", { a: 1 }, "10", "11"] }, {
      code: "row_bad_type",
      offender: { row: 1 },
    }],
    ["a first row that is empty", { ...XOR, rows: ["", "", "", ""] }, {
      code: "row_too_short",
      offender: { row: 0 },
    }],
    ["text that is no base64", {
      ...XOR,
      encoding: "base64",
      features: 2,
      rows: ["AA==", "AQ==", "A?==", "Aw=="],
    }, {
      code: "row_bad_character",
      offender: { row: 2 },
    }],
    ["packed rows without features", { ...XOR, rows: ["00"], labels: [1], encoding: "hex" }, {
      code: "labels_one_class",
    }],
    ["packed rows of unknown length", { ...XOR, encoding: "hex" }, {
      code: "features_out_of_range",
      offender: { pointer: "/features" },
    }],
    ["a packed row with a bit too many", {
      ...XOR,
      encoding: "hex",
      features: 2,
      rows: ["00", "01", "02", "04"],
    }, { code: "row_padding_not_zero", offender: { row: 3 } }],
    ["no rows", { ...XOR, rows: [], labels: [] }, { code: "no_rows" }],
    ["more rows than allowed", {
      ...XOR,
      rows: Array(51).fill("00"),
      labels: Array(51).fill(0),
    }, { code: "too_many_rows" }],
    ["no labels", { model: "m", rows: XOR.rows }, {
      code: "labels_missing",
      offender: { pointer: "/labels" },
    }],
    ["fewer labels than rows", { ...XOR, labels: [0, 1] }, { code: "label_count_mismatch" }],
    ["labels of one class", { ...XOR, labels: [1, 1, 1, 1] }, { code: "labels_one_class" }],
    ["statistics of three classes", { ...XOR, labels: [0, 1, 2, 0], statistics: true }, {
      code: "statistics_not_supported",
      offender: { pointer: "/statistics" },
      detail: "two classes",
    }],
    ["a label of another type", { ...XOR, labels: [0, 1, null, 0] }, {
      code: "label_bad_type",
      offender: { row: 2, pointer: "/labels/2" },
    }],
    ["a class name too long", { ...XOR, labels: ["a", "b".repeat(257), "a", "a"] }, {
      code: "class_name_not_legal",
    }],
    ["k = 0", { ...XOR, network: { ...XOR.network, arity: 0 } }, {
      code: "arity_out_of_range",
      offender: { pointer: "/network/arity" },
    }],
    ["k = 17", { ...XOR, network: { ...XOR.network, arity: 17 } }, { code: "arity_out_of_range" }],
    ["k above the number of features", { ...XOR, network: { ...XOR.network, arity: 3 } }, {
      code: "arity_above_width_below",
      detail: "only 2 features",
    }],
    ["k above the width of the layer below", { ...XOR, network: { width: 1, arity: 2 } }, {
      code: "arity_above_width_below",
      detail: "only 1 LUTs",
    }],
    ["a width of 0", { ...XOR, network: { ...XOR.network, width: 0 } }, {
      code: "width_out_of_range",
    }],
    ["no hidden layers", { ...XOR, network: { ...XOR.network, hiddenLayers: 0 } }, {
      code: "hidden_layers_out_of_range",
    }],
    ["half a seed", { ...XOR, seed: 0.5 }, {
      code: "seed_out_of_range",
      offender: { pointer: "/seed" },
    }],
    ["a holdout of 1", { ...XOR, holdout: 1 }, { code: "holdout_out_of_range" }],
    ["a holdout that holds out nothing", { ...XOR, holdout: 0.01 }, {
      code: "holdout_out_of_range",
      detail: "holds out no row",
    }],
    ["a test set besides a holdout", {
      ...XOR,
      holdout: 0.5,
      test: { rows: ["00"], labels: [0] },
    }, { code: "holdout_out_of_range" }],
    ["a test row too short", { ...XOR, test: { rows: ["0"], labels: [0] } }, {
      code: "row_too_short",
      offender: { pointer: "/test/rows/0" },
    }],
    ["a test label of no class", { ...XOR, test: { rows: ["00"], labels: [7] } }, {
      code: "label_unknown_class",
      offender: { pointer: "/test/labels/0" },
    }],
    ["a name that is not legal", { ...XOR, model: "../etc/passwd" }, {
      code: "name_not_legal",
      offender: { pointer: "/model" },
    }],
    ["a reserved name", { ...XOR, model: "stats" }, { code: "name_not_legal" }],
    ["a field of another type", { ...XOR, network: { arity: "8" } }, {
      code: "request_not_valid",
      offender: { pointer: "/network/arity" },
    }],
    ["a field that does not exist", { ...XOR, network: { arty: 8 } }, {
      code: "request_not_valid",
      offender: { pointer: "/network/arty", detail: 'There is no field "arty"' },
    }],
    ["a body that is no object", [1, 2, 3], { code: "request_not_valid" }],
  ];
  for (const [name, body, expected] of refusedTrainings) {
    it(`${name}: ${expected.code}`, async () => {
      await checkRefusal(await service.post("/v1/train", body), expected);
    });
  }

  it("up to ten offenders at once, each with its place", async () => {
    const rows = Array.from({ length: 20 }, (_, row) => row % 2 ? "0?" : "01");
    const problem = await (await service.post("/v1/models/xor/predict", {
      rows: rows.slice(0, 5),
    })).json();
    assertEquals(
      problem.errors.map((offender: { pointer: string }) => offender.pointer),
      ["/rows/1", "/rows/3"],
    );
    const labels = rows.map((_, row) => row % 2);
    const many = await (await service.post("/v1/train", { ...XOR, rows, labels })).json();
    assertEquals(many.errors.length, 10);
  });

  it("without repeating more than a few characters of what a stranger sent", async () => {
    const nested = `${"[".repeat(900)}${"]".repeat(900)}`;
    const bodies = [
      `{"model":"m","rows":["0"],"labels":[${nested}]}`,
      `{"model":"m","rows":[${nested}],"labels":[0]}`,
      JSON.stringify({ model: "\u001b[2J".repeat(100), rows: ["0"], labels: [0] }),
    ];
    for (const body of bodies) {
      const response = await service.app.request("/v1/train", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body,
      });
      const text = await response.text();
      assertEquals(response.status, 422);
      assert(text.length < 1_000, text);
      assertMatch(JSON.parse(text).code, /^[a-z_]+$/);
    }
  });
});
