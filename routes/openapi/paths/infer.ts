/**
 * `/v2/models/{name}[/versions/{version}]/infer` in the OpenAPI document.
 *
 * @module
 */

import { z } from "zod";
import type { ErrorCode } from "../../../lib/mod.ts";
import { inferBody } from "../../../models/requests/schemas.ts";
import { INPUT, INPUT_DATATYPES, OUTPUTS } from "../../v2/tensors.ts";
import { OF_BLOB, OF_BODY, OF_JSON, OF_MODEL, OF_VERSION } from "../codes.ts";
import { MAJORITY_VERSION } from "../examples.ts";
import type { Operation, Operations } from "../operation.ts";
import { modelPath, versionPath } from "../parameters.ts";

/** What is said of a tensor, in answers. */
export const tensor = {
  name: z.string(),
  datatype: z.string(),
  shape: z.array(z.int()).meta({ description: "The size of each dimension; -1 is up to you" }),
};

const inference = z.strictObject({
  model_name: z.string(),
  model_version: z.string(),
  id: z.string().exactOptional().meta({ description: "As the request has it" }),
  outputs: z.array(z.strictObject({
    ...tensor,
    name: z.enum(OUTPUTS),
    data: z.array(z.union([z.string(), z.number()])).exactOptional(),
    parameters: z.strictObject({ binary_data_size: z.int().min(0) }).exactOptional(),
  })),
}).meta({ id: "InferenceAnswer" });

const HEADER = "Inference-Header-Content-Length";
const jsonLength = z.string().meta({
  type: "integer",
  description: "Bytes of the JSON, which raw tensors follow (binary_tensor_data)",
});

const input = { name: INPUT, shape: [2, 3] };
const bits = [[0, 1, 1], [1, 0, 0]];

/** The JSON of a request whose rows stand behind it. */
const RAW_JSON = JSON.stringify({
  inputs: [{ ...input, datatype: "UINT8", parameters: { binary_data_size: 6 } }],
});

const infer = {
  tags: ["Open Inference Protocol"],
  summary: "Infer",
  description:
    `The input is "${INPUT}", ${
      INPUT_DATATYPES.join(" or ")
    } of shape [rows, features], or for a ` +
    "model of numbers and categories any number or BYTES of shape [rows, columns]; " +
    `the outputs are ${OUTPUTS.join(", ")}. The Content-Type is not looked at.`,
  requestBody: {
    required: true,
    content: {
      "application/json": {
        schema: inferBody.meta({ id: "InferenceRequest" }),
        examples: {
          numbers: {
            summary: "Two rows",
            value: { inputs: [{ ...input, datatype: "UINT8", data: bits }] },
          },
          label: {
            summary: "All bits in one array, and one output",
            value: {
              id: "1",
              inputs: [{
                ...input,
                datatype: "BOOL",
                data: bits.flat().map((bit) => bit === 1),
              }],
              outputs: [{ name: "label" }],
            },
          },
        },
      },
      "application/octet-stream": {
        schema: z.string().meta({ format: "binary", description: "JSON, then raw tensors" }),
        examples: {
          raw: {
            summary: "The rows behind the JSON, a byte a bit",
            value: RAW_JSON + String.fromCharCode(...bits.flat()),
          },
        },
      },
    },
  },
  responses: {
    200: {
      description: "The outputs; in JSON, or raw behind it where that is asked for",
      headers: z.object({ [HEADER]: jsonLength.exactOptional() }),
      content: {
        "application/json": {
          schema: inference,
          example: {
            model_name: "majority",
            model_version: MAJORITY_VERSION,
            outputs: [
              { name: "label", datatype: "BYTES", shape: [2], data: ["yes", "no"] },
              { name: "class", datatype: "INT64", shape: [2], data: [1, 0] },
              {
                name: "scores",
                datatype: "FP64",
                shape: [2, 2],
                data: [0.16665, 0.83335, 0.83335, 0.16665],
              },
            ],
          },
        },
        "application/octet-stream": {
          schema: z.string().meta({ format: "binary", description: "JSON, then raw tensors" }),
        },
      },
    },
  },
} satisfies Partial<Operation>;

const header = z.object({
  [HEADER]: jsonLength.optional().meta({
    param: { examples: { raw: { value: RAW_JSON.length } } },
  }),
});

const INFER_CODES: readonly ErrorCode[] = [
  ...OF_JSON,
  ...OF_BODY,
  ...OF_MODEL,
  ...OF_BLOB,
  "no_rows",
  "too_many_rows",
  "row_too_short",
  "row_too_long",
  "row_bad_character",
  "row_bad_type",
  "value_bad_type",
  "value_not_finite",
  "body_wrong_length",
];

/** The operations that infer. */
export const inferOperations: Operations = {
  "/v2/models/{name}/infer": {
    post: {
      ...infer,
      operationId: "infer",
      requestParams: { path: modelPath, header },
      refusals: INFER_CODES,
    },
  },
  "/v2/models/{name}/versions/{version}/infer": {
    post: {
      ...infer,
      operationId: "inferWithVersion",
      requestParams: { path: versionPath, header },
      refusals: [...INFER_CODES, ...OF_VERSION],
    },
  },
};
