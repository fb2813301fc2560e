/**
 * `/v1/models` and `/v1/models/{name}` in the OpenAPI document.
 *
 * @module
 */

import { modelDescription, modelList, versionList } from "../../../models/answers.ts";
import { modelsQuery, versionQuery, versionsQuery } from "../../../models/requests/schemas.ts";
import { OF_MODEL, OF_VERSION } from "../codes.ts";
import { EXAMPLE_DESCRIPTION, EXAMPLE_MODEL, EXAMPLE_SUMMARY } from "../examples.ts";
import { json, type Operations } from "../operation.ts";
import { modelPath } from "../parameters.ts";

/** The operations of models by name. */
export const modelOperations: Operations = {
  "/v1/models": {
    get: {
      operationId: "listModels",
      tags: ["Models"],
      summary: "List models",
      description: "By name, a page of them, each with the facts of its current version.",
      requestParams: { query: modelsQuery },
      responses: { 200: json("The models", modelList, { models: [EXAMPLE_MODEL] }) },
      refusals: ["request_not_valid", "store_unavailable"],
    },
  },
  "/v1/models/{name}": {
    get: {
      operationId: "getModel",
      tags: ["Models"],
      summary: "Describe a model and its newest versions",
      requestParams: { path: modelPath },
      responses: { 200: json("The model", modelDescription, EXAMPLE_DESCRIPTION) },
      refusals: OF_MODEL,
    },
    delete: {
      operationId: "deleteModel",
      tags: ["Models"],
      summary: "Delete a model with all its versions, or one of them",
      description:
        "Without the current version, the newest of the others is the current one; without any, " +
        "the model is deleted, too.",
      requestParams: { path: modelPath, query: versionQuery },
      responses: { 204: { description: "It is deleted" } },
      refusals: [...OF_MODEL, ...OF_VERSION, "request_not_valid", "store_read_only"],
    },
  },
  "/v1/models/{name}/versions": {
    get: {
      operationId: "listVersions",
      tags: ["Models"],
      summary: "List the versions of a model",
      description: "The newest first, a page of them. Of each model the newest are kept " +
        "(`ROTE_KEEP_VERSIONS`, 100 unless set), and always the current one.",
      requestParams: { path: modelPath, query: versionsQuery },
      responses: { 200: json("The versions", versionList, { versions: [EXAMPLE_SUMMARY] }) },
      refusals: [...OF_MODEL, "request_not_valid"],
    },
  },
};
