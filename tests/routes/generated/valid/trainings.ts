/**
 * Trainings that make sense and take milliseconds, in JSON, CSV and packed bytes.
 *
 * @module
 */

import fc from "fast-check";
import type { Operation } from "../document.ts";
import type { GeneratedRequest } from "../request.ts";
import {
  type Encoding,
  join,
  pack,
  type Rows,
  rowsOf,
  toNumbers,
  writeCsv,
  writeLabels,
  writeRow,
} from "./rows.ts";
import { LOOSE_NAMES } from "../scene.ts";
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

/** A few boosted tables on some features. */
function tablesOf(features: number) {
  return fc.record({
    tables: fc.integer({ min: 1, max: 40 }),
    arity: fc.integer({ min: 1, max: Math.min(3, features) }),
    rate: fc.constantFrom(0.05, 0.5, 1),
    lambda: fc.constantFrom(0.1, 1, 100),
    splits: fc.integer({ min: 1, max: 256 }),
  });
}

/** The same for rows that are images of one line, in JSON. */
function tablesOnImages(features: number) {
  return fc.tuple(
    tablesOf(features),
    fc.record({ shift: fc.nat(2), flip: fc.boolean() }),
    fc.boolean(),
    // Of four rows or more, half keeps one of some class.
    fc.option(fc.record({ share: fc.constant(0.5), patience: fc.integer({ min: 1, max: 99 }) })),
  ).map(([tables, augment, hasPatch, earlyStopping]) => ({
    ...{ ...tables, inputShape: [1, features, 1], augment },
    ...(hasPatch ? { patch: 0, arity: 1 } : {}),
    ...(earlyStopping ? { earlyStopping } : {}),
  }));
}

/** A network on images of one line, in JSON. */
function shapeOnImages(features: number) {
  return shapeOf(features).map((shape) => ({ ...shape, inputShape: [1, features, 1] }));
}

const methods = fc.constantFrom("network", "boosted");

/** What a body has of each method's own settings. */
const shapesOf = (method: string, network: unknown, boosted: unknown): Fillings =>
  method === "network"
    ? { "/method": { values: fc.constant(method) }, "/network": just(network), "/boosted": NEVER }
    : {
      ...{ "/method": just(method), "/network": NEVER, "/boosted": just(boosted) },
      "/statistics": NEVER,
    };

const data = fc.integer({ min: 1, max: 11 }).chain((features) =>
  fc.record({
    rows: rowsOf(features, 4),
    test: rowsOf(features),
    network: shapeOf(features),
    boosted: tablesOf(features),
    images: tablesOnImages(features),
    lines: fc.oneof(shapeOf(features), shapeOnImages(features)),
  })
);

/** What is left of a training request: path, query and headers come from elsewhere. */
type Body = Pick<GeneratedRequest, "json" | "bytes" | "query" | "isMeaningful">;

/** The bodies, with their queries, of `POST /v1/train`. */
export function trainings(operation: Operation): fc.Arbitrary<Body> {
  switch (operation.type) {
    case "application/json":
      return fc.oneof(
        { weight: 5, arbitrary: inJson(operation) },
        { weight: 3, arbitrary: valuesInJson(operation) },
        { weight: 1, arbitrary: bySchemaAlone(operation) },
      );
    case "text/csv":
      return fc.oneof(inCsv(operation), valuesInCsv(operation));
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
    method: methods,
  });
  return fc.tuple(data, forms).chain(
    ([{ rows, test, lines, images }, { encoding, row, label, hasTest, method }]) => {
      const write = ({ bits }: Rows) => bits.map((one) => writeRow(one, encoding, row));
      const features = { values: fc.constant(rows.features) };
      return valuesOf(schema, {
        "/model": { values: names },
        "/rows": just(write(rows)),
        "/labels": just(writeLabels(rows.classes, label)),
        "/encoding": encoding === "bits" ? { values: fc.constant("bits") } : just(encoding),
        "/features": encoding === "bits" ? features : { ...features, presence: "always" },
        ...shapesOf(method, lines, images),
        "/test": hasTest
          ? just({ rows: write(test), labels: writeLabels(test.classes, label) })
          : NEVER,
        // Of a few rows, some shares are no row, or leave no class.
        "/holdout": NEVER,
        "/columns": NEVER,
        "/encoder": NEVER,
      });
    },
  ).map((json) => ({ json, query: [], isMeaningful: true }));
}

