/**
 * The Open Inference Protocol (`/v2`) in the OpenAPI document.
 *
 * @module
 */

import { z } from "zod";
import { indexBody } from "../../../models/requests/schemas.ts";
import { NEXT_HEADER } from "../../v2/next_page.ts";
import { INPUT } from "../../v2/tensors.ts";
import { OF_BODY, OF_JSON, OF_MODEL, OF_VERSION } from "../codes.ts";
import { MAJORITY_VERSION } from "../examples.ts";
import { inferOperations, tensor } from "./infer.ts";
import { json, type Operation, type Operations } from "../operation.ts";
import { modelPath, versionPath } from "../parameters.ts";

const metadata = z.strictObject({
  name: z.string(),
  versions: z.array(z.string()).meta({ description: "The newest first" }),
  platform: z.literal("rote_lut"),
  inputs: z.array(z.strictObject(tensor)),
  outputs: z.array(z.strictObject(tensor)),
}).meta({ id: "InferenceModel" });

const describe = {
  tags: ["Open Inference Protocol"],
  summary: "Describe a model's tensors",
  responses: {
    200: json("The model", metadata, {
      name: "majority",
      versions: [MAJORITY_VERSION],
      platform: "rote_lut",
      inputs: [{ name: INPUT, datatype: "BOOL", shape: [-1, 3] }],
      outputs: [
        { name: "label", datatype: "BYTES", shape: [-1] },
        { name: "class", datatype: "INT64", shape: [-1] },
        { name: "scores", datatype: "FP64", shape: [-1, 2] },
      ],
    }),
  },
} satisfies Partial<Operation>;

const ready = {
  tags: ["Open Inference Protocol"],
  summary: "Ask whether a model can answer",
  responses: {
    200: json(
      "It can",
      z.strictObject({ name: z.string(), ready: z.literal(true) }),
      { name: "majority", ready: true },
    ),
  },
} satisfies Partial<Operation>;

const OF_BOTH = [...OF_MODEL, ...OF_VERSION];

/** The operations of the protocol. */
export const inferenceOperations: Operations = {
  "/v2": {
    get: {
      operationId: "getInferenceServer",
      tags: ["Open Inference Protocol"],
      summary: "Describe the server",
      responses: {
        200: json(
          "The server and its extensions of the protocol",
          z.strictObject({
            name: z.literal("rote"),
            version: z.string(),
            extensions: z.array(z.string()),
          }),
          {
            name: "rote",
            version: "0.1.0",
            extensions: ["binary_tensor_data", "model_repository"],
          },
        ),
      },
      refusals: [],
    },
  },
  "/v2/health/live": {
    get: {
      operationId: "isLive",
      tags: ["Open Inference Protocol"],
      summary: "Ask whether the server is up",
      responses: { 200: json("It is", z.strictObject({ live: z.literal(true) }), { live: true }) },
      refusals: [],
    },
  },
  "/v2/health/ready": {
    get: {
      operationId: "isReady",
      tags: ["Open Inference Protocol"],
      summary: "Ask whether the server can answer",
      responses: {
        200: json("It can", z.strictObject({ ready: z.literal(true) }), { ready: true }),
      },
      refusals: ["store_unavailable"],
    },
  },
  "/v2/models/{name}": {
    get: {
      ...describe,
      operationId: "getInferenceModel",
      requestParams: { path: modelPath },
      refusals: OF_MODEL,
    },
  },
  "/v2/models/{name}/versions/{version}": {
    get: {
      ...describe,
      operationId: "getInferenceModelVersion",
      requestParams: { path: versionPath },
      refusals: OF_BOTH,
    },
  },
  "/v2/models/{name}/ready": {
    get: {
      ...ready,
      operationId: "isModelReady",
      requestParams: { path: modelPath },
      refusals: OF_MODEL,
    },
  },
  "/v2/models/{name}/versions/{version}/ready": {
    get: {
      ...ready,
      operationId: "isModelVersionReady",
      requestParams: { path: versionPath },
      refusals: OF_BOTH,
    },
  },
  ...inferOperations,
  "/v2/repository/index": {
    post: {
      operationId: "listInferenceModels",
      tags: ["Open Inference Protocol"],
      summary: "List every version of every model",
      description:
        "By name, the newest version first, a page of them: 500 unless `limit` says fewer.",
      requestBody: {
        content: {
          "application/json": {
            schema: indexBody,
            examples: { ready: { summary: "Those that can answer", value: { ready: true } } },
          },
        },
      },
      responses: {
        200: json(
          "The versions",
          z.array(z.strictObject({
            name: z.string(),
            version: z.string(),
            state: z.literal("READY"),
            reason: z.literal(""),
          })),
          [{ name: "majority", version: MAJORITY_VERSION, state: "READY", reason: "" }],
          z.object({
            [NEXT_HEADER]: z.string().exactOptional().meta({
              description: "`after` of the next page; absent if there is none",
            }),
          }),
        ),
      },
      refusals: [...OF_JSON, ...OF_BODY, "store_unavailable"],
    },
  },
};
