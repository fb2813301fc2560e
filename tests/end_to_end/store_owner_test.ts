import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import type { Job } from "../../models/job.ts";
import { XOR } from "../routes/service_fixture.ts";
import {
  type ServiceProcess,
  startService,
  train,
  withFolder,
} from "./processes/service_process.ts";

const post = (url: string, body: unknown) =>
  fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
const get = async ({ url }: ServiceProcess, path: string) => await (await fetch(url + path)).json();
const trainXor = (service: ServiceProcess, others: Record<string, unknown> = {}) =>
  train(service, "/v1/train", "application/json", JSON.stringify({ ...XOR, ...others }));

/** A training that takes a minute. */
const LONG = {
  model: "long",
  rows: Array.from({ length: 4096 }, (_, i) => i.toString(2).padStart(12, "0")),
  labels: Array.from({ length: 4096 }, (_, i) => i % 2),
  network: { hiddenLayers: 60, width: 4096, arity: 12 },
  statistics: true,
};

Deno.test("a second service on the same store is refused, and the first goes on; a killed one leaves it free", async () => {
  await withFolder(async (folder) => {
    const first = await startService(folder, { ROTE_WORKERS: "1" });
    const running: Job = await (await post(`${first.url}/v1/train`, LONG)).json();
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "main.ts"],
      cwd: new URL("../../", import.meta.url),
      env: { PORT: "0", ROTE_STORE: `${folder}/rote.db`, NO_COLOR: "1" },
      stdin: "null",
    }).output();
    const text = new TextDecoder().decode(stderr);
    assertEquals([code, text.trim().split("\n").length], [1, 1], text);
    assertStringIncludes(
      text,
      `Cannot open the store ${folder}/rote.db: another process has it`,
    );
    assertEquals((await get(first, `/v1/jobs/${running.id}`)).status, "running");
    await first.stop("SIGKILL");
    const second = await startService(folder);
    assertEquals((await get(second, `/v1/jobs/${running.id}`)).error.code, "job_interrupted");
    assertEquals((await second.stop("SIGTERM")).code, 0);
  });
});

Deno.test("services that only read answer beside the one that writes, and change nothing", async () => {
  await withFolder(async (folder) => {
    const owner = await startService(folder, { ROTE_WORKERS: "1" });
    await trainXor(owner);
    const running: Job = await (await post(`${owner.url}/v1/train`, LONG)).json();
    const readers = await Promise.all(
      [1, 2].map(() => startService(folder, { ROTE_READ_ONLY: "true" })),
    );
    for (const reader of readers) {
      const { labels } = await (await post(`${reader.url}/v1/models/xor/predict`, {
        rows: XOR.rows,
      })).json();
      assertEquals(labels, ["0", "1", "1", "0"]);
      const { status, readOnly, problems } = await get(reader, "/health");
      assertEquals([status, readOnly, problems], ["ok", true, []]);
      const blob = await (await fetch(`${reader.url}/v1/models/xor/blob`)).bytes();
      const writes = [
        post(`${reader.url}/v1/train`, XOR),
        fetch(`${reader.url}/v1/models/new/blob`, { method: "PUT", body: blob }),
        fetch(`${reader.url}/v1/models/xor`, { method: "DELETE" }),
        fetch(`${reader.url}/v1/jobs/${running.id}`, { method: "DELETE" }),
      ];
      for (const write of writes) {
        const response = await write;
        const { code } = await response.json();
        assertEquals([response.status, code], [409, "store_read_only"]);
      }
    }
    // What the owner writes is seen, and its job goes on.
    await fetch(`${owner.url}/v1/jobs/${running.id}`, { method: "DELETE" }).then((r) => r.json());
    await trainXor(owner, { model: "later" });
    for (const reader of readers) {
      const { models } = await get(reader, "/v1/models");
      assertEquals(models.map(({ name }: { name: string }) => name), ["later", "xor"]);
      assertEquals((await get(reader, `/v1/jobs/${running.id}`)).status, "cancelled");
      assertEquals((await reader.stop("SIGTERM")).code, 0);
      assertEquals(reader.faults(), "");
    }
    assertEquals((await owner.stop("SIGTERM")).code, 0);
    // With nobody to write it, too.
    const alone = await startService(folder, { ROTE_READ_ONLY: "true" });
    assertEquals((await get(alone, "/v1/models")).models.length, 2);
    await alone.stop("SIGTERM");
  });
});

Deno.test("a blob that was damaged on the disk is a fault of the service: 500, logged, impaired", async () => {
  await withFolder(async (folder) => {
    const first = await startService(folder);
    const { version } = await trainXor(first);
    await trainXor(first, { model: "sound", seed: 2 });
    await first.stop("SIGTERM");
    {
      using database = new DatabaseSync(`${folder}/rote.db`);
      const { blob } = database.prepare("SELECT blob FROM versions WHERE version = ?")
        .get(version!) as { blob: number };
      database.prepare("UPDATE pieces SET bytes = zeroblob(length(bytes)) WHERE blob = ?").run(
        blob,
      );
    }
    const second = await startService(folder);
    assertEquals((await get(second, "/health")).status, "ok");
    const answers = await Promise.all([
      fetch(`${second.url}/v1/models/xor/blob`),
      fetch(`${second.url}/v1/models/xor/blob`, { headers: { Range: "bytes=0-3" } }),
      post(`${second.url}/v1/models/xor/predict`, { rows: XOR.rows }),
      fetch(`${second.url}/v1/models/xor/export/c`),
    ]);
    for (const answer of answers) {
      assertEquals([answer.status, answer.headers.get("ETag")], [500, null]);
      assertEquals((await answer.json()).code, "model_damaged");
    }
    const { status, problems } = await get(second, "/health");
    assertEquals([status, problems[0].code], ["impaired", "model_damaged"]);
    assertStringIncludes(problems[0].detail, `model "xor", version ${version}`);
    const sound = await post(`${second.url}/v1/models/sound/predict`, { rows: XOR.rows });
    assertEquals([sound.status, (await sound.json()).labels.length], [200, 4]);
    await second.stop("SIGTERM");
    assert(second.faults().includes("is damaged: its piece 0"), second.faults());
  });
});

Deno.test("a file that is deleted under the service shows in /health, and nothing is acknowledged", async () => {
  await withFolder(async (folder) => {
    const service = await startService(folder);
    await trainXor(service);
    await Deno.rename(`${folder}/rote.db`, `${folder}/moved.db`);
    const refused = await post(`${service.url}/v1/train`, XOR);
    assertEquals([refused.status, (await refused.json()).code], [503, "store_unavailable"]);
    const { status, problems } = await get(service, "/health");
    assertEquals([status, problems[0].code], ["impaired", "store_unavailable"]);
    assertStringIncludes(problems[0].detail, "was deleted");
    await service.stop("SIGTERM");
  });
});

Deno.test("a service keeps as many versions of a model as it is told to", async () => {
  await withFolder(async (folder) => {
    const service = await startService(folder, { ROTE_KEEP_VERSIONS: "2" });
    const versions = [];
    for (const seed of [1, 2, 3]) versions.unshift((await trainXor(service, { seed })).version);
    const { versions: kept } = await get(service, "/v1/models/xor/versions");
    assertEquals(kept.map(({ version }: { version: string }) => version), versions.slice(0, 2));
    await service.stop("SIGTERM");
  });
});
