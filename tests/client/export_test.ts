import { assertEquals, assertRejects } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { createClient, RoteProblem } from "../../client/mod.ts";
import { decodeNetwork, EXPORT_TARGET_NAMES, exportModel } from "../../lib/mod.ts";
import { openService, type TestService, XOR } from "../routes/service_fixture.ts";
import { BASE, clientOf, fetchOf } from "./rote.ts";

describe("exportModel() of a client", () => {
  let service: TestService;
  let version: string;
  beforeAll(async () => {
    service = openService();
    version = (await service.train(XOR)).version!;
  });
  afterAll(() => service.close());

  /** What the engine exports, as a client would have it. */
  const expected = async (target: string, options = {}) => {
    const { bytes: blob } = await clientOf(service).downloadBlob("xor");
    const source = { name: "xor", version, blob, model: decodeNetwork(blob) };
    return exportModel(source, target, options).map(({ name, type, content }) => ({
      ...{ name, type },
      bytes: typeof content === "string" ? new TextEncoder().encode(content) : content,
    }));
  };

  it("gives all files of every target", async () => {
    for (const target of EXPORT_TARGET_NAMES) {
      const { files } = await clientOf(service).exportModel("xor", target);
      assertEquals(files, await expected(target), target);
    }
  });

  it("asks for each file with the options and the version of the first", async () => {
    const asked: string[] = [];
    const rote = clientOf(service, ({ url }) => void asked.push(new URL(url).search));
    const { files } = await rote.exportModel("xor", "worker", { blob: "beside" });
    assertEquals(files, await expected("worker", { blob: "beside" }));
    assertEquals(asked, [
      "?blob=beside",
      ...files.slice(1).map(({ name }) => `?version=${version}&blob=beside&file=${name}`),
    ]);
  });

  it("finds the files also where the service is below another path", async () => {
    const fetch = fetchOf(service);
    const rote = createClient(`${BASE}/lookup/`, {
      fetch: (input, init) => fetch(String(input).replace("/lookup/", "/"), init),
    });
    assertEquals((await rote.exportModel("xor", "es-module")).files, await expected("es-module"));
  });

  it("throws a problem, and can be called off", async () => {
    const rote = clientOf(service, (request) => request.signal.throwIfAborted());
    const error = await assertRejects(
      () => rote.exportModel("xor", "blif", { pipeline: true }),
      RoteProblem,
    );
    assertEquals([error.code, error.errors[0]!.parameter], ["export_option_not_taken", "pipeline"]);
    const signal = AbortSignal.abort(new Error("called off"));
    await assertRejects(() => rote.exportModel("xor", "c", { signal }), Error, "called off");
  });
});
