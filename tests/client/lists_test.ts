import { assertEquals, assertRejects } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { RoteProblem } from "../../client/mod.ts";
import { openService, type TestService, XOR } from "../routes/service_fixture.ts";
import { clientOf } from "./rote.ts";

describe("a client's lists", () => {
  let service: TestService;
  beforeAll(() => void (service = openService()));
  afterAll(() => service.close());

  it("go on from page to page, and ask for no more than is read", async () => {
    for (const model of ["c", "a", "b"]) await service.train({ ...XOR, model });
    const asked: string[] = [];
    const rote = clientOf(service, ({ url }) => void asked.push(new URL(url).search));
    const names = (await Array.fromAsync(rote.models({ pageSize: 2 }))).map(({ name }) => name);
    assertEquals(names, ["a", "b", "c"]);
    assertEquals(asked.splice(0), ["?limit=2", "?limit=2&after=b"]);
    for await (const { name, versionCount } of rote.models({ pageSize: 1 })) {
      assertEquals([name, versionCount], ["a", 1]);
      break;
    }
    assertEquals(asked, ["?limit=1"]);
  });

  it("have the versions of a model, of which one can be deleted", async () => {
    const trained = [];
    for (const seed of [1, 2, 3]) trained.unshift((await service.train({ ...XOR, seed })).version!);
    const rote = clientOf(service);
    const versions = async () =>
      (await Array.fromAsync(rote.versions("xor", { pageSize: 1 }))).map(({ version }) => version);
    assertEquals(await versions(), trained);
    await rote.deleteModel("xor", { version: trained[1]! });
    assertEquals(await versions(), [trained[0], trained[2]]);
    await rote.deleteModel("xor");
    const error = await assertRejects(versions, RoteProblem);
    assertEquals(error.code, "model_not_found");
  });
});
