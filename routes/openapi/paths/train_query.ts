/**
 * The query of `POST /v1/train` in the OpenAPI document, where CSV and packed rows have what JSON has
 * in its body.
 *
 * @module
 */

import { z } from "zod";
import { trainBinaryQuery, trainCsvQuery } from "../../../models/requests/schemas.ts";

/** The queries of the examples, by the names of these. */
const QUERIES: Readonly<Record<"csv" | "packed", Record<string, unknown>>> = {
  csv: { model: "majority", hiddenLayers: 2, width: 16, arity: 3 },
  packed: {
    ...{ model: "majority", hiddenLayers: 2, width: 16, arity: 3 },
    ...{ features: 3, rows: 8, classes: "no,yes" },
  },
};

/** All parameters of both; none is required, as JSON has them in its body. */
export const trainQuery = z.object(
  Object.fromEntries(
    Object.entries({ ...trainCsvQuery.shape, ...trainBinaryQuery.shape }).map(([name, schema]) => [
      name,
      z.optional(schema).meta({
        description: `${placeOf(name)}. ${schema.description}`,
        param: examplesOf(name),
      }),
    ]),
  ),
);

/** Where a parameter counts. */
function placeOf(name: string): string {
  if (!(name in trainCsvQuery.shape)) return "Packed rows only";
  return name in trainBinaryQuery.shape ? "CSV and packed rows only" : "CSV only";
}

function examplesOf(name: string): { examples?: Record<string, { value: unknown }> } {
  const examples = Object.entries(QUERIES).filter(([, values]) => name in values)
    .map(([example, values]) => [example, { value: values[name] }]);
  return examples.length > 0 ? { examples: Object.fromEntries(examples) } : {};
}
