/**
 * What the service says when it starts: where it is, and two commands that work when pasted.
 *
 * @module
 */

import { MAJORITY_QUESTION, MAJORITY_TRAINING } from "./majority.ts";

/** The greeting for an address that is listened on and the store's path. */
export function greeting(address: { hostname: string; port: number }, store: string): string {
  const host = address.hostname.includes(":") ? `[${address.hostname}]` : address.hostname;
  const url = `http://${host}:${address.port}`;
  const training = JSON.stringify(MAJORITY_TRAINING);
  const question = JSON.stringify(MAJORITY_QUESTION);
  return `Rote listens on ${url} and keeps its models in ${store}

Train a model that tells whether most of three bits are set, then ask it:

curl -sw '\\n' ${url}/v1/train -H 'Content-Type: application/json' -H 'Prefer: wait=10' -d '${training}'
curl -sw '\\n' ${url}/v1/models/majority/predict -H 'Content-Type: application/json' -d '${question}'
`;
}
