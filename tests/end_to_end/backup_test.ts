import { assert, assertEquals } from "@std/assert";
import { RandomStream } from "../../lib/random.ts";
import type { Job } from "../../models/job.ts";
import { versionOf } from "../../models/names.ts";
import {
  listAll,
  type ServiceProcess,
  startService,
  withFolder,
} from "./processes/service_process.ts";
import {
  type Acknowledged,
  randomBlob,
  trainForEver,
  uploadForEver,
} from "./processes/writing_clients.ts";

const CLI = new URL("../../cli/main.ts", import.meta.url).pathname;

/** Acknowledged writes before the backup begins, and again after it has ended. */
const WRITES = 24;

Deno.test("a backup taken under load has every model that was acknowledged before it began", async () => {
  const random = new RandomStream(7, 0, 0, 99);
  await withFolder(async (folder) => {
    const first = await startService(folder, { ROTE_WORKERS: "2" });
    const acknowledged: Acknowledged[] = [];
    let heard = () => {};
    const onAcknowledged = (one: Acknowledged) => {
      acknowledged.push(one);
      heard();
    };
    const untilWritten = (count: number) =>
      new Promise<void>((resolve) => {
        heard = () => {
          const kinds = new Set(acknowledged.map(({ model }) => model[0]));
          if (acknowledged.length >= count && kinds.size === 2) resolve();
        };
      });
    const clients = [
      ...[1, 2, 3].map((seed) =>
        uploadForEver(first, `up-${seed}`, randomBlob(seed, random), onAcknowledged)
      ),
      ...[1, 2].map((n) => trainForEver(first, `trained-${n}`, onAcknowledged)),
    ];
    await untilWritten(WRITES);

    const before = [...acknowledged];
    await Deno.mkdir(`${folder}/second`);
    await backUp(`${folder}/rote.db`, `${folder}/second/rote.db`);
    const during = acknowledged.length - before.length;
    assert(during > 0, "nothing was written while the backup was taken");
    // The service has not so much as noticed.
    await untilWritten(acknowledged.length + WRITES);

    const answers = await Promise.all(before.map((one) => predict(first, one)));
    assertEquals((await first.stop("SIGTERM")).code, 0);
    await Promise.all(clients);
    assertEquals(first.faults().includes('"level":"error"'), false, first.faults());

    const second = await startService(`${folder}/second`);
    for (const [at, one] of before.entries()) {
      const blob = await fetch(`${second.url}/v1/models/${one.model}/blob?version=${one.version}`);
      assertEquals(await versionOf(await blob.bytes()), one.version);
      assertEquals(await predict(second, one), answers[at]);
    }
    // What was under way is told of as interrupted; nothing is stuck.
    for (const { status, error } of await listAll<Job>(second, "/v1/jobs", "jobs", "before")) {
      if (status !== "succeeded") {
        assertEquals([status, error?.code], ["failed", "job_interrupted"]);
      }
    }
    await second.stop("SIGTERM");
  });
});

/** Takes a backup as an operator does, in a process of its own with the permissions of the task. */
async function backUp(store: string, copy: string): Promise<void> {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-read", "--allow-write", "--allow-env", CLI, "backup", store, copy],
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  assertEquals(code, 0, new TextDecoder().decode(stderr));
}

/** Asks a version of a model about rows of zeros, of ones and of both in turns. */
async function predict({ url }: ServiceProcess, { model, version }: Acknowledged) {
  const features = model.startsWith("up") ? 256 : 9;
  const rows = ["0", "1", "01"].map((bits) => bits.repeat(features).slice(0, features));
  const response = await fetch(`${url}/v1/models/${model}/predict?version=${version}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ rows }),
  });
  const answer = await response.json();
  assertEquals([response.status, answer.version], [200, version], JSON.stringify(answer));
  return answer;
}
