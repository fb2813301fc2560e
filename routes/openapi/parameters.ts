/**
 * Parameters that several operations of the OpenAPI document have: path, version, and the header of
 * conditional requests.
 *
 * @module
 */

import { z } from "zod";
import { MODEL, VERSION } from "../../models/requests/request_fields.ts";
import { EXAMPLE_JOB, MAJORITY_VERSION } from "./examples.ts";

/** A model in a path. */
export const modelPath = z.object({
  name: z.string().meta({ ...MODEL, param: { example: "majority" } }),
});

/** A model and its version in a path. */
export const versionPath = z.object({
  ...modelPath.shape,
  version: z.string().meta({
    ...VERSION,
    description: "SHA-256 of the model's blob",
    param: { example: MAJORITY_VERSION },
  }),
});

/** A job in a path. */
export const jobPath = z.object({
  id: z.string().meta({
    description: "Id of the job, as its training was answered",
    param: { example: EXAMPLE_JOB.id },
  }),
});

/** `If-None-Match`. */
export const ifNoneMatch = z.string().optional().meta({
  description: "Entity tags, or `*`: if the bytes are of one of them, the answer is 304",
});

/** `ETag`. */
export const entityTag = z.string().meta({ description: "Strong entity tag of the bytes" });
