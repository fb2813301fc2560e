/**
 * `/v2/models/{name}[/versions/{version}]`: what a model takes and gives, and whether it is there.
 *
 * @module
 */

import { type Context, Hono } from "hono";
import type { ModelVersion } from "../../models/stored_model.ts";
import type { Service } from "../parts.ts";
import { route } from "../gate/access.ts";
import { describeInput, describeOutput, describeValues, OUTPUTS } from "./tensors.ts";

const MODEL = "/v2/models/:name";
const VERSION = `${MODEL}/versions/:version`;

/** Versions that metadata name, the newest. */
export const VERSIONS = 100;

/** The routes about one model: metadata, ready. */
export function modelRoutes({ registry }: Service) {
  const find = (c: Context): { name: string; version: ModelVersion } => {
    const name = c.req.param("name")!;
    return { name, version: registry.describeVersion(name, c.req.param("version")) };
  };
  return new Hono()
    .on(
      "GET",
      [MODEL, VERSION],
      route({ scope: "read" }, (c) => {
        const { name, version: { features, columns, classes } } = find(c);
        return c.json({
          name,
          versions: registry.listVersionNames(name, VERSIONS),
          platform: "rote_lut",
          inputs: [columns ? describeValues(-1, columns) : describeInput(-1, features)],
          outputs: OUTPUTS.map((output) => describeOutput(output, -1, classes.length)),
        });
      }),
    )
    // Blobs are checked whole before they are stored, so a version that is there can answer.
    .on(
      "GET",
      [`${MODEL}/ready`, `${VERSION}/ready`],
      route({ scope: "read" }, (c) => {
        const name = c.req.param("name")!;
        registry.findVersion(name, c.req.param("version"));
        return c.json({ name, ready: true });
      }),
    );
}
