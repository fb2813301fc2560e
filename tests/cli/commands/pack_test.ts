/**
 * `rote pack` as a user runs it; what it packs is sent to the routes.
 *
 * @module
 */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { openService, type TestService, XOR } from "../../routes/service_fixture.ts";
import { type Folder, makeFolder } from "../child.ts";

const CSV = "a,b,label\n0,0,no\n1,0,yes\n0,1,yes\n1,1,no\n";

describe("rote pack", () => {
  let folder: Folder;
  let service: TestService;
  beforeAll(async () => {
    folder = await makeFolder();
    service = openService();
    await folder.write("rows.csv", CSV);
  });
  afterAll(async () => {
    service.close();
    await folder.remove();
  });

  /** Sends a packed file to the path in the command that `rote pack` shows. */
  const send = async (shown: string, file: string) => {
    const path = /'http:\/\/127\.0\.0\.1:8000([^']+)'/.exec(shown)![1]!.replace("NAME", "xor");
    assertStringIncludes(shown, `--data-binary @${file}`);
    const response = await service.app.request(path, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream", Prefer: "wait=60" },
      body: await folder.read(file),
    });
    return await response.json();
  };

  it("packs a training request, and the command that it shows sends it", async () => {
    const run = await folder.rote("pack", "rows.csv", "--test", "rows.csv", "--out", "t.bits");
    assertEquals(run.code, 0, run.stderr);
    assertEquals([...await folder.read("t.bits")], [
      0,
      1,
      2,
      3,
      0,
      1,
      1,
      0,
      0,
      1,
      2,
      3,
      0,
      1,
      1,
      0,
    ]);
    const small = run.stdout.replace("features=", "hiddenLayers=1&width=4&arity=2&features=");
    const job = await send(small, "t.bits");
    assertEquals(job.result.testAccuracy, 1);
    const labels = ["no", "yes", "yes", "no"];
    const rows = XOR.rows.map((row) => [...row].reverse().join(""));
    const test = { rows, labels };
    const same = await service.train({ ...XOR, model: "json", rows, labels, test });
    assertEquals(job.version, same.version);
  });

  it("packs the rows of a prediction, all or the first ones", async () => {
    await service.train({ ...XOR, labels: ["no", "yes", "yes", "no"] });
    const run = await folder.rote(
      ...["pack", "rows.csv", "--unlabelled", "--first", "3", "--out", "q.bits"],
    );
    assertEquals([...await folder.read("q.bits")], [0, 1, 2]);
    assertEquals((await send(run.stdout, "q.bits")).labels, ["no", "yes", "yes"]);
  });

  it("packs rows of many classes, for boosted tables", async () => {
    await folder.write("many.csv", "a,b,label\n0,0,x\n1,0,y\n0,1,z\n1,1,x\n");
    const run = await folder.rote("pack", "many.csv", "--out", "many.bits");
    assertEquals(run.code, 0, run.stderr);
    assertEquals([...await folder.read("many.bits")], [0, 1, 2, 3, 0, 1, 2, 0]);
    assertStringIncludes(run.stdout, "&classes=x%2Cy%2Cz&method=boosted'");
  });

  it("refuses to replace a file, a comma in a class name and a test set without labels", async () => {
    await folder.write("there.bits", "");
    await folder.write("comma.csv", 'a,label\n0,"x,y"\n1,z\n');
    const cases: [string[], number, string][] = [
      [["rows.csv", "--out", "there.bits"], 1, "--force"],
      [["comma.csv", "--out", "new.bits"], 2, "comma"],
      [["rows.csv", "--unlabelled", "--test", "rows.csv", "--out", "new.bits"], 2, "--test"],
      [["missing.csv", "--out", "new.bits"], 1, "missing.csv"],
    ];
    for (const [args, code, words] of cases) {
      const run = await folder.rote("pack", ...args);
      assertEquals(run.code, code, run.stderr);
      assertStringIncludes(run.stderr, words);
      assert(!folder.names().includes("new.bits"));
    }
  });
});
