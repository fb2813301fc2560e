/**
 * `POST /v1/models/{name}/predict`: rows in, labels and scores out.
 *
 * @module
 */

import { type Context, Hono } from "hono";
import type { z } from "zod";
import {
  type BitMatrix,
  checkRowCount,
  isEncoded,
  matrixFromBytes,
  type Model,
  refuse,
  RoteError,
  rowBytes,
} from "../../lib/mod.ts";
import { readCsv } from "../../models/requests/csv.ts";
import { encodeInSteps } from "../../models/requests/encoded_rows.ts";
import { explainRows } from "../../models/serving/explanations.ts";
import type { JsonLimits } from "../../models/bodies/json_bounds.ts";
import { mostRows, predictMany } from "../../models/serving/many_rows.ts";
import { predictionWork } from "../../models/serving/prediction_work.ts";
import type { PredictionBatcher } from "../../models/serving/prediction_batcher.ts";
import { packInSteps, packRows } from "../../models/requests/row_forms.ts";
import { predictBody, predictQuery } from "../../models/requests/schemas.ts";
import { inTurns } from "../../models/turns.ts";
import type { Predicting } from "../parts.ts";
import { route } from "../gate/access.ts";
import { bodyHasCome, senderOf } from "../http/passage.ts";
import { answerJson } from "../gate/json_answer.ts";
import { textInSteps, textOfRow } from "./prediction_text.ts";
import { isHeavy, loadOrOffload } from "../offload/heavy.ts";
import { bodyType, jsonLimits, readBytes, readJson, readQuery } from "../http/request.ts";

/**
 * The route that predicts. It has no middleware: Hono calls the only handler of a path directly, and
 * composing two would cost more than all that is done here.
 */
export function predictRoutes(
  service: Predicting,
  batcher: PredictionBatcher,
) {
  const { limits, metrics, work } = service;
  const access = { scope: "predict", readsQuery: true } as const;
  return new Hono().post(
    "/models/:name/predict",
    route(access, async (c) => {
      const name = c.req.param("name")!;
      const query = c.req.url.includes("?") ? readQuery(c, predictQuery) : NO_QUERY;
      const mostOf = (network: Model) => {
        const limit = mostRows(network, limits.predictRows);
        return query.explain ? Math.max(1, Math.floor(limit / network.features)) : limit;
      };
      const loaded = await loadOrOffload(c, service, name, query.version, (network) => {
        return isHeavy(c, network, mostOf(network), query.explain ? network.features : 1);
      });
      if (loaded instanceof Response) return loaded;
      const { model } = loaded;
      const { rows, abstainBelow } = await readRows(c, model, {
        most: mostOf(model),
        json: jsonLimits(limits),
        abstainBelow: query.abstainBelow,
      });
      bodyHasCome(c);
      const end = work.begin(senderOf(c), predictionWork(model, rows.rows, query.explain));
      try {
        const explanations = query.explain ? await explainRows(model, rows) : undefined;
        const text = rows.rows === 1 && !explanations
          ? textOfRow(name, loaded, await batcher.predict(model, rows.bytes), abstainBelow)
          : await inTurns(
            textInSteps(
              name,
              loaded,
              await predictMany(model, rows),
              abstainBelow,
              explanations,
            ),
          );
        metrics.rowsPredicted += rows.rows;
        return answerJson(c, text);
      } finally {
        end();
      }
    }),
  );
}

const NO_QUERY: Partial<z.infer<typeof predictQuery>> = {};

/** What a request says besides its query. */
interface Asked {
  readonly rows: BitMatrix;
  readonly abstainBelow?: number | undefined;
}

async function readRows(
  c: Context,
  model: Model,
  { most: maxRows, json, abstainBelow }: {
    readonly most: number;
    readonly json: JsonLimits;
    readonly abstainBelow: number | undefined;
  },
): Promise<Asked> {
  const { features } = model;
  switch (bodyType(c)) {
    case "application/json": {
      const body = await readJson(c, predictBody, json);
      if (body.abstainBelow !== undefined && abstainBelow !== undefined) {
        throw refuse("request_not_valid", "abstainBelow is in the query and in the body", {
          field: "/abstainBelow",
        });
      }
      checkRowCount(body.rows.length, maxRows);
      return {
        rows: await readJsonRows(model, body),
        abstainBelow: body.abstainBelow ?? abstainBelow,
      };
    }
    case "text/csv":
      return { rows: await readCsvRows(c, model, maxRows), abstainBelow };
    case "application/octet-stream": {
      if (isEncoded(model)) {
        const detail = `${READS_VALUES}, as application/json or text/csv, not packed bits`;
        throw new RoteError("media_type_not_supported", detail);
      }
      const bytes = await readBytes(c);
      const count = bytes.length / rowBytes(features);
      if (!Number.isInteger(count)) {
        throw refuse(
          "body_wrong_length",
          `Packed rows of ${features} features take ${rowBytes(features)} bytes each; ` +
            `${bytes.length} bytes are no whole number of rows`,
        );
      }
      checkRowCount(count, maxRows);
      return { rows: matrixFromBytes(bytes, count, features), abstainBelow };
    }
    default:
      throw new RoteError(
        "media_type_not_supported",
        `Rows come as Content-Type application/json, text/csv or application/octet-stream, not ` +
          (bodyType(c) || "without one"),
      );
  }
}

const READS_VALUES = "The model reads numbers and categories";

/** Rows from JSON: values where the model reads values, else bits. */
async function readJsonRows(
  model: Model,
  { rows, encoding }: z.infer<typeof predictBody>,
): Promise<BitMatrix> {
  const refuseEncoding = (detail: string) =>
    refuse("request_not_valid", detail, { field: "/encoding" });
  if (isEncoded(model)) {
    if (encoding === "base64" || encoding === "hex") {
      throw refuseEncoding(`${READS_VALUES}, not packed bits`);
    }
    return await inTurns(encodeInSteps(model.encoder, rows, "/rows"));
  }
  if (encoding === "values") throw refuseEncoding("The model reads bits, not values");
  const form = { encoding, features: model.features, field: "/rows" };
  return rows.length === 1 ? packRows(rows, form) : await inTurns(packInSteps(rows, form));
}

/** Rows from CSV; a column of labels may be there and is left out. */
async function readCsvRows(c: Context, model: Model, maxRows: number): Promise<BitMatrix> {
  const { features } = model;
  const body = c.req.raw.body ?? new Blob().stream();
  const cells = isEncoded(model) ? model.encoder : "bits";
  const { rows } = await readCsv(body, { labels: "optional", maxRows, cells });
  if (rows.columns === features) return rows;
  throw refuse(
    rows.columns < features ? "row_too_short" : "row_too_long",
    `The CSV has ${rows.columns} columns of features; the model reads ${features}`,
  );
}
