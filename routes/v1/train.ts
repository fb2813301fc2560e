/**
 * `POST /v1/train`: train a named model. The rows come as JSON, CSV or packed binary; the answer is
 * a job.
 *
 * @module
 */

import { type Context, Hono } from "hono";
import { RoteError } from "../../lib/mod.ts";
import { isFinished } from "../../models/job.ts";
import type { JobRequest } from "../../models/jobs/jobs.ts";
import { trainBinaryQuery, trainBody, trainCsvQuery } from "../../models/requests/schemas.ts";
import { readJsonTraining } from "../../models/requests/json_training.ts";
import { readBinaryTraining, readCsvTraining } from "../../models/requests/query_training.ts";
import { checkLimits } from "../../models/requests/training_limits.ts";
import type { Service } from "../parts.ts";
import { KeyedRequest } from "../http/idempotency.ts";
import { refuseQuery, route } from "../gate/access.ts";
import { bodyIsRead, senderOf } from "../http/passage.ts";
import { readPreferredWait } from "../http/prefer.ts";
import { isLong } from "../offload/heavy.ts";
import {
  bodyType,
  jsonLimits,
  lookAtJson,
  parseJson,
  readBytes,
  readJson,
  readQuery,
  readSlabs,
} from "../http/request.ts";

/** Seconds after which asking for an unfinished job again makes sense. */
const POLL_SECONDS = 1;

/** The route that trains. */
export function trainRoutes({ jobs, limits, offload }: Service) {
  return new Hono().post(
    "/train",
    route({ scope: "train", readsQuery: true }, async (c) => {
      const wait = readPreferredWait(c.req.header("Prefer"));
      const keyed = KeyedRequest.of(c);
      let training: JobRequest;
      if (offload && isLong(c)) {
        const look = lookAtJson(c, jsonLimits(limits));
        const body = await readSlabs(c, (piece) => {
          look(piece);
          keyed?.add(piece);
        });
        const { response, given } = await offload.ask<JobRequest>(c, body);
        if (!given) return response;
        training = given;
      } else {
        training = await readTraining(c, limits, keyed);
      }
      bodyIsRead(c);
      const key = keyed?.finish();
      // Nothing comes between these two, so of two requests that arrive together one finds the other.
      const known = key && jobs.findRepeated(key);
      const submitted = known ?? jobs.submit(training, key, senderOf(c));
      if (known) c.header("Idempotency-Replayed", "true");
      const job = wait > 0 ? await jobs.wait(submitted.id, wait * 1000) : submitted;
      if (wait > 0) c.header("Preference-Applied", `wait=${wait}`);
      c.header("Location", `/v1/jobs/${job.id}`);
      if (isFinished(job)) return c.json(job, 200);
      c.header("Retry-After", String(POLL_SECONDS));
      return c.json(job, 202);
    }),
  );
}

/**
 * Reads what a request asks for, and checks that the service allows it.
 *
 * @param keyed to be shown the body, if the request came with a key
 */
export async function readTraining(
  c: Context,
  limits: Service["limits"],
  keyed: KeyedRequest | undefined,
): Promise<JobRequest> {
  const training = await readAnyTraining(c, limits, keyed);
  checkLimits(training, limits, bodyType(c) === "application/json");
  return training;
}

async function readAnyTraining(
  c: Context,
  limits: Service["limits"],
  keyed: KeyedRequest | undefined,
): Promise<JobRequest> {
  const { trainRows: maxRows, features } = limits;
  const json = jsonLimits(limits);
  switch (bodyType(c)) {
    case "application/json":
      refuseQuery(c);
      return readJsonTraining(
        keyed
          ? await parseJson(await readHashed(c, keyed), trainBody, json)
          : await readJson(c, trainBody, json),
        maxRows,
        features,
      );
    case "text/csv": {
      const query = readQuery(c, trainCsvQuery);
      const body = c.req.raw.body ?? new Blob().stream();
      return readCsvTraining(query, keyed ? keyed.hashing(body) : body, maxRows, features);
    }
    case "application/octet-stream":
      return readBinaryTraining(
        readQuery(c, trainBinaryQuery),
        await (keyed ? readHashed(c, keyed) : readBytes(c)),
        maxRows,
      );
    default:
      throw new RoteError(
        "media_type_not_supported",
        `Training data comes as Content-Type application/json, text/csv or ` +
          `application/octet-stream, not ${bodyType(c) || "without one"}`,
      );
  }
}

/** The bytes of the body, hashed. */
function readHashed(c: Context, keyed: KeyedRequest): Promise<Uint8Array<ArrayBuffer>> {
  return readBytes(c, (piece) => keyed.add(piece));
}
