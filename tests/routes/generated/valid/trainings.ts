/**
 * Trainings that make sense and take milliseconds, in JSON, CSV and packed bytes.
 *
 * @module
 */

import fc from "fast-check";
import {
  calledOf,
  groupOf,
  METHOD_NAMES,
  type MethodName,
  methodNamed,
  type Setting,
  settingsOf,
} from "../../../../lib/mod.ts";
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

const methods = fc.constantFrom(...METHOD_NAMES);

/** Settings for which small values are made above, by method. */
const MADE: Readonly<Record<string, readonly string[]>> = {
  network: ["hiddenLayers", "width", "arity"],
  boosted: ["tables", "arity", "rate", "lambda", "splits"],
};

/** Anything within the range of a setting that goes with any other; nothing for other settings. */
function valuesWithin(name: string, setting: Setting): fc.Arbitrary<unknown> | undefined {
  if (groupOf(name) !== undefined || setting.isOfImages) return undefined;
  switch (setting.type) {
    case "integer":
      return fc.integer({ min: setting.least, max: Math.min(setting.most!, setting.least + 99) });
    case "number":
      return fc.double({ min: setting.least, max: setting.most, noNaN: true });
    case "share":
      return fc.constantFrom(0.1, 0.5);
    default:
      return undefined;
  }
}

/** All other settings of a method. */
function othersOf(method: MethodName): fc.Arbitrary<Record<string, unknown>> {
  const values = Object.entries(methodNamed(method).fields)
    .filter(([name]) => !MADE[method]?.includes(name))
    .flatMap(([name, setting]) => {
      const within = valuesWithin(name, setting);
      return within ? [[name, within]] : [];
    });
  return fc.record(Object.fromEntries(values));
}

/** A method's own settings: those that are made, and all others. */
function ownOf(
  made: Readonly<Partial<Record<MethodName, fc.Arbitrary<object>>>>,
): fc.Arbitrary<Readonly<Record<MethodName, Record<string, number>>>> {
  const own = METHOD_NAMES.map((name) => [
    name,
    fc.tuple(made[name] ?? fc.constant({}), othersOf(name))
      .map(([some, others]) => ({ ...some, ...others })),
  ]);
  return fc.record(Object.fromEntries(own));
}

/** What a body has of each method's own settings. */
function shapesOf(method: MethodName, own: Readonly<Record<MethodName, unknown>>): Fillings {
  const others = METHOD_NAMES.filter((name) => name !== method);
  const beside = others.flatMap((name) => Object.keys(methodNamed(name).beside ?? {}));
  return {
    // Settings of a network tell the method.
    "/method": method === "network" ? { values: fc.constant(method) } : just(method),
    ...Object.fromEntries([...others, ...beside].map((name) => [`/${name}`, NEVER])),
    [`/${method}`]: just(own[method]),
  };
}

const data = fc.integer({ min: 1, max: 11 }).chain((features) =>
  fc.record({
    rows: rowsOf(features, 4),
    test: rowsOf(features),
    own: ownOf({ network: shapeOf(features), boosted: tablesOf(features) }),
    ofImages: ownOf({
      network: fc.oneof(shapeOf(features), shapeOnImages(features)),
      boosted: tablesOnImages(features),
    }),
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
    ([{ rows, test, ofImages }, { encoding, row, label, hasTest, method }]) => {
      const write = ({ bits }: Rows) => bits.map((one) => writeRow(one, encoding, row));
      const features = { values: fc.constant(rows.features) };
      return valuesOf(schema, {
        "/model": { values: names },
        "/rows": just(write(rows)),
        "/labels": just(writeLabels(rows.classes, label)),
        "/encoding": encoding === "bits" ? { values: fc.constant("bits") } : just(encoding),
        "/features": encoding === "bits" ? features : { ...features, presence: "always" },
        ...shapesOf(method, ofImages),
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
    ([{ rows, test, own }, encoder, hasTest, method]) =>
      valuesOf(schema, {
        "/model": { values: names },
        "/rows": just(toNumbers(rows)),
        "/labels": just(writeLabels(rows.classes, 0)),
        "/encoding": just("values"),
        "/features": NEVER,
        "/columns": just(Array.from({ length: rows.features }, (_, at) => `column ${at}`)),
        "/encoder": just(encoder),
        ...shapesOf(method, own),
        "/test": hasTest
          ? just({ rows: toNumbers(test), labels: writeLabels(test.classes, 0) })
          : NEVER,
        "/holdout": NEVER,
      }),
  ).map((json) => ({ json, query: [], isMeaningful: true }));
}

/** What the schema allows, whether it makes sense or not; but for the size of networks. */
function bySchemaAlone({ schema }: Operation): fc.Arbitrary<Body> {
  const own = ownOf({ network: shapeOf(20), boosted: tablesOf(20) });
  return fc.tuple(methods, own).chain(([method, own]) =>
    valuesOf(schema, { "/model": { values: names }, ...shapesOf(method, own) })
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

/** The parameters that a method's settings are. */
function parametersOf(method: MethodName): string[] {
  return Object.entries(settingsOf(method)).map(([name, setting]) => calledOf(name, setting));
}

/** Parameters that depend on others or on the rows. */
const DEPENDENT = ["inputShape", "patch", "shift", "flip", "earlyStopping", "patience"];

/** The settings of a method, and none of the others'. */
function settingsGiven(
  method: MethodName,
  own: Readonly<Record<MethodName, Readonly<Record<string, number>>>>,
): Record<string, Filling> {
  const ofOthers = METHOD_NAMES.filter((name) => name !== method).flatMap(parametersOf);
  return {
    model: always(names),
    // What belongs to another method would be taken for its name.
    method: method === "network" ? { values: fc.constant(method) } : just(method),
    holdout: NEVER,
    ...Object.fromEntries([...ofOthers, ...DEPENDENT].map((name) => [name, NEVER])),
    ...Object.fromEntries(Object.entries(own[method]).map(([name, value]) => [name, just(value)])),
  };
}

function inCsv(operation: Operation): fc.Arbitrary<Body> {
  const label = fc.constantFrom("label", "y", "the class");
  return fc.tuple(data, label, methods).chain(([{ rows, own }, label, method]) =>
    queryOf(operation, {
      ...settingsGiven(method, own),
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
  return fc.tuple(data, methods).chain(([{ rows, own }, method]) =>
    queryOf(operation, {
      ...settingsGiven(method, own),
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
    [{ rows, test, own }, hasTest, method],
  ) =>
    queryOf(operation, {
      ...settingsGiven(method, own),
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
