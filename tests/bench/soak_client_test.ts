/**
 * The soak's clients against servers that misbehave: the client says what came, and the crowd how
 * many of it held out.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { isAllowed, lostWrites } from "../../bench/soak/judge.ts";
import { KIND_NAMES } from "../../bench/soak/clients/kinds.ts";
import { runSoakClient, startCrowd } from "../../bench/soak/clients/processes.ts";
import { readBack } from "../../bench/soak/clients/written.ts";
import { trainBlob } from "../../lib/mod.ts";
import { withFolder } from "../end_to_end/processes/service_process.ts";
import { randomData } from "../lib/random_data.ts";

/** A server whose address is known, until the end of the block. */
function serve(handler: Deno.ServeHandler) {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, handler);
  return {
    url: `http://127.0.0.1:${(server.addr as Deno.NetAddr).port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** Writes the files of a small scene. */
async function writeScene(folder: string): Promise<void> {
  const data = randomData(1, { rows: 64, features: 16 });
  const network = { hiddenLayers: 1, width: 8, arity: 2 };
  const { bytes } = data.rows;
  await Deno.writeFile(`${folder}/row.bits`, bytes.subarray(0, 2));
  await Deno.writeTextFile(`${folder}/row.json`, JSON.stringify({ rows: ["01".repeat(8)] }));
  await Deno.writeFile(`${folder}/rows.bits`, bytes);
  await Deno.writeFile(`${folder}/training.bits`, new Uint8Array([...bytes, ...data.labels]));
  await Deno.writeFile(`${folder}/digits.rote`, trainBlob(data, { network, seed: 1 }).blob);
}

describe("runSoakClient()", () => {
  it("finds out a service that fails, forgets to say when, takes garbage and loses writes", async () => {
    await withFolder(async (folder) => {
      await writeScene(folder);
      let predictions = 0;
      await using server = serve(async ({ url, method, headers, body }) => {
        await body?.cancel();
        const { pathname } = new URL(url);
        if (pathname === "/v1/train") {
          return Response.json({ id: "job" }, { status: headers.has("Prefer") ? 200 : 202 });
        }
        if (pathname === "/v1/jobs/job") return Response.json({ status: "failed" });
        if (pathname.endsWith("/infer")) return new Response(null, { status: 429 });
        // Uploads are acknowledged, whatever they are, and are nowhere to be found afterwards.
        if (method === "PUT") return Response.json({}, { status: 201 });
        if (pathname !== "/v1/models/digits/predict") return new Response(null, { status: 404 });
        return new Response("{}", { status: ++predictions % 4 === 0 ? 500 : 200 });
      });
      const plan = { url: server.url, folder, kinds: KIND_NAMES, connections: 8, seconds: 1 };
      const { counts, written, ...seen } = await runSoakClient({ ...plan, rate: 500, seed: 1 });
      const wrong = counts.filter((one) => !isAllowed(one));
      const ends = new Set(wrong.map(({ kind, status }) => `${kind} ${status}`));
      for (const end of ["packedRow 500", "infer 429", "mutatedBlob 201", "download 404"]) {
        assert(ends.has(end), `${end} is not among ${[...ends].join(", ")}`);
      }
      assert(!ends.has("packedRow 200") && !ends.has("upload 201") && !ends.has("train 202"));
      assert(seen.predictions.length > 50 && seen.predictions.every(({ at }) => at > 0));

      const { jobs, hashes } = await readBack(server.url, written);
      assert(written.some(({ job }) => job) && written.some(({ version }) => version));
      assertEquals(lostWrites(written, jobs, hashes), written);
    });
  });

  it("says how many requests it held back because a server answers too slowly", async () => {
    await withFolder(async (folder) => {
      await writeScene(folder);
      const { promise: sent, resolve: onSent } = Promise.withResolvers<void>();
      await using server = serve(async () => {
        await sent;
        return new Response("{}");
      });
      const plan = { url: server.url, folder, kinds: ["packedRow"], connections: 5 } as const;
      const seen = await runSoakClient({ ...plan, seconds: 0.5, rate: 100, seed: 1 }, onSent);
      assertEquals([seen.counts.length, seen.counts[0]!.times], [1, 5]);
      assert(Math.abs(seen.heldBack - 45) <= 1, `${seen.heldBack}`);
      // By the timetable, and not from when the answer came.
      assert(seen.predictions.every(({ milliseconds }) => milliseconds > 400));
    });
  });
});

describe("startCrowd()", () => {
  it("waits for all of a crowd, and says who is still there when it leaves", async () => {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const connections: Deno.Conn[] = [];
    const serving = (async () => {
      let streams = 0;
      for await (const connection of listener) {
        connections.push(connection);
        const line = new Uint8Array(5);
        await connection.read(line);
        if (new TextDecoder().decode(line) !== "GET /") continue;
        const start = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
        const event = "10\r\nid: 1\ndata: {}\n\n\r\n";
        // One stream ends at once, though its connection stays.
        const end = ++streams === 3 ? "0\r\n\r\n" : "";
        await connection.write(new TextEncoder().encode(start + event + end));
      }
    })();
    const url = `http://127.0.0.1:${(listener.addr as Deno.NetAddr).port}`;
    const crowd = await startCrowd({ url, job: "1", streams: 7, slowHeads: 2, slowBodies: 3 });
    assertEquals(await crowd.leave(), { streams: 6, slowHeads: 2, slowBodies: 3 });
    listener.close();
    await serving;
    for (const connection of connections) connection.close();
  });
});
