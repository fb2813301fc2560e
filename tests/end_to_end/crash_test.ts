import { assert, assertEquals } from "@std/assert";
import { decodeBlob, trainBlob, zeroMatrix } from "../../lib/mod.ts";
import { RandomStream } from "../../lib/random.ts";
import type { Job } from "../../models/job.ts";
import { versionOf } from "../../models/names.ts";
import { type ServiceProcess, startService, withFolder } from "./service_process.ts";

const ROUNDS = 20;

/** What a client was told is stored. */
type Acknowledged = { model: string; version: string };

Deno.test("killed 20 times during trainings and uploads, the service loses nothing that it acknowledged", async () => {
  const random = new RandomStream(20, 0, 0, 99);
  const blobs = [1, 2, 3, 4].map((seed) => randomBlob(seed, random));
  const acknowledged: Acknowledged[] = [];
  await withFolder(async (folder) => {
    for (let round = 0; round < ROUNDS; round++) {
      const service = await startService(folder, { ROTE_WORKERS: "2" });
      await checkStored(service, acknowledged);
      // The kill comes with an acknowledgement, while the other clients are in the middle of theirs.
      const killAfter = 1 + random.below(6);
      let heard = 0;
      const { promise: killed, resolve: kill } = Promise.withResolvers<void>();
      const onAcknowledged = (one: Acknowledged) => {
        acknowledged.push(one);
        if (++heard === killAfter) {
          service.child.kill("SIGKILL");
          kill();
        }
      };
      const clients = [
        ...blobs.map((blob, i) => uploadForEver(service, `up-${round}-${i}`, blob, onAcknowledged)),
        ...[0, 1, 2].map((i) => trainForEver(service, `train-${round}-${i}`, onAcknowledged)),
      ];
      await killed;
      await service.stop("SIGKILL");
      await Promise.all(clients);
    }
    const last = await startService(folder);
    await checkStored(last, acknowledged);
    await last.stop("SIGTERM");
  });
  assert(acknowledged.some(({ model }) => model.startsWith("up")));
  assert(acknowledged.some(({ model }) => model.startsWith("train")));
});

/** Everything acknowledged is there, everything there is whole, and no job is stuck. */
async function checkStored({ url }: ServiceProcess, acknowledged: Acknowledged[]): Promise<void> {
  const { jobs } = await (await fetch(`${url}/v1/jobs?limit=1000`)).json();
  for (const job of jobs as Job[]) {
    assert(["succeeded", "failed"].includes(job.status), JSON.stringify(job));
    if (job.status === "failed") assertEquals(job.error?.code, "job_interrupted");
  }
  const { models } = await (await fetch(`${url}/v1/models`)).json();
  const stored = new Set<string>();
  for (const { name, version } of models) {
    const bytes = await (await fetch(`${url}/v1/models/${name}/blob`)).bytes();
    decodeBlob(bytes);
    assertEquals(await versionOf(bytes), version);
    const { versions } = await (await fetch(`${url}/v1/models/${name}`)).json();
    for (const one of versions) stored.add(`${name}@${one.version}`);
  }
  for (const { model, version } of acknowledged) assert(stored.has(`${model}@${version}`), model);
}

/** Uploads until the service is gone. */
async function uploadForEver(
  { url }: ServiceProcess,
  model: string,
  blob: Uint8Array<ArrayBuffer>,
  onAcknowledged: (one: Acknowledged) => void,
): Promise<void> {
  for (let n = 0;; n++) {
    try {
      const name = `${model}-${n}`;
      const response = await fetch(`${url}/v1/models/${name}/blob`, { method: "PUT", body: blob });
      const { version } = await response.json();
      onAcknowledged({ model: name, version });
    } catch {
      return;
    }
  }
}

/** Trains until the service is gone. */
async function trainForEver(
  { url }: ServiceProcess,
  model: string,
  onAcknowledged: (one: Acknowledged) => void,
): Promise<void> {
  const rows = Array.from({ length: 512 }, (_, i) => i.toString(2).padStart(9, "0"));
  const labels = rows.map((row) => [...row].filter((bit) => bit === "1").length % 2);
  for (let seed = 0;; seed++) {
    try {
      const network = { hiddenLayers: 3, width: 256, arity: 6 };
      const response = await fetch(`${url}/v1/train`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Prefer: "wait=60" },
        body: JSON.stringify({ model, rows, labels, network, seed }),
      });
      const { status, version } = await response.json();
      if (status === "succeeded") onAcknowledged({ model, version });
    } catch {
      return;
    }
  }
}

/** A blob of about 100 KB. */
function randomBlob(seed: number, random: RandomStream): Uint8Array<ArrayBuffer> {
  const rows = zeroMatrix(64, 256);
  for (let at = 0; at < rows.bytes.length; at++) rows.bytes[at] = random.below(256);
  const labels = Uint8Array.from({ length: 64 }, (_, row) => row % 2);
  const network = { hiddenLayers: 5, width: 1024, arity: 8 };
  return trainBlob({ rows, labels, classes: ["a", "b"] }, { network, seed }).blob;
}
