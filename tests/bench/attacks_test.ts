/**
 * The attacks of the soak: what they send is what they say, models that they upload are legal, and a
 * service that suffers is found out.
 *
 * @module
 */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { AttackTools, Manner } from "../../bench/soak/attacks/attack.ts";
import { attackLine } from "../../bench/soak/attacks/attack_line.ts";
import type { AttackOutcome, AttackPlan } from "../../bench/soak/attacks/attacker.ts";
import { ATTACKS } from "../../bench/soak/attacks/attacks.ts";
import { BODIES } from "../../bench/soak/attacks/bodies.ts";
import {
  controlBlob,
  pairwiseBlob,
  treeBlob,
  votingBlob,
} from "../../bench/soak/attacks/evil_models.ts";
import { attackNamed } from "../../bench/soak/attacks/measure_attacks.ts";
import type { Observation, ObserverPlan } from "../../bench/soak/attacks/observer.ts";
import { endlessChunks, idleBody, wholeRequest } from "../../bench/soak/attacks/request_bytes.ts";
import { addressOfNext } from "../../bench/soak/clients/pages.ts";
import { startUntilEnded } from "../../bench/soak/clients/processes.ts";
import { decodeModel } from "../../lib/mod.ts";
import { withFolder } from "../end_to_end/processes/service_process.ts";

const ANSWER = '{"model":"digits","version":"v","labels":["1"]}';

/** A server whose address is known, until the end of the block. */
function serve(handler: Deno.ServeHandler) {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, handler);
  const { port } = server.addr as Deno.NetAddr;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("requests of attacks", () => {
  it("have the length that they say, or never end", () => {
    assertEquals(
      textOf(wholeRequest("POST /a", ["Host: h"], "text/csv", "a,b")),
      "POST /a HTTP/1.1\r\nHost: h\r\nContent-Type: text/csv\r\nContent-Length: 3\r\n\r\na,b",
    );
    assert(textOf(idleBody("PUT /a", [], "x/y", 99)).endsWith("Content-Length: 99\r\n\r\nx"));
    const endless = textOf(endlessChunks("OPTIONS /a", [], "x/y"));
    assert(endless.endsWith("Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n"));
  });

  it("are data: those with bodies need nothing of the service beforehand", async () => {
    const tools: AttackTools = {
      host: "h:1",
      key: "Authorization: Bearer k",
      ask: () => Promise.reject(new Error("not to be asked")),
      tell: () => {},
    };
    for (const { prepare } of BODIES) {
      for (const { bytes, connections } of await prepare(tools)) {
        assert(/^[A-Z]+ \/\S* HTTP\/1\.1\r\nHost: h:1\r\n/.test(textOf(bytes)));
        assert(connections > 0);
      }
    }
  });
});

describe("attackNamed()", () => {
  it("finds each by its own name, and names all for another", () => {
    for (const attack of ATTACKS) assertEquals(attackNamed(attack.name), attack);
    assertThrows(() => attackNamed("nobody"), Error, ATTACKS[0]!.name);
  });
});

describe("evil models", () => {
  it("are legal", () => {
    const shape = { layers: 3, width: 20, features: 16 };
    for (const arity of [1, 2, 3, 8]) {
      assertEquals(decodeModel(votingBlob({ ...shape, arity })).features, 16);
    }
    assertEquals(decodeModel(pairwiseBlob({ ...shape, arity: 1 }, 4)).classes.length, 4);
    for (const size of [1, 2, 8]) assertEquals(decodeModel(treeBlob(size, 0)).features, 16);
    assertEquals(decodeModel(controlBlob(5)).features, 5);
  });

  it("differ by their salt", () => {
    const shape = { layers: 1, width: 20, arity: 8, features: 16 };
    assert(votingBlob(shape).toHex() !== votingBlob(shape, 1).toHex());
  });
});

describe("attackLine()", () => {
  const calm: Observation = {
    health: Array.from({ length: 1_000 }, () => 1),
    healthFailures: 0,
    memory: 1e8,
    right: 100,
    refused: 0,
    wrong: 0,
    examples: [],
  };
  const missedBy = (seen: Partial<Observation>, recovery = 0.1) =>
    attackLine({ name: "a", about: "b" }, { ...calm, ...seen }, recovery, {
      statuses: { 401: 5, 0: 1 },
      notes: [],
    }).missed;

  it("misses nothing where nobody notices anything", () => {
    assertEquals(missedBy({}), []);
  });

  it("misses each bar by itself", () => {
    const slow = calm.health.with(0, 900).with(1, 900).with(2, 900);
    assertEquals(missedBy({ health: slow }), ["health p99.9"]);
    assertEquals(missedBy({ health: slow.with(3, 1_001) }), ["health p99.9", "health worst"]);
    assertEquals(missedBy({ healthFailures: 1 }), ["health fails"]);
    assertEquals(missedBy({ memory: 1.3e9 }), ["memory"]);
    assertEquals(missedBy({ wrong: 1 }), ["victim"]);
    assertEquals(missedBy({ refused: 1 }), ["victim"]);
    assertEquals(missedBy({ right: 0 }), ["victim"]);
    assertEquals(missedBy({}, Infinity), ["recovery"]);
  });

  it("misses an answer that the attacker must get", () => {
    const named = { name: "a", about: "b", mustGet: 429 };
    const of = (statuses: AttackOutcome) =>
      attackLine(named, calm, 0, { statuses, notes: [] }).missed;
    assertEquals(of({ 401: 5 }), ["no 429"]);
    assertEquals(of({ 401: 5, 429: 1 }), []);
  });

  it("takes no probe at all for a service that stands still", () => {
    assertEquals(missedBy({ health: [] }), ["health p99.9", "health worst"]);
  });
});

