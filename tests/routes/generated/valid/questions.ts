/**
 * Questions that make sense: rows for predict, invocations and infer, as wide as the model that is
 * asked.
 *
 * @module
 */

import fc from "fast-check";
import type { Operation } from "../document.ts";
import type { GeneratedRequest } from "../request.ts";
import { type Encoding, join, pack, type Rows, rowsOf, writeCsv, writeRow } from "./rows.ts";
import type { KeptModel } from "../scene.ts";
import { type Filling, valuesOf } from "./values.ts";

/** What a question brings besides parameters of the path, and headers. */
type Body = Pick<GeneratedRequest, "json" | "bytes" | "isMeaningful">;

const just = (value: unknown): Filling => ({ values: fc.constant(value), presence: "always" });
const NEVER: Filling = { values: fc.constant(undefined), presence: "never" };

/** The bodies of `POST /v1/models/{name}/predict`. */
export function predictions({ type, schema }: Operation, model: KeptModel): fc.Arbitrary<Body> {
  const rows = rowsOf(model.features);
  if (type === "text/csv") {
    return fc.tuple(rows, fc.boolean()).map(([rows, isLabelled]) => ({
      bytes: new TextEncoder().encode(writeCsv(rows, isLabelled ? "label" : undefined)),
      isMeaningful: true,
    }));
  }
  if (type === "application/octet-stream") {
    return rows.map(({ bits }) => ({ bytes: join(bits.map(pack)), isMeaningful: true }));
  }
  const encodings = fc.constantFrom<Encoding>("bits", "base64", "hex");
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.tuple(rows, encodings, fc.nat(2)).chain(([{ bits }, encoding, form]) =>
        valuesOf(schema, {
          "/rows": just(bits.map((row) => writeRow(row, encoding, form))),
          "/encoding": encoding === "bits" ? { values: fc.constant("bits") } : just(encoding),
          // It may be in the query, and then not here.
          "/abstainBelow": NEVER,
        })
      ).map((json) => ({ json, isMeaningful: true })),
    },
    { weight: 1, arbitrary: valuesOf(schema).map((json) => ({ json, isMeaningful: false })) },
  );
}

/** The bodies of `POST /invocations`. */
export function invocations({ schema }: Operation, model: KeptModel): fc.Arbitrary<Body> {
  const forms = ["instances", "inputs", "dataframe_split", "dataframe_records"];
  return fc.tuple(rowsOf(model.features), fc.nat(2), fc.constantFrom(...forms)).chain(
    ([{ bits }, form, place]) => {
      const rows = bits.map((row) => writeRow(row, "bits", form));
      return valuesOf(
        schema,
        Object.fromEntries(forms.map((one) => [
          `/${one}`,
          one === place
            ? just(one === "dataframe_split" ? { columns: ["a", 1], data: rows } : rows)
            : NEVER,
        ])),
      );
    },
  ).map((json) => ({ json, isMeaningful: true }));
}

/** The bodies of `POST /v2/models/{name}/infer`, with the rows in the JSON or behind it. */
export function inferences({ type, schema }: Operation, model: KeptModel): fc.Arbitrary<Body> {
  const isRaw = type === "application/octet-stream";
  const outputs = fc.subarray(["label", "class", "scores"], { minLength: 1 }).chain((names) =>
    fc.tuple(...names.map((name) =>
      fc.record(
        { name: fc.constant(name), parameters: fc.record({ binary_data: fc.boolean() }) },
        { requiredKeys: ["name"], noNullPrototype: true },
      )
    ))
  );
  return fc.tuple(rowsOf(model.features), fc.nat(3)).chain(([rows, form]) =>
    valuesOf(isRaw ? INFERENCE.schema : schema, {
      "/inputs": just([inputOf(rows, isRaw, form)]),
      "/outputs": { values: outputs },
    }).map((json) => ({
      json,
      ...(isRaw ? { bytes: new Uint8Array(rows.bits.flat()) } : {}),
      isMeaningful: true,
    }))
  );
}

/** The schema of the JSON, which the document gives for the other media type. */
const INFERENCE = { schema: { $ref: "#/components/schemas/InferenceRequest" } };

function inputOf({ features, bits }: Rows, isRaw: boolean, form: number) {
  const rows = bits.map((row) => form % 2 === 0 ? row : row.map((bit) => bit === 1));
  return {
    name: "features",
    shape: [bits.length, features],
    datatype: form % 2 === 0 ? "UINT8" : "BOOL",
    ...(isRaw
      ? { parameters: { binary_data_size: bits.length * features } }
      : { data: form < 2 ? rows : rows.flat() }),
  };
}
