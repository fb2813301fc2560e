/**
 * Models of numbers and categories in JavaScript, in Deno: answers, what is refused and how, types,
 * and what the worker says, which is what the service says.
 *
 * @module
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { RoteError } from "../../../../lib/errors.ts";
import { loadModel } from "../../../../lib/edge/mod.ts";
import { exportModel } from "../../../../lib/exports/mod.ts";
import { openService, type TestService } from "../../../routes/service_fixture.ts";
import { assertRefused, assertSameNumbers } from "../../assertions.ts";
import { withEncoder } from "../../../../lib/encoders/encoded_model.ts";
import { randomNetwork } from "../../random_data.ts";
import { type EncodedCase, encodedCaseOf, encodedCases } from "../encoded_cases.ts";
import { run } from "../tools.ts";
import { writeFiles } from "./case_folder.ts";

type Model = ReturnType<typeof loadModel>;

describe("models of numbers and categories in JavaScript", () => {
  let folder: string;
  let cases: EncodedCase[];
  let service: TestService;
  beforeAll(async () => {
    folder = await Deno.makeTempDir({ prefix: "rote-encoded-" });
    cases = await encodedCases();
    service = openService();
  });
  afterAll(async () => {
    service.close();
    await Deno.remove(folder, { recursive: true });
  });

  const moduleOf = async (one: EncodedCase): Promise<Model> => {
    await writeFiles(folder, exportModel(one, "es-module"));
    return await import(`file://${folder}/${one.name}.mjs`);
  };

  it("answer as the library does, in a module and as lib/edge loads them", async () => {
    for (const one of cases) {
      for (const model of [await moduleOf(one), loadModel(one.blob)]) {
        const { labels, scores } = model.predictBatch(one.values);
        assertSameNumbers(labels, one.labels, one.name);
        assertSameNumbers(scores, one.scores, one.name);
        assertEquals(model.columns, one.model.encoder.columns);
        const answer = model.predict(one.values[3]!);
        assertEquals(answer.label, labels[3]);
      }
    }
  });

  it("take NaN and undefined for missing values, and numbers for categories as written", () => {
    const one = cases[1]!;
    const { predict, columns } = loadModel(one.blob);
    const nothing = predict(columns!.map(() => null));
    assertEquals(predict(columns!.map(() => NaN)), nothing);
    assertEquals(predict(columns!.map(() => undefined)), nothing);
    const texts = one.values[5]!.map((value) => value === "1.5" ? 1.5 : value === "0" ? 0 : value);
    assertEquals(predict(texts), predict(one.values[5]!));
  });

  it("name the row and the column of what they refuse", async () => {
    const one = cases[2]!;
    const model = await moduleOf(one);
    const { columns, predict, predictBatch } = model;
    const good = columns!.map(() => null);
    const at = columns!.findIndex(({ kind }) => kind === "number");
    const wrong = (value: unknown) => columns!.map((_, index) => index === at ? value : null);
    const refused: [code: string, row: unknown, field: string][] = [
      ["value_bad_type", wrong("1"), `/rows/1/${at}`],
      ["value_not_finite", wrong(Infinity), `/rows/1/${at}`],
      ["row_too_short", [], "/rows/1"],
      ["row_too_long", [...good, 1], "/rows/1"],
      ["row_bad_type", "0101", "/rows/1"],
      ["row_bad_type", null, "/rows/1"],
      ["column_missing", {}, "/rows/1"],
      ["column_missing", Uint8Array.of(1), "/rows/1"],
    ];
    for (const [code, row, field] of refused) {
      try {
        predictBatch([good, row as never]);
        assert(false, code);
      } catch (error) {
        const [first] = (error as RoteError).offenders;
        assertEquals([first?.code, first?.row, first?.field], [code, 1, field]);
      }
    }
    assertRefused("row_bad_type", () => loadModel(one.blob).predict("01"));
    // A row that Array.prototype.forEach would pass over.
    assertRefused("row_bad_type", () => loadModel(one.blob).predictBatch(new Array(1)));
    assertEquals(predict(good).label, predictBatch([good]).labels[0]);
  });

  it("answer as the service does over HTTP, refusals included", async () => {
    for (const one of cases) {
      const put = { method: "PUT", body: one.blob };
      assertEquals((await service.app.request(`/v1/models/${one.name}/blob`, put)).status, 201);
      await writeFiles(folder, exportModel(one, "worker"));
      const { handle } = await import(`file://${folder}/${one.name}.worker.mjs`);
      const { columns } = one.model.encoder;
      const rows = one.values.slice(0, 40).map((row, index) => {
        return index % 2 ? row : Object.fromEntries(columns.map(({ name }, at) => [name, row[at]]));
      });
      const number = columns.map(({ kind }) => kind === "number" ? "x" : null);
      for (
        const [type, body] of [
          ["application/json", JSON.stringify({ rows })],
          ["application/json", JSON.stringify({ rows: [...rows, number, [], 7] })],
          ["application/json", '{"rows":[{}]}'],
          ["application/json", '{"rows":[]}'],
          ["application/json", "{"],
          ["application/octet-stream", "\x00"],
        ] as const
      ) {
        const init = { method: "POST", headers: { "Content-Type": type }, body };
        const theirs = await service.app.request(`/v1/models/${one.name}/predict`, init);
        const ours = await handle(new Request("http://edge.test/predict", init));
        const [us, them] = [await ours.json(), await theirs.json()];
        assertEquals([ours.status, us.code], [theirs.status, them.code], body);
        if (ours.status === 200) assertEquals(us, them);
        else if (us.code.startsWith("value_")) assertEquals(us.errors, them.errors);
      }
      const health = await (await handle(new Request("http://edge.test/health"))).json();
      assertEquals(health.columns, columns.map(({ name, kind }) => ({ name, kind })));
    }
  });

  it("refuse more rows than there is room for bits", async () => {
    const thresholds = Float64Array.from({ length: 4_000 }, (_, at) => at);
    const encoder = {
      columns: [{ kind: "number", name: "n", thresholds, missing: false }],
    } as const;
    const inside = randomNetwork(1, { features: 4_000, layers: [{ width: 1, arity: 3 }] });
    const one = await encodedCaseOf("wide", withEncoder(encoder, inside), 1);
    await writeFiles(folder, exportModel(one, "worker"));
    const { handle } = await import(`file://${folder}/wide.worker.mjs`);
    const ask = (count: number) =>
      handle(
        new Request("http://edge.test/predict", {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: `{"rows":[${"0,".repeat(count - 1)}0]}`,
        }),
      );
    const most = Math.floor(67_108_864 / 500);
    assertEquals((await (await ask(most)).json()).code, "row_bad_type");
    assertEquals((await (await ask(most + 1)).json()).code, "too_many_rows");
  });

  it("have types that say what a row is, and are ASCII whatever columns are called", async () => {
    for (const one of cases) {
      for (const options of [{}, { blob: "beside" as const }]) {
        const files = exportModel(one, "es-module", options);
        await writeFiles(folder, files);
        for (const { content } of files.slice(0, 2)) {
          assertMatch(content as string, /^[\n\x20-\x7e]*$/, one.name);
        }
      }
      const types = exportModel(one, "es-module")[1]!.content as string;
      for (const { kind } of one.model.encoder.columns) {
        assertStringIncludes(types, kind === "number" ? "NumberValue, //" : "CategoryValue, //");
      }
      const size = exportModel(one, "es-module")[0]!.content.length;
      assertRefused("export_too_large", () => exportModel(one, "es-module", {}, size + 100));
    }
    const [one] = cases;
    await Deno.writeTextFile(
      `${folder}/use.ts`,
      `import { columns, predict, predictBatch, type Row } from "./${one!.name}.mjs";
const rows: Row[] = [[1.5], [null], { last: undefined }];
const { labels } = predictBatch(rows);
export const seen: number = labels[0]! + predict([2]).label + columns.length;
// @ts-expect-error: a text is no number
predict(["1"]);
// @ts-expect-error: no such column
predict({ first: 1 });
`,
    );
    const checked = await run(Deno.execPath(), ["check", "--no-config", "--no-lock", "use.ts"], {
      cwd: folder,
    });
    assertEquals(checked.code, 0, checked.stderr);
  });
});
