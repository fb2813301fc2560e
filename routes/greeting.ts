/**
 * What the service says when it starts: where it is, and two commands that work when pasted.
 *
 * @module
 */

/** The greeting for an address that is listened on and the store's path. */
export function greeting(address: { hostname: string; port: number }, store: string): string {
  const host = address.hostname.includes(":") ? `[${address.hostname}]` : address.hostname;
  const url = `http://${host}:${address.port}`;
  const rows = ["000", "001", "010", "011", "100", "101", "110", "111"];
  const labels = rows.map((row) => [...row].filter((bit) => bit === "1").length > 1 ? "yes" : "no");
  const network = { hiddenLayers: 2, width: 16, arity: 3 };
  const training = JSON.stringify({ model: "majority", rows, labels, network });
  const question = JSON.stringify({ rows: ["011", "100"] });
  return `Rote listens on ${url} and keeps its models in ${store}

Train a model that tells whether most of three bits are set, then ask it:

curl -sw '\\n' ${url}/v1/train -H 'Content-Type: application/json' -H 'Prefer: wait=10' -d '${training}'
curl -sw '\\n' ${url}/v1/models/majority/predict -H 'Content-Type: application/json' -d '${question}'
`;
}
