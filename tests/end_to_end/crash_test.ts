import { assert, assertEquals } from "@std/assert";
import { decodeNetwork } from "../../lib/mod.ts";
import { RandomStream } from "../../lib/random.ts";
import { PIECE_BYTES } from "../../models/store/sqlite/blob_pieces.ts";
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

const ROUNDS = 20;

Deno.test("killed 20 times during trainings and uploads, the service loses nothing that it acknowledged", async () => {
  const random = new RandomStream(20, 0, 0, 99);
  const blobs = [1, 2, 3, 4].map((seed) => randomBlob(seed, random));
  // One in pieces, so that some kills come between two of them.
  blobs[3] = randomBlob(5, random, 32_768);
  assert(blobs[3].length > 3 * PIECE_BYTES);
  const acknowledged: Acknowledged[] = [];
  await withFolder(async (folder) => {
    for (let round = 0; round < ROUNDS; round++) {
      const service = await startService(folder, { ROTE_WORKERS: "2" });
      await checkStored(service, acknowledged);
      // The kill comes with an acknowledgement, while the other clients are in the middle of theirs: of
      // a training in every other round, of an upload in the rounds between.
      const isForTrainings = round % 2 === 1;
      const killAfter = 1 + random.below(isForTrainings ? 3 : 6);
      let heard = 0;
      const { promise: killed, resolve: kill } = Promise.withResolvers<void>();
      const onAcknowledged = (one: Acknowledged) => {
        acknowledged.push(one);
        if (!one.model.startsWith(isForTrainings ? "train" : "up")) return;
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
async function checkStored(service: ServiceProcess, acknowledged: Acknowledged[]): Promise<void> {
  const { url } = service;
  for (const job of await listAll<Job>(service, "/v1/jobs", "jobs", "before")) {
    assert(["succeeded", "failed"].includes(job.status), JSON.stringify(job));
    if (job.status === "failed") assertEquals(job.error?.code, "job_interrupted");
  }
  const stored = new Set<string>();
  const models = await listAll<{ name: string; version: string }>(
    service,
    "/v1/models",
    "models",
    "after",
  );
  for (const { name, version } of models) {
    const bytes = await (await fetch(`${url}/v1/models/${name}/blob`)).bytes();
    decodeNetwork(bytes);
    assertEquals(await versionOf(bytes), version);
    const { versions } = await (await fetch(`${url}/v1/models/${name}`)).json();
    for (const one of versions) stored.add(`${name}@${one.version}`);
  }
  for (const { model, version } of acknowledged) assert(stored.has(`${model}@${version}`), model);
}
