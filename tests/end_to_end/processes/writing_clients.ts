/**
 * Clients that write for as long as the service takes it, and say what it acknowledged.
 *
 * @module
 */

import { trainBlob, zeroMatrix } from "../../../lib/mod.ts";
import type { RandomStream } from "../../../lib/random.ts";
import type { ServiceProcess } from "./service_process.ts";

/** What a client was told is stored. */
export interface Acknowledged {
  readonly model: string;
  readonly version: string;
}

/** Uploads under names that begin with `model` until the service is gone or stops. */
export async function uploadForEver(
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
      if (!response.ok) return;
      onAcknowledged({ model: name, version });
    } catch {
      return;
    }
  }
}

/** Trains versions of `model` until the service is gone or stops. */
export async function trainForEver(
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
      if (!response.ok) return;
      if (status === "succeeded") onAcknowledged({ model, version });
    } catch {
      return;
    }
  }
}

/** A blob of about 100 KB; of a megabyte where layers are 32,768 wide. */
export function randomBlob(
  seed: number,
  random: RandomStream,
  width = 1_024,
): Uint8Array<ArrayBuffer> {
  const rows = zeroMatrix(64, 256);
  for (let at = 0; at < rows.bytes.length; at++) rows.bytes[at] = random.below(256);
  const labels = Uint8Array.from({ length: 64 }, (_, row) => row % 2);
  const network = { hiddenLayers: 5, width, arity: 8 };
  return trainBlob({ rows, labels, classes: ["a", "b"] }, { network, seed }).blob;
}
