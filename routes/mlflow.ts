/**
 * The routes of MLflow's scoring server: `/invocations`, `/ping`, `/version`. It serves one model,
 * we serve many, so `?model=` names one wherever there is a choice.
 *
 * @module
 */

import { type Context, Hono } from "hono";
import { type Encoder, isEncoded, quote, refuse, RoteError } from "../lib/mod.ts";
import { encodeInSteps } from "../models/requests/encoded_rows.ts";
import type { JsonLimits } from "../models/bodies/json_bounds.ts";
import { labelMany, mostEncoded } from "../models/serving/many_rows.ts";
import type { ModelRegistry } from "../models/serving/registry.ts";
import { predictionWork } from "../models/serving/prediction_work.ts";
import { checkRowCountAt, packInSteps } from "../models/requests/row_forms.ts";
import { inTurns } from "../models/turns.ts";
import { invocationsBody, invocationsQuery } from "../models/requests/schemas.ts";
import type { Predicting, Service } from "./parts.ts";
import { route } from "./gate/access.ts";
import { bodyHasCome, senderOf } from "./http/passage.ts";
import { answerJson } from "./gate/json_answer.ts";
import { isHeavy, loadOrOffload } from "./offload/heavy.ts";
import { bodyType, jsonLimits, readJson, readQuery } from "./http/request.ts";

/** The routes that an MLflow client asks. */
export function mlflowRoutes(service: Service) {
  const { release } = service;
  return new Hono()
    .get("/ping", route({ scope: "open", isVital: true }, (c) => c.text("\n")))
    .get("/version", route({ scope: "open" }, (c) => c.text(release)))
    .route("/", invocationRoutes(service));
}

/** The route that predicts. */
export function invocationRoutes(service: Predicting) {
  const { registry, limits, metrics, work } = service;
  return new Hono()
    .post(
      "/invocations",
      route({ scope: "predict", readsQuery: true }, async (c) => {
        const { model: name = onlyModel(registry), version } = readQuery(c, invocationsQuery);
        const loaded = await loadOrOffload(c, service, name, version, (model) => {
          return isHeavy(c, model, Math.min(limits.predictRows, mostEncoded(model)));
        });
        if (loaded instanceof Response) return loaded;
        const { model } = loaded;
        const { rows, field, columns } = await readRows(c, jsonLimits(limits));
        checkRowCountAt(field, rows.length, Math.min(limits.predictRows, mostEncoded(model)));
        const packed = isEncoded(model)
          ? await inTurns(
            encodeInSteps(model.encoder, inOrder(model.encoder, rows, columns), field),
          )
          : await inTurns(
            packInSteps(rows, { encoding: "bits", features: model.features, field }),
          );
        bodyHasCome(c);
        const end = work.begin(senderOf(c), predictionWork(model, packed.rows));
        const labels = await labelMany(model, packed).finally(end);
        metrics.rowsPredicted += labels.length;
        const predictions = Array.from(labels, (label) => model.classes[label]);
        return answerJson(c, JSON.stringify({ predictions }));
      }),
    );
}

/** The name of the model if there is but one. */
function onlyModel(registry: ModelRegistry): string {
  const models = registry.list({ limit: 2 }).entries;
  if (models.length === 1) return models[0]!.name;
  throw new RoteError(
    "request_not_valid",
    models.length === 0
      ? "There is no model yet; train one with POST /v1/train"
      : "There are several models; name one with ?model=",
  );
}

/** The rows of a body and a JSON pointer to them. */
async function readRows(
  c: Context,
  json: JsonLimits,
): Promise<{ rows: unknown[]; field: string; columns?: readonly (string | number)[] }> {
  if (bodyType(c) !== "application/json") {
    throw new RoteError(
      "media_type_not_supported",
      `Rows come as Content-Type application/json, not ${bodyType(c) || "without one"}`,
    );
  }
  const { instances, inputs, dataframe_split, dataframe_records } = await readJson(
    c,
    invocationsBody,
    json,
  );
  const given = [
    { rows: instances, field: "/instances" },
    { rows: inputs, field: "/inputs" },
    { rows: dataframe_split?.data, field: "/dataframe_split/data" },
    { rows: dataframe_records, field: "/dataframe_records" },
  ].flatMap(({ rows, field }) => rows ? [{ rows, field }] : []);
  const columns = dataframe_split?.columns;
  if (given.length === 1) return { ...given[0]!, ...(columns ? { columns } : {}) };
  throw new RoteError(
    "request_not_valid",
    `The body has ${given.length} of /instances, /inputs, /dataframe_split and ` +
      `/dataframe_records; rows come in one`,
  );
}

/**
 * Rows with a value for each column of an encoder, from rows whose columns are named in another order.
 *
 * @throws {RoteError} `column_missing`
 */
function inOrder(
  encoder: Encoder,
  rows: readonly unknown[],
  names: readonly (string | number)[] | undefined,
): readonly unknown[] {
  if (!names) return rows;
  const places = encoder.columns.map(({ name }) => {
    const at = names.findIndex((own) => String(own) === name);
    if (at >= 0) return at;
    const detail = `/dataframe_split/columns has no ${quote(name)}, which the model reads`;
    throw refuse("column_missing", detail, { field: "/dataframe_split/columns" });
  });
  return rows.map((row, at) => {
    if (!Array.isArray(row)) return row;
    if (row.length === names.length) return places.map((place) => row[place]);
    const detail = `Row ${at} has ${row.length} values; there are ${names.length} columns`;
    throw refuse(row.length < names.length ? "row_too_short" : "row_too_long", detail, {
      row: at,
      field: `/dataframe_split/data/${at}`,
    });
  });
}
