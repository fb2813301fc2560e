import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { clientOf } from "../../client/rote.ts";
import { openService, type TestService } from "../service_fixture.ts";

const ROWS = Array.from({ length: 256 }, (_, i) => i.toString(2).padStart(8, "0"));

describe("a prediction with reasons", () => {
  let service: TestService;
  beforeAll(async () => {
    service = openService({ predictRows: 40 });
    // The label is the first bit.
    const settings = { method: "boosted", boosted: { tables: 40, arity: 2, rate: 0.2 } };
    const first = ROWS.map((row) => row[0]!);
    await service.train({ model: "first", rows: ROWS, labels: first, ...settings });
    const many = ROWS.map((row) => row.replaceAll("0", "").length > 4);
    await service.train({ model: "many", rows: ROWS, labels: many, ...settings });
  });
  afterAll(() => service.close());

  const ask = async (query: string, body: Record<string, unknown>, model = "first") => {
    const answer = await service.post(`/v1/models/${model}/predict${query}`, body);
    return { status: answer.status, body: await answer.json() };
  };

  it("explains each row with explain=1, and answers as it does without", async () => {
    const rows = ["00000000", "10110000"];
    const plain = await ask("", { rows });
    for (const word of ["1", "true"]) {
      const { body: { explanations, ...rest } } = await ask(`?explain=${word}`, { rows });
      assertEquals(rest, plain.body);
      assertEquals(explanations.length, 2);
      for (const [row, label] of [[0, "1"], [1, "0"]] as const) {
        const { influence, flips } = explanations[row];
        assertEquals(flips, [{ feature: 0, label }]);
        assertEquals(influence.length, 8);
        assert(influence[0] > 0.4 && influence[0] === Math.max(...influence));
        const { body: flipped } = await ask("", { rows: [label + rows[row]!.slice(1)] });
        const likeliest = 1 - Number(label);
        const change = plain.body.scores[row][likeliest] - flipped.scores[0][likeliest];
        assertEquals(Math.round(20_000 * change), Math.round(20_000 * influence[0]));
      }
    }
    assertEquals((await ask("?explain=0", { rows })).body, plain.body);
  });

  it("takes a prediction a bit, so fewer rows", async () => {
    assertEquals((await ask("?explain=1", { rows: ROWS.slice(0, 5) })).status, 200);
    const refused = await ask("?explain=1", { rows: ROWS.slice(0, 6) });
    assertEquals([refused.status, refused.body.code], [422, "too_many_rows"]);
  });

  it("gives no label below abstainBelow, and the scores all the same", async () => {
    // With three ones, four and five: far from the boundary, and at it.
    const rows = ROWS.slice(99, 139);
    const plain = (await ask("", { rows }, "many")).body;
    const top: number[] = plain.scores.map((scores: number[]) => Math.max(...scores));
    const bound = [...new Set(top)].toSorted((a, b) => a - b)[1]!;
    const expected = plain.labels.map((label: string, row: number) =>
      top[row]! < bound ? null : label
    );
    assert(expected.includes(null) && expected.some((label: string | null) => label !== null));
    const inBody = (await ask("", { rows, abstainBelow: bound }, "many")).body;
    assertEquals(inBody, { ...plain, labels: expected });
    assertEquals((await ask(`?abstainBelow=${bound}`, { rows }, "many")).body, inBody);
    const client = clientOf(service);
    assertEquals(await client.predict("many", rows, { abstainBelow: bound }), inBody);
    const bits = rows[expected.indexOf(null)]!;
    const packed = Uint8Array.of(parseInt([...bits].reverse().join(""), 2));
    const options = { abstainBelow: bound, explain: true };
    const alone = await client.predictPacked("many", packed, options);
    assertEquals([alone.labels, alone.explanations?.length], [[null], 1]);
    const one = (await ask("", { rows: rows.slice(0, 1), abstainBelow: bound }, "many")).body;
    assertEquals(one.labels, [expected[0]]);
  });

  it("refuses what is no share, twice said or unknown", async () => {
    const rows = ROWS.slice(0, 1);
    for (
      const [query, body, field] of [
        ["?abstainBelow=1.5", {}, "abstainBelow"],
        ["?abstainBelow=", {}, "abstainBelow"],
        ["", { abstainBelow: -0.1 }, "/abstainBelow"],
        ["", { abstainBelow: "0.5" }, "/abstainBelow"],
        ["?abstainBelow=0.5", { abstainBelow: 0.5 }, "/abstainBelow"],
        ["?explain=yes", {}, "explain"],
      ] as const
    ) {
      const refused = await ask(query, { rows, ...body });
      assertEquals([refused.status, refused.body.code], [422, "request_not_valid"]);
      const { pointer, parameter } = refused.body.errors[0];
      assertEquals(pointer ?? parameter, field);
    }
  });
});