describe("the observer", () => {
  const observe = async (handler: Deno.ServeHandler): Promise<Observation> => {
    await using server = serve(handler);
    const plan: ObserverPlan = {
      url: server.url,
      pid: Deno.pid,
      key: "Authorization: Bearer victim",
      model: "digits",
      row: "0123",
      answer: ANSWER,
    };
    const observer = await startUntilEnded("soak/attacks/observer.ts", [JSON.stringify(plan)]);
    return JSON.parse(await observer.end());
  };

  it("finds a service that is as it should be", async () => {
    const seen = await observe(async (request) => {
      await request.body?.cancel();
      if (request.url.endsWith("/health")) return new Response("{}");
      assertEquals(request.headers.get("Authorization"), "Bearer victim");
      return new Response(ANSWER);
    });
    assertEquals([seen.healthFailures, seen.refused, seen.wrong], [0, 0, 0]);
    assert(seen.right >= 3 && seen.health.length >= 1);
    assert(Deno.build.os !== "linux" || seen.memory > 1e6);
  });

  it("tells answers that are turned away from those that are wrong", async () => {
    const seen = await observe(async (request) => {
      await request.body?.cancel();
      if (request.url.endsWith("/health")) return new Response(null, { status: 503 });
      if (request.url.endsWith("/v1/train")) {
        return new Response(null, { status: 429, headers: { "Retry-After": "1" } });
      }
      return new Response(ANSWER.replace('"1"', '"0"').replace("digits", "others"));
    });
    assertEquals(seen.right, 0);
    assert(seen.healthFailures === seen.health.length && seen.refused >= 1 && seen.wrong >= 2);
  });
});

describe("the attacker", () => {
  const attack = async (
    port: number,
    manner: Manner,
    bytes: Uint8Array,
    until: Promise<unknown>,
  ): Promise<AttackOutcome> => {
    let outcome: AttackOutcome = {};
    await withFolder(async (folder) => {
      await Deno.writeFile(`${folder}/flood`, bytes);
      const floods = [{ file: `${folder}/flood`, connections: 3, manner }];
      const plan: AttackPlan = { port, floods };
      await Deno.writeTextFile(`${folder}/plan`, JSON.stringify(plan));
      const attacker = await startUntilEnded("soak/attacks/attacker.ts", [`${folder}/plan`]);
      await until;
      outcome = JSON.parse(await attacker.end());
    });
    return outcome;
  };

  it("sends again and again, and counts what comes back", async () => {
    let requests = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    await using server = serve(() => {
      if (++requests > 20) resolve();
      return new Response(null, { status: 401 });
    });
    const bytes = wholeRequest("POST /x", ["Host: h"], "x/y", "body");
    const statuses = await attack(server.port, "repeat", bytes, promise);
    assert(statuses["401"]! >= 10, JSON.stringify(statuses));
  });

  it("holds a body that never ends, over as many connections as it says", async () => {
    let held = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    await using server = serve(async ({ body }) => {
      const reader = body!.getReader();
      const { value } = await reader.read();
      assertEquals(value && textOf(value), "x");
      if (++held === 3) resolve();
      await reader.read().catch(() => {});
      return new Response();
    });
    const bytes = endlessChunks("POST /x", ["Host: h"], "x/y");
    assertEquals(await attack(server.port, "hold", bytes, promise), {});
    assertEquals(held, 3);
  });
});

describe("addressOfNext()", () => {
  const here = "http://h/v1/models?limit=2";

  it("goes on where a page says", () => {
    assertEquals(addressOfNext(here, '{"next":"m 2"}', null), `${here}&after=m+2`);
    assertEquals(
      addressOfNext(here, '{"next":"/v1/models?after=b"}', null),
      "http://h/v1/models?after=b",
    );
    assertEquals(addressOfNext(here, "[]", '<?after=c>; rel="next"'), "http://h/v1/models?after=c");
  });

  it("ends with the last page", () => {
    for (const text of ['{"models":[]}', '{"next":null}', "# HELP x", "[1]"]) {
      assertEquals(addressOfNext(here, text, null), undefined);
    }
  });
});
