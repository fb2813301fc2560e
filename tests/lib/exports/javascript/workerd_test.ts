/**
 * The exported workers on Cloudflare's `workerd`, which allows no code that is made at run time: the
 * model inside, the model beside it as `.bin`, and the WebAssembly module as a module. The workers of
 * all cases stand behind one router each, and are asked over HTTP.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { exportModel } from "../../../../lib/exports/mod.ts";
import { assertSameNumbers } from "../../assertions.ts";
import { textOf } from "../../edge/written_rows.ts";
import type { AskedCase } from "../cases.ts";
import { needing } from "../tools.ts";
import {
  type CaseFolder,
  hasWasm,
  valuesOf,
  wasmRowsOf,
  writeCaseFolder,
  writeFiles,
} from "./case_folder.ts";
import { type RunningWorkers, startWorkerd, type Worker } from "./workerd.ts";

const workerd = needing("workerd");

describe(`a worker in workerd${workerd.reason}`, workerd, () => {
  let folder: CaseFolder;
  let running: RunningWorkers;
  beforeAll(async () => {
    folder = await writeCaseFolder();
    const { path, cases } = folder;
    for (const place of ["inside", "beside"] as const) {
      await Deno.mkdir(`${path}/${place}`);
      const blob = place === "inside" ? "inline" : place;
      for (const one of cases) {
        await writeFiles(`${path}/${place}`, exportModel(one, "worker", { blob }));
      }
    }
    const names = cases.map(({ name }) => name);
    await Deno.writeTextFile(`${path}/inside.mjs`, routerOf("inside", names));
    await Deno.writeTextFile(`${path}/beside.mjs`, routerOf("beside", names));
    await Deno.writeTextFile(`${path}/wasm.mjs`, wasmRouterOf(folder));
    const workers: Worker[] = [
      { name: "inside", modules: [esModule("inside.mjs"), ...names.map(workerIn("inside"))] },
      {
        name: "beside",
        modules: [
          esModule("beside.mjs"),
          ...names.map(workerIn("beside")),
          ...names.map((name) => ({ name: `beside/${name}.bin`, kind: "data" as const })),
        ],
      },
      {
        name: "wasm",
        modules: [
          esModule("wasm.mjs"),
          esModule("driver.mjs"),
          ...cases.filter(hasWasm).map(({ name }) => {
            return { name: `${name}.wasm`, kind: "wasm" as const };
          }),
        ],
      },
    ];
    running = await startWorkerd(path, workers);
  });
  afterAll(async () => {
    await running?.stop();
    await folder.remove();
  });

  const predict = async (place: string, { name }: AskedCase, type: string, body: BodyInit) => {
    const response = await fetch(`${running.urls[place]}/${name}/predict`, {
      method: "POST",
      headers: { "Content-Type": type },
      body,
    });
    const answer = await response.json();
    assertEquals(response.status, 200, JSON.stringify(answer));
    return answer;
  };

  for (const place of ["inside", "beside"]) {
    it(`answers JSON as the library does, with the model ${place}`, async () => {
      for (const one of folder.cases) {
        const rows = valuesOf(one) ??
          Array.from({ length: one.rows.rows }, (_, row) => textOf(one.rows, row));
        const body = JSON.stringify({ rows });
        assertAnswer(await predict(place, one, "application/json", body), one);
      }
    });

    it(`answers packed rows as the library does, with the model ${place}`, async () => {
      for (const one of folder.cases.filter((one) => !valuesOf(one))) {
        const body = one.rows.bytes.slice();
        assertAnswer(await predict(place, one, "application/octet-stream", body), one);
      }
    });

    it(`says what it serves, and refuses rows that are none, with the model ${place}`, async () => {
      const { name, version, model: { features, classes } } = folder.cases[1]!;
      const url = `${running.urls[place]}/${name}`;
      const health = await (await fetch(`${url}/health`)).json();
      assertEquals(health, { status: "ok", model: name, version, features, classes });
      const head = await fetch(`${url}/health`, { method: "HEAD" });
      assertEquals([head.status, await head.text()], [200, ""]);
      const refused = await fetch(`${url}/predict`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: '{"rows":["2"]}',
      });
      assertEquals(refused.status, 422);
      assertEquals(refused.headers.get("Content-Type"), "application/problem+json");
      assertEquals((await refused.json()).code.startsWith("row_"), true);
    });
  }

  it("gives the library's labels and scores with the wasm target as a module", async () => {
    for (const one of folder.cases.filter(hasWasm)) {
      const { name, rows, model } = one;
      const url = `${running.urls.wasm}/${name}/${rows.rows}/${model.classes.length}`;
      const response = await fetch(url, { method: "POST", body: wasmRowsOf(one) });
      assertEquals(await response.text(), folder.digests[name], name);
    }
  });
});

/** Asserts that an answer has the library's labels and scores. JSON keeps every bit of a number. */
function assertAnswer(answer: Record<string, unknown>, one: AskedCase): void {
  const { name, version, model: { classes } } = one;
  assertEquals([answer.model, answer.version, answer.classes], [name, version, classes]);
  const labels = Uint8Array.from(answer.labels as string[], (label) => classes.indexOf(label));
  assertSameNumbers(labels, one.labels, `${name}: labels`);
  const scores = Float64Array.from((answer.scores as number[][]).flat());
  assertSameNumbers(scores, one.scores, `${name}: scores`);
}

function esModule(name: string) {
  return { name, kind: "esModule" as const };
}

function workerIn(place: string) {
  return (name: string) => esModule(`${place}/${name}.worker.mjs`);
}

/** A worker that hands `/{model}/...` on to the exported worker of that model. */
function routerOf(place: string, names: readonly string[]): string {
  const imports = names.map((name, i) => `import w${i} from "./${place}/${name}.worker.mjs";`);
  const workers = names.map((name, i) => `  ${JSON.stringify(name)}: w${i},`);
  return `${imports.join("\n")}
const workers = {\n${workers.join("\n")}\n};
export default {
  fetch(request) {
    const url = new URL(request.url);
    const [, name, ...rest] = url.pathname.split("/");
    return workers[name].fetch(new Request(new URL("/" + rest.join("/"), url), request));
  },
};
`;
}

/** A worker that answers `POST /{model}/{rows}/{classes}` with the SHA-256 of labels and scores. */
function wasmRouterOf(folder: CaseFolder): string {
  const cases = folder.cases.filter(hasWasm);
  const imports = cases.map(({ name }, i) => `import m${i} from "./${name}.wasm";`);
  const modules = cases.map(({ name }, i) => `  ${JSON.stringify(name)}: m${i},`);
  return `import { askWasm } from "./driver.mjs";
${imports.join("\n")}
const modules = {\n${modules.join("\n")}\n};
export default {
  async fetch(request) {
    const [, name, rows, classes] = new URL(request.url).pathname.split("/");
    const packed = new Uint8Array(await request.arrayBuffer());
    return new Response(await askWasm(modules[name], packed, Number(rows), Number(classes)));
  },
};
`;
}
