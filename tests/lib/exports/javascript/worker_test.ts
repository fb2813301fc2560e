/**
 * The exported worker as a module that something else calls: what it exports, and a blob beside it that
 * somebody has replaced.
 *
 * @module
 */
import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { exportModel } from "../../../../lib/exports/mod.ts";
import { LOADING_WORKER } from "../../../../lib/exports/javascript/built/runtimes.ts";
import { type ExportCase, randomCases } from "../cases.ts";
import { writeFiles } from "./case_folder.ts";

/** What a worker exports. */
interface WorkerModule {
  readonly default: { fetch(request: Request): Promise<Response> };
  readonly handle: (request: Request) => Promise<Response>;
}

/** The runtime of a worker whose blob lies beside it, as the exported code calls it. */
type Serve = (blob: ArrayBuffer, name: string) => WorkerModule["handle"];

describe("an exported worker", () => {
  let folder: string;
  let one: ExportCase;
  let worker: WorkerModule;
  let serve: Serve;
  beforeAll(async () => {
    folder = await Deno.makeTempDir({ prefix: "rote-worker-" });
    one = (await randomCases())[1]!;
    await writeFiles(folder, exportModel(one, "worker"));
    worker = await import(`file://${folder}/${one.name}.worker.mjs`);
    // No module loader but workerd's imports a `.bin`: here the runtime is called as the worker does.
    await Deno.writeTextFile(`${folder}/loading.mjs`, `${LOADING_WORKER}\nexport { serve };\n`);
    ({ serve } = await import(`file://${folder}/loading.mjs`));
  });
  afterAll(() => Deno.remove(folder, { recursive: true }));

  const health = () => new Request("http://worker.test/health");

  it("has a fetch handler as its default export, and the same one by name", async () => {
    assertStrictEquals(worker.default.fetch, worker.handle);
    const answer = await (await worker.default.fetch(health())).json();
    assertEquals([answer.model, answer.version], [one.name, one.version]);
  });

  it("works out the version of the blob beside it", async () => {
    const handle = serve(one.blob.slice().buffer, one.name);
    assertEquals((await (await handle(health())).json()).version, one.version);
  });

  it("tells the version of another blob that was put there", async () => {
    const other = (await randomCases())[2]!;
    const answer = await (await serve(other.blob.slice().buffer, one.name)(health())).json();
    assertEquals([answer.model, answer.version], [one.name, other.version]);
  });

  it("answers 500 for each request as long as the blob beside it is broken", async () => {
    const broken = one.blob.slice();
    broken[broken.length - 1]! ^= 1;
    const handle = serve(broken.buffer, one.name);
    for (const request of [health(), health()]) {
      const response = await handle(request);
      assertEquals([response.status, (await response.json()).code], [500, "blob_bad_checksum"]);
    }
    assert((await handle(new Request("http://worker.test/x"))).status === 404);
  });
});
