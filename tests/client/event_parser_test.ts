import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { EventParser } from "../../client/event_parser.ts";

const parse = (text: string, lastEventId?: string) => new EventParser(lastEventId).push(text);

describe("EventParser", () => {
  it("gives events with their name, data and id", () => {
    assertEquals(parse("id: 1\nevent: job\ndata: {}\n\ndata: two\n\n"), [
      { event: "job", data: "{}", id: "1" },
      { event: "message", data: "two", id: "1" },
    ]);
  });

  const cases: [name: string, text: string, data: string[]][] = [
    ["lines that end in each way", "data: a\n\ndata: b\r\n\r\ndata: c\r\rdata: d\n\n", [..."abcd"]],
    ["data of several lines", "data: a\ndata: b\ndata\ndata:c\n\n", ["a\nb\n\nc"]],
    ["one space behind the colon", "data:  a\n\ndata:a:b\n\n", [" a", "a:b"]],
    ["comments and unknown fields", ": hello\nother: 1\ndata: a\n\n:\n\n", ["a"]],
    ["nothing of an event without data", "event: job\nid: 1\n\n", []],
    ["nothing of an event that does not end", "data: a\n", []],
    ["a byte order mark at the start only", "\ufeffdata: a\n\n\ufeffdata: b\n\n", ["a"]],
  ];
  for (const [name, text, data] of cases) {
    it(`reads ${name}`, () => {
      assertEquals(parse(text).map((event) => event.data), data);
    });
  }

  it("keeps an id until there is another", () => {
    const ids = (text: string) => parse(text, "7").map(({ id }) => id);
    assertEquals(ids("data: a\n\nid: 8\ndata: b\n\ndata: c\n\nid: 9\0\ndata: d\n\n"), [..."7888"]);
  });

  it("tells how long to wait, if that is a number", () => {
    const parser = new EventParser();
    assertEquals(parser.retry, undefined);
    parser.push("retry: 20\nretry: soon\n\n");
    assertEquals(parser.retry, 20);
  });

  it("gives the same events wherever the text is cut", () => {
    const line = fc.constantFrom(
      "data: a",
      "data",
      "id: 3",
      "event: job",
      ": x",
      "",
      "",
      "retry: 1",
    );
    const end = fc.constantFrom("\n", "\r\n", "\r");
    const text = fc.array(fc.tuple(line, end), { maxLength: 20 })
      .map((lines) => `${lines.flat().join("")}\n\n`);
    const cuts = fc.array(fc.nat(200), { maxLength: 10 });
    fc.assert(fc.property(text, cuts, (text, cuts) => {
      const parser = new EventParser();
      const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
      const pieces = places.slice(1).map((to, at) => text.slice(places[at], to));
      assertEquals(pieces.flatMap((piece) => parser.push(piece)), parse(text));
    }));
  });
});
