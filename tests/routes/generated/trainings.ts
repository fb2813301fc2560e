/**
 * Trainings that make sense and take milliseconds, in JSON, CSV and packed bytes.
 *
 * @module
 */

import fc from "fast-check";
import type { Operation } from "./document.ts";
import type { GeneratedRequest } from "./request.ts";
import {
  type Encoding,
  join,
  pack,
  type Rows,
  rowsOf,
  writeCsv,
  writeLabels,
  writeRow,
} from "./rows.ts";
import { LOOSE_NAMES } from "./scene.ts";
import { type Filling, type Fillings, valuesOf } from "./values.ts";

const names = fc.constantFrom(...LOOSE_NAMES);
const always = (values: fc.Arbitrary<unknown>): Filling => ({ values, presence: "always" });
const just = (value: unknown) => always(fc.constant(value));
const NEVER: Filling = { values: fc.constant(undefined), presence: "never" };

/** A small network on some features. */
function shapeOf(features: number) {
  return fc.record({
    hiddenLayers: fc.integer({ min: 1, max: 3 }),
    width: fc.integer({ min: 3, max: 9 }),
    arity: fc.integer({ min: 1, max: Math.min(3, features) }),
  });
}

const data = fc.integer({ min: 1, max: 11 }).chain((features) =>
  fc.record({ rows: rowsOf(features, 4), test: rowsOf(features), network: shapeOf(features) })
);

/** What is left of a training request: path, query and headers come from elsewhere. */
type Body = Pick<GeneratedRequest, "json" | "bytes" | "query" | "isMeaningful">;

/** The bodies, with their queries, of `POST /v1/train`. */
export function trainings(operation: Operation): fc.Arbitrary<Body> {
  switch (operation.type) {
    case "application/json":
      return fc.oneof({ weight: 6, arbitrary: inJson(operation) }, {
        weight: 1,
        arbitrary: bySchemaAlone(operation),
      });
    case "text/csv":
      return inCsv(operation);
    default:
      return inBytes(operation);
  }
}

function inJson({ schema }: Operation): fc.Arbitrary<Body> {
  const forms = fc.record({
    encoding: fc.constantFrom<Encoding>("bits", "base64", "hex"),
    row: fc.nat(2),
    label: fc.nat(2),
    hasTest: fc.boolean(),
  });
  return fc.tuple(data, forms).chain(
    ([{ rows, test, network }, { encoding, row, label, hasTest }]) => {
      const write = ({ bits }: Rows) => bits.map((one) => writeRow(one, encoding, row));
      const features = { values: fc.constant(rows.features) };
      return valuesOf(schema, {
        "/model": { values: names },
        "/rows": just(write(rows)),
        "/labels": just(writeLabels(rows.classes, label)),
        "/encoding": encoding === "bits" ? { values: fc.constant("bits") } : just(encoding),
        "/features": encoding === "bits" ? features : { ...features, presence: "always" },
        "/network": just(network),
        "/test": hasTest
          ? just({ rows: write(test), labels: writeLabels(test.classes, label) })
          : NEVER,
        // Of a few rows, some shares are no row, or leave no class.
        "/holdout": NEVER,
      });
    },
  ).map((json) => ({ json, query: [], isMeaningful: true }));
}

/** What the schema allows, whether it makes sense or not; but for the size of networks. */
function bySchemaAlone({ schema }: Operation): fc.Arbitrary<Body> {
  const fillings: Fillings = {
    "/model": { values: names },
    "/network": always(shapeOf(20)),
  };
  return valuesOf(schema, fillings).map((json) => ({ json, query: [], isMeaningful: false }));
}

/** The query of a training: by its schemas, but for what is given. */
function queryOf({ parameters }: Operation, given: Record<string, Filling>) {
  return fc.record(
    Object.fromEntries(
      parameters.filter(({ in: place, name }) =>
        place === "query" && given[name]?.presence !== "never"
      ).map(({ name, schema }) => [name, given[name]?.values ?? valuesOf(schema)]),
    ),
    {
      requiredKeys: Object.keys(given).filter((name) => given[name]!.presence === "always"),
      noNullPrototype: true,
    },
  ).map((query) => Object.entries(query).map(([name, value]) => [name, String(value)] as const));
}

const shapeGiven = ({ hiddenLayers, width, arity }: Record<string, number>) => ({
  model: always(names),
  hiddenLayers: just(hiddenLayers),
  width: just(width),
  arity: just(arity),
  holdout: NEVER,
});

function inCsv(operation: Operation): fc.Arbitrary<Body> {
  const label = fc.constantFrom("label", "y", "the class");
  return fc.tuple(data, label).chain(([{ rows, network }, label]) =>
    queryOf(operation, {
      ...shapeGiven(network),
      label: label === "label" ? { values: fc.constant(label) } : just(label),
    }).map((query) => ({
      query,
      bytes: new TextEncoder().encode(writeCsv(rows, label)),
      isMeaningful: true,
    }))
  );
}

function inBytes(operation: Operation): fc.Arbitrary<Body> {
  return fc.tuple(data, fc.boolean()).chain(([{ rows, test, network }, hasTest]) =>
    queryOf(operation, {
      ...shapeGiven(network),
      features: just(rows.features),
      rows: just(rows.bits.length),
      testRows: hasTest ? just(test.bits.length) : NEVER,
      classes: { values: fc.constantFrom("0,1", "no,yes", "b,\u00e9") },
    }).map((query) => ({
      query,
      bytes: join([rows, ...(hasTest ? [test] : [])].flatMap(({ bits, classes }) => [
        ...bits.map(pack),
        new Uint8Array(classes),
      ])),
      isMeaningful: true,
    }))
  );
}
