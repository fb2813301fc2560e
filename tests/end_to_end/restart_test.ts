import { assert, assertEquals } from "@std/assert";
import type { Job } from "../../models/job.ts";
import { XOR } from "../routes/service_fixture.ts";
import { startService, train, withFolder } from "./processes/service_process.ts";

const post = async (url: string, body: unknown) =>
  await (await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  })).json();

Deno.test("a restarted service predicts as before", async () => {
  await withFolder(async (folder) => {
    const first = await startService(folder);
    await train(first, "/v1/train", "application/json", JSON.stringify(XOR));
    const question = { rows: XOR.rows };
    const before = await post(`${first.url}/v1/models/xor/predict`, question);
    assertEquals((await first.stop("SIGTERM")).code, 0);
    const second = await startService(folder);
    assertEquals(await post(`${second.url}/v1/models/xor/predict`, question), before);
    assertEquals((await second.stop("SIGINT")).code, 0);
  });
});

Deno.test("a service that is told to stop marks running jobs as interrupted", async () => {
  await withFolder(async (folder) => {
    const first = await startService(folder, { ROTE_WORKERS: "1" });
    const rows = Array.from({ length: 4096 }, (_, i) => i.toString(2).padStart(12, "0"));
    const labels = rows.map((_, i) => i % 2);
    const network = { hiddenLayers: 60, width: 4096, arity: 12 };
    const long = { model: "long", rows, labels, network, statistics: true };
    const running: Job = await post(`${first.url}/v1/train`, long);
    const queued: Job = await post(`${first.url}/v1/train`, XOR);
    assertEquals((await first.stop("SIGTERM")).code, 0);
    const second = await startService(folder);
    for (const { id } of [running, queued]) {
      const job: Job = await (await fetch(`${second.url}/v1/jobs/${id}`)).json();
      assertEquals([job.status, job.error?.code], ["failed", "job_interrupted"]);
      assert(job.finishedAt);
    }
    await second.stop("SIGTERM");
  });
});

Deno.test("a port that is taken is told in one line", async () => {
  await withFolder(async (folder) => {
    const first = await startService(folder);
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "main.ts"],
      cwd: new URL("../../", import.meta.url),
      env: {
        PORT: new URL(first.url).port,
        ROTE_STORE: `${folder}/other.db`,
        NO_COLOR: "1",
      },
    });
    const { code, stderr } = await child.output();
    const text = new TextDecoder().decode(stderr);
    assertEquals(code, 1);
    const { level, event } = JSON.parse(text);
    assertEquals([level, event], ["error", "start"]);
    await first.stop("SIGTERM");
  });
});

Deno.test("a configuration that is off is refused by name", async () => {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "main.ts"],
    cwd: new URL("../../", import.meta.url),
    env: { PORT: "80x", HOST: "0.0.0.0", NO_COLOR: "1" },
  });
  const { code, stderr } = await child.output();
  const text = new TextDecoder().decode(stderr);
  assertEquals(code, 1);
  assert(text.includes("PORT=80x must be an integer from 0 to 65535"), text);
  assert(text.includes("HOST=0.0.0.0 must be one of 127.0.0.1"), text);
});

const hasCurl = await new Deno.Command("sh", { args: ["-c", "command -v curl"] }).output()
  .then(({ success }) => success, () => false);
const reason = hasCurl ? "" : " (skipped: there is no curl)";

Deno.test(`the commands that the service greets with work when pasted${reason}`, {
  ignore: !hasCurl,
}, async () => {
  await withFolder(async (folder) => {
    const service = await startService(folder);
    const commands = service.greeting.split("\n").filter((line) => line.startsWith("curl "));
    assertEquals(commands.length, 2);
    const { stdout } = await new Deno.Command("sh", { args: ["-c", commands.join("\n")] }).output();
    const [trained, predicted] = new TextDecoder().decode(stdout).trim().split("\n");
    assertEquals(JSON.parse(trained!).status, "succeeded");
    assertEquals(JSON.parse(predicted!).labels, ["yes", "no"]);
    await service.stop("SIGTERM");
  });
});
