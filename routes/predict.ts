/**
 * `POST /v1/models/{name}/predict`: rows in, labels and scores out.
 *
 * @module
 */

import { type Context, Hono } from "hono";
import {
  type BitMatrix,
  checkRowCount,
  isEncoded,
  matrixFromBytes,
  type Model,
  refuse,
  RoteError,
  rowBytes,
} from "../lib/mod.ts";
import { readCsv } from "../models/csv.ts";
import { encodeValues } from "../models/json_values.ts";
import { mostRows, predictMany } from "../models/prediction.ts";
import type { PredictionBatcher } from "../models/prediction_batcher.ts";
import { packRows } from "../models/row_forms.ts";
import { predictBody, versionQuery } from "../models/schemas.ts";
import type { Service } from "./app.ts";
import { isKnownWithin, limitBody } from "./body_limit.ts";
import { bodyOf, SMALL_ANSWER } from "./large_answer.ts";
import { textOfRow, textOfRows } from "./prediction_text.ts";
import { mediaType } from "./problem.ts";
import { readBytes, readJson, readQuery } from "./request.ts";

/**
 * The route that predicts. It has no middleware: Hono calls the only handler of a path directly, and
 * composing two would cost more than all that is done here.
 */
export function predictRoutes(
  { registry, limits, metrics, admission }: Service,
  batcher: PredictionBatcher,
) {
  const limit = limitBody(limits.bodyBytes);
  return new Hono().post("/models/:name/predict", async (c) => {
    if (!isKnownWithin(c, limits.bodyBytes)) await limit(c, () => Promise.resolve());
    const name = c.req.param("name");
    const { version } = c.req.url.includes("?") ? readQuery(c, versionQuery) : NO_QUERY;
    const loaded = registry.load(name, version);
    const most = mostRows(loaded.network, limits.predictRows);
    const rows = await readRows(c, loaded.network, most);
    const text = rows.rows === 1
      ? textOfRow(name, loaded, await batcher.predict(loaded.network, rows.bytes))
      : textOfRows(name, loaded, await predictMany(loaded.network, rows));
    metrics.rowsPredicted += rows.rows;
    const headers = { "Content-Type": "application/json" };
    if (text.length <= SMALL_ANSWER) return c.body(text, 200, headers);
    const bytes = new TextEncoder().encode(text);
    return c.body(bodyOf(bytes, admission, limits.sendMilliseconds), 200, {
      ...headers,
      "Content-Length": String(bytes.length),
    });
  });
}

const NO_QUERY: { version?: string } = {};

async function readRows(c: Context, model: Model, maxRows: number): Promise<BitMatrix> {
  const { features } = model;
  switch (mediaType(c)) {
    case "application/json": {
      const { rows, encoding } = await readJson(c, predictBody);
      checkRowCount(rows.length, maxRows);
      if (isEncoded(model)) {
        if (encoding !== "base64" && encoding !== "hex") {
          return encodeValues(model.encoder, rows, "/rows");
        }
        throw refuse("request_not_valid", `${READS_VALUES}, not packed bits`, {
          field: "/encoding",
        });
      }
      if (encoding === "values") {
        throw refuse("request_not_valid", "The model reads bits, not values", {
          field: "/encoding",
        });
      }
      return packRows(rows, { encoding, features, field: "/rows" });
    }
    case "text/csv":
      return await readCsvRows(c, model, maxRows);
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
      return matrixFromBytes(bytes, count, features);
    }
    default:
      throw new RoteError(
        "media_type_not_supported",
        `Rows come as Content-Type application/json, text/csv or application/octet-stream, not ` +
          (mediaType(c) || "without one"),
      );
  }
}

const READS_VALUES = "The model reads numbers and categories";

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
