import { assertEquals, assertRejects } from "@std/assert";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { EventStream, formatEvent, RETRY } from "../../../routes/http/event_stream.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const event = (text: string) => encoder.encode(text);

describe("EventStream", () => {
  let stream: EventStream;
  let reader: ReadableStreamDefaultReader<Uint8Array>;
  let ends: number;
  beforeEach(() => {
    ends = 0;
    stream = new EventStream(() => void ends++);
    reader = stream.readable.getReader();
  });
  const read = async () => {
    const { done, value } = await reader.read();
    return done ? undefined : decoder.decode(value);
  };

  it("begins with the time after which to ask again, even if nothing is said", async () => {
    assertEquals(await read(), RETRY);
  });

  it("gives a client that waits each event at once", async () => {
    await read();
    for (const text of ["a", "b"]) {
      const waiting = read();
      stream.send(event(text), false);
      assertEquals(await waiting, text);
    }
  });

  it("holds the newest event alone for a client that does not read", async () => {
    for (const text of ["a", "b", "c"]) stream.send(event(text), false);
    assertEquals([await read(), await read()], [RETRY, "c"]);
    const waiting = read();
    stream.send(event("d"), false);
    assertEquals(await waiting, "d");
  });

  it("ends when the client has taken the last event, not before", async () => {
    stream.send(event("a"), false);
    stream.send(event("z"), true);
    assertEquals([await read(), ends], [RETRY, 0]);
    assertEquals([await read(), ends], ["z", 1]);
    assertEquals([await read(), ends], [undefined, 1]);
  });

  it("beats for a client that waits, and not for one that has something to take", async () => {
    stream.beat(event("beat"));
    assertEquals(await read(), RETRY);
    const waiting = read();
    stream.beat(event("beat"));
    stream.beat(event("beat"));
    stream.send(event("a"), false);
    assertEquals([await waiting, await read()], ["beat", "a"]);
  });

  it("ends when the client takes nothing from one beat to the next", async () => {
    stream.send(event("a"), false);
    stream.beat(event("beat"));
    assertEquals([await read(), ends], [RETRY, 0]);
    stream.beat(event("beat"));
    assertEquals(ends, 0, "it has taken something in between");
    stream.beat(event("beat"));
    assertEquals(ends, 1);
    await assertRejects(read, Error, "takes nothing");
  });

  it("tells once that the client has gone", async () => {
    await reader.cancel();
    assertEquals(ends, 1);
  });
});

describe("formatEvent()", () => {
  it("writes the fields that clients know, and the empty line that ends an event", () => {
    assertEquals(formatEvent(3, "job", "{}"), "id: 3\nevent: job\ndata: {}\n\n");
  });
});
