/**
 * `POST /v1/models/{name}/predict` in the OpenAPI document, whichever way it is answered.
 *
 * @module
 */

import { z } from "zod";
import { prediction } from "../../../models/answers.ts";
import { predictBody, predictQuery } from "../../../models/requests/schemas.ts";
import { MAJORITY_QUESTION } from "../../majority.ts";
import {
  OF_BLOB,
  OF_BODY,
  OF_CSV,
  OF_JSON,
  OF_MODEL,
  OF_PACKED_ROWS,
  OF_ROWS,
  OF_VALUES,
  OF_VERSION,
} from "../codes.ts";
import { EXAMPLE_PREDICTION } from "../examples.ts";
import { json, type Operations } from "../operation.ts";
import { modelPath } from "../parameters.ts";

/** The operation that predicts. */
export const predictOperations: Operations = {
  "/v1/models/{name}/predict": {
    post: {
      operationId: "predict",
      tags: ["Models"],
      summary: "Predict the classes of rows",
      description:
        "One row or many, of bits, or of numbers and categories where the model reads those: " +
        "records, arrays in the order of its columns, or CSV with its columns. One row at a time for the current version is answered soonest " +
        "if its body says its length.",
      requestParams: { path: modelPath, query: predictQuery },
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: predictBody.meta({ id: "PredictionRequest" }),
            examples: {
              bits: { summary: "Text of bits", value: MAJORITY_QUESTION },
              arrays: {
                summary: "Arrays of bits, in either form",
                value: { rows: [[0, 1, 1], [true, false, false]] },
              },
              base64: {
                summary: "Packed bits in base64",
                value: { rows: ["Bg==", "AQ=="], encoding: "base64" },
              },
              hex: {
                summary: "Packed bits in hex",
                value: { rows: ["06", "01"], encoding: "hex" },
              },
            },
          },
          "text/csv": {
            schema: z.string().meta({
              description: 'A header line that names the columns; a column "label" is left out',
            }),
            examples: { csv: { summary: "A column a bit", value: "a,b,c\n0,1,1\n1,0,0\n" } },
          },
          "application/octet-stream": {
            schema: z.string().meta({
              format: "binary",
              description:
                "Packed rows, each in ceil(features / 8) bytes, the first bit the least " +
                "significant and unused bits 0",
            }),
            examples: { packed: { summary: "Two rows, a byte each", value: "\u0006\u0001" } },
          },
        },
      },
      responses: { 200: json("Labels and scores, by row", prediction, EXAMPLE_PREDICTION) },
      refusals: [
        ...OF_JSON,
        ...OF_BODY,
        "media_type_not_supported",
        ...OF_MODEL,
        ...OF_BLOB,
        ...OF_VERSION,
        ...OF_ROWS,
        ...OF_VALUES,
        ...OF_PACKED_ROWS,
        ...OF_CSV,
      ],
    },
  },
};
