import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { z } from "zod";
import { atMost, list, listOf } from "../../../models/requests/lists.ts";
import {
  inferBody,
  invocationsBody,
  predictBody,
  trainBody,
} from "../../../models/requests/schemas.ts";

const faultsOf = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ path, message }) => [path.join("/"), message]);
const LENGTH = 1_000_000;

/** An array that says how often an element of it was looked at. */
function watched(length: number, element: unknown) {
  let reads = 0;
  const array = new Proxy(new Array(length).fill(element), {
    get(target, key, receiver) {
      if (typeof key === "string" && /^\d+$/.test(key)) reads++;
      return Reflect.get(target, key, receiver);
    },
  });
  return { array, reads: () => reads };
}

describe("list()", () => {
  it("takes arrays as they are, and nothing else, in zod's words", () => {
    const array = [{}, 1];
    assertEquals(list({}).parse(array) === array, true);
    for (const value of [{}, "01", 1, null, undefined, { length: 1 }]) {
      assertEquals(faultsOf(list({}), value), faultsOf(z.array(z.unknown()), value));
    }
  });
});

describe("listOf()", () => {
  it("agrees with zod's own lists on the first ten faults", () => {
    const text = listOf(["string"]);
    const number = listOf(["number"]);
    for (
      const value of [["a"], [], [1, "a", null], {}, new Array(30), [NaN, Infinity], [[1]], null]
    ) {
      assertEquals(faultsOf(text, value), faultsOf(z.array(z.string()), value)?.slice(0, 10));
      assertEquals(faultsOf(number, value), faultsOf(z.array(z.number()), value)?.slice(0, 10));
    }
  });

  it("takes one of several types", () => {
    const schema = listOf(["string", "number"]);
    assertEquals(schema.parse(["a", 1]), ["a", 1]);
    assertEquals(faultsOf(schema, [true]), [
      ["0", "Invalid input: expected string or number, received boolean"],
    ]);
  });
});

describe("atMost()", () => {
  it("reads no element of a list that is too long", () => {
    const schema = atMost(3, z.array(z.object({ name: z.string() })));
    assertEquals(faultsOf(schema, [{ name: "a" }, {}]), [
      ["1/name", "Invalid input: expected string, received undefined"],
    ]);
    const { array, reads } = watched(4, {});
    assertEquals(faultsOf(schema, array), [["", "expected at most 3 elements, not 4"]]);
    assertEquals(reads(), 0);
    assertEquals(faultsOf(atMost(3, z.array(z.string()).nullish()), null), undefined);
  });
});

describe("schemas of bodies", () => {
  const bodies: [name: string, schema: z.ZodType, body: (list: unknown) => unknown][] = [
    ["rows to train on", trainBody, (rows) => ({ model: "a", rows, labels: [] })],
    ["labels", trainBody, (labels) => ({ model: "a", rows: [], labels })],
    ["rows to test on", trainBody, (rows) => ({ model: "a", rows: [], test: { rows } })],
    ["rows to predict", predictBody, (rows) => ({ rows })],
    ["instances", invocationsBody, (instances) => ({ instances })],
    ["inputs", invocationsBody, (inputs) => ({ inputs })],
    ["data of a frame", invocationsBody, (data) => ({ dataframe_split: { data } })],
    ["records of a frame", invocationsBody, (records) => ({ dataframe_records: records })],
    ["data of a tensor", inferBody, (data) => ({ inputs: [{ ...TENSOR, data }] })],
  ];
  const TENSOR = { name: "a", shape: [1, 1], datatype: "BOOL" };
  for (const [name, schema, body] of bodies) {
    it(`look at no element of ${name}`, () => {
      const { array, reads } = watched(LENGTH, {});
      assertEquals(schema.safeParse(body(array)).success, true);
      assertEquals(reads(), 0);
    });
  }

  const off: [name: string, schema: z.ZodType, body: (list: unknown) => unknown][] = [
    ["columns", trainBody, (columns) => ({ model: "a", rows: [], columns })],
    [
      "an image's shape",
      trainBody,
      (inputShape) => ({ model: "a", rows: [], boosted: { inputShape } }),
    ],
    [
      "columns of a frame",
      invocationsBody,
      (columns) => ({ dataframe_split: { columns, data: [] } }),
    ],
    ["a tensor's shape", inferBody, (shape) => ({ inputs: [{ ...TENSOR, shape }] })],
    ["tensors", inferBody, (inputs) => ({ inputs })],
    ["outputs", inferBody, (outputs) => ({ inputs: [], outputs })],
  ];
  for (const [name, schema, body] of off) {
    it(`look at ten elements of ${name} that are off at most`, () => {
      const { array, reads } = watched(LENGTH, {});
      const faults = faultsOf(schema, body(array));
      assertEquals([faults!.length <= 10, reads() <= 40], [true, true], `${reads()}`);
    });
  }
});