const thresholds = fc.constantFrom("quantile", "uniform");

/** Numbers in arrays. */
function valuesInJson({ schema }: Operation): fc.Arbitrary<Body> {
  const encoder = fc.record(
    { thresholds, bits: fc.integer({ min: 1, max: 9 }) },
    { requiredKeys: [], noNullPrototype: true },
  );
  return fc.tuple(data, encoder, fc.boolean(), methods).chain(
    ([{ rows, test, network, boosted }, encoder, hasTest, method]) =>
      valuesOf(schema, {
        "/model": { values: names },
        "/rows": just(toNumbers(rows)),
        "/labels": just(writeLabels(rows.classes, 0)),
        "/encoding": just("values"),
        "/features": NEVER,
        "/columns": just(Array.from({ length: rows.features }, (_, at) => `column ${at}`)),
        "/encoder": just(encoder),
        ...shapesOf(method, network, boosted),
        "/test": hasTest
          ? just({ rows: toNumbers(test), labels: writeLabels(test.classes, 0) })
          : NEVER,
        "/holdout": NEVER,
      }),
  ).map((json) => ({ json, query: [], isMeaningful: true }));
}

/** What the schema allows, whether it makes sense or not; but for the size of networks. */
function bySchemaAlone({ schema }: Operation): fc.Arbitrary<Body> {
  return fc.tuple(methods, shapeOf(20), tablesOf(20)).chain(([method, network, boosted]) =>
    valuesOf(schema, { "/model": { values: names }, ...shapesOf(method, network, boosted) })
  ).map((json) => ({ json, query: [], isMeaningful: false }));
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

/** Parameters that belong to one method alone. */
const OF_NETWORK = ["hiddenLayers", "width", "hidden", "head", "statistics"];
const OF_BOOSTED = [
  ...["tables", "rate", "lambda", "splits", "inputShape", "patch", "shift", "flip"],
  ...["earlyStopping", "patience"],
];

/** The settings of a method, and none of the other's. */
function settingsGiven(
  method: string,
  settings: Readonly<Record<string, number>>,
): Record<string, Filling> {
  const others = method === "network" ? OF_BOOSTED : [...OF_NETWORK, ...OF_BOOSTED];
  return {
    model: always(names),
    // What belongs to the other method would be taken for its name.
    method: method === "network" ? { values: fc.constant(method) } : just(method),
    holdout: NEVER,
    ...Object.fromEntries(others.map((name) => [name, NEVER])),
    ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, just(value)])),
  };
}

function inCsv(operation: Operation): fc.Arbitrary<Body> {
  const label = fc.constantFrom("label", "y", "the class");
  return fc.tuple(data, label, methods).chain(([{ rows, network, boosted }, label, method]) =>
    queryOf(operation, {
      ...settingsGiven(method, method === "network" ? network : boosted),
      label: label === "label" ? { values: fc.constant(label) } : just(label),
      ...{ thresholds: NEVER, bits: NEVER },
    }).map((query) => ({
      query,
      bytes: new TextEncoder().encode(writeCsv(rows, label)),
      isMeaningful: true,
    }))
  );
}

function valuesInCsv(operation: Operation): fc.Arbitrary<Body> {
  const bits = fc.integer({ min: 1, max: 9 });
  return fc.tuple(data, methods).chain(([{ rows, network, boosted }, method]) =>
    queryOf(operation, {
      ...settingsGiven(method, method === "network" ? network : boosted),
      ...{ label: just("label"), thresholds: always(thresholds), bits: always(bits) },
    }).map((query) => ({
      query,
      bytes: new TextEncoder().encode(writeCsv({ ...rows, bits: toNumbers(rows) }, "label")),
      isMeaningful: true,
    }))
  );
}

function inBytes(operation: Operation): fc.Arbitrary<Body> {
  return fc.tuple(data, fc.boolean(), methods).chain((
    [{ rows, test, network, boosted }, hasTest, method],
  ) =>
    queryOf(operation, {
      ...settingsGiven(method, method === "network" ? network : boosted),
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
