/**
 * The soak's own judgement: a service that answers wrongly, loses what it acknowledged, grows or
 * does not recover is found out.
 *
 * @module
 */

import { assert, assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { AnswerReader } from "../../bench/soak/clients/answer_reader.ts";
import {
  isAllowed,
  lateThirds,
  lostWrites,
  placeOf,
  secondsUntilIdle,
  statusesOf,
} from "../../bench/soak/judge.ts";
import { drawKind, KIND_NAMES, type KindName, KINDS } from "../../bench/soak/clients/kinds.ts";
import { RandomStream } from "../../lib/random.ts";

const count = (kind: KindName, status: number, hasRetryAfter = false, times = 1) => ({
  kind,
  status,
  hasRetryAfter,
  times,
});

describe("isAllowed()", () => {
  it("takes what was asked for and a refusal with Retry-After, and nothing else", () => {
    for (const kind of KIND_NAMES) {
      const { outcome } = KINDS[kind];
      const expected: [number, boolean, boolean][] = [
        [200, false, outcome === "success"],
        [202, false, outcome === "success"],
        [302, false, false],
        [400, false, outcome !== "success"],
        [422, false, outcome !== "success"],
        [429, true, true],
        [429, false, false],
        [500, false, false],
        [500, true, false],
        [503, true, true],
        [503, false, false],
        [0, false, outcome === "refusal or nothing"],
      ];
      for (const [status, hasRetryAfter, isRight] of expected) {
        const words = `${kind} ${status} ${hasRetryAfter}`;
        assertEquals(isAllowed(count(kind, status, hasRetryAfter)), isRight, words);
      }
    }
  });
});

describe("lostWrites()", () => {
  const jobs = new Map([["done", "v1"], ["wrong", "v2"]]);
  const hashes = new Map([
    [placeOf("m", "v0"), "v0"],
    [placeOf("m", "v1"), "v1"],
    [placeOf("m", "v2"), "something else"],
  ]);

  it("finds what is there with its bytes", () => {
    const written = [{ model: "m", version: "v0" }, { model: "m", job: "done" }];
    assertEquals(lostWrites(written, jobs, hashes), []);
  });

  it("misses what is not there, has other bytes, or whose job has not succeeded", () => {
    const lost = [
      { model: "other", version: "v0" },
      { model: "m", version: "v3" },
      { model: "m", version: "v2" },
      { model: "m", job: "wrong" },
      { model: "m", job: "failed" },
    ];
    assertEquals(lostWrites([{ model: "m", version: "v0" }, ...lost], jobs, hashes), lost);
  });
});

describe("lateThirds()", () => {
  it("sees growth, and no peak of a moment", () => {
    const rising = Array.from({ length: 30 }, (_, at) => 100 + 10 * at);
    assertEquals(lateThirds(rising), { second: 245, last: 345 });
    const flat = rising.map((_, at) => at === 25 ? 900 : 200);
    assertEquals(lateThirds(flat), { second: 200, last: 200 });
  });
});

describe("secondsUntilIdle()", () => {
  const predictions = (...medians: number[]) =>
    medians.flatMap((milliseconds, window) =>
      [-0.1, 0, 0.1].map((shift) => ({ at: window / 2 + 0.2, milliseconds: milliseconds + shift }))
    );

  it("counts to the first half second that is fast enough", () => {
    assertEquals(secondsUntilIdle(predictions(1, 1, 1), 1.5), 0);
    assertEquals(secondsUntilIdle(predictions(9, 9, 1, 1), 1.5), 1);
    assertEquals(secondsUntilIdle(predictions(9, 1, 2, 1, 1), 1.5), 0.5);
  });

  it("is infinite if none is, if it does not stay so, or if nothing was answered", () => {
    assertEquals(secondsUntilIdle(predictions(2, 2, 2), 1.5), Infinity);
    assertEquals(secondsUntilIdle(predictions(9, 1, 2, 2, 2), 1.5), Infinity);
    assertEquals(secondsUntilIdle([], 1.5), Infinity);
  });
});

describe("statusesOf()", () => {
  it("counts by status, and what had no answer", () => {
    const counts = [count("upload", 429, true, 2), count("train", 429, true), count("noise", 0)];
    assertEquals(statusesOf(counts), "no answer: 1, 429: 3");
  });
});

describe("drawKind()", () => {
  it("draws every kind by its share of a hundred", () => {
    const whole = KIND_NAMES.reduce((sum, name) => sum + KINDS[name].share, 0);
    assertEquals(whole, 100);
    const random = new RandomStream(1, 0, 0, 0);
    const drawn = Array.from({ length: 20_000 }, () => drawKind(KIND_NAMES, random));
    for (const name of KIND_NAMES) {
      const share = drawn.filter((one) => one === name).length / 200;
      assert(Math.abs(share - KINDS[name].share) < 1.5, `${name}: ${share} %`);
    }
    assertEquals(drawKind(["noise"], random), "noise");
  });
});

describe("AnswerReader", () => {
  const TEXT = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello" +
    "HTTP/1.1 429 Too Many Requests\r\nretry-after: 5\r\ncontent-length: 0\r\n\r\n" +
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n6\r\nchunk \r\n3\r\nend\r\n0\r\n\r\n" +
    "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n";
  /** Gives some text, so many bytes at a time. */
  const readerOf = (text: string, size: number) => {
    const bytes = new TextEncoder().encode(text);
    let at = 0;
    return new AnswerReader({
      read(into) {
        const piece = bytes.subarray(at, at + Math.min(size, into.length));
        into.set(piece);
        at += piece.length;
        return Promise.resolve(piece.length > 0 ? piece.length : null);
      },
    });
  };

  it("reads one answer after the other, in whatever pieces they come", async () => {
    for (const size of [1, 2, 3, 7, 64, 10_000]) {
      const reader = readerOf(TEXT, size);
      const seen: unknown[] = [];
      for (let answer = 0; answer < 4; answer++) {
        const { status, headers, body } = await reader.next();
        seen.push([status, headers.has("retry-after"), new TextDecoder().decode(body)]);
      }
      assertEquals(seen, [
        [200, false, "hello"],
        [429, true, ""],
        [200, false, "chunk end"],
        [400, false, ""],
      ]);
    }
  });

  it("keeps the start of a long body and reads all of it", async () => {
    const long = "x".repeat(100_000);
    const reader = readerOf(
      `HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n${long}HTTP/1.1 204 No Content\r\n\r\n`,
      999,
    );
    assertEquals((await reader.next()).body.length, 16_384);
    assertEquals((await reader.next()).status, 204);
  });

  it("takes an early end and what is no answer for errors", async () => {
    for (const length of [0, 9, 30, TEXT.indexOf("hello") + 2]) {
      await assertRejects(() => readerOf(TEXT.slice(0, length), 5).next(), Error, "ended early");
    }
    await assertRejects(() => readerOf("SSH-2.0-x\r\n", 5).next(), Error, "no answer");
  });
});
