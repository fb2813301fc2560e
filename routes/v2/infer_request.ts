/**
 * An inference request: JSON, and maybe raw tensors behind it. A header says where the JSON ends;
 * the Content-Type says nothing, as clients send any or none.
 *
 * @module
 */

import type { Context } from "hono";
import { type BitMatrix, quote, RoteError } from "../../lib/mod.ts";
import type { JsonLimits } from "../../models/bodies/json_bounds.ts";
import { type InferBody, inferBody } from "../../models/requests/schemas.ts";
import { parseJson, readBytes } from "../http/request.ts";
import { type InputBounds, readInput } from "./input_tensor.ts";
import { type OutputName, OUTPUTS } from "./tensors.ts";

/** The header with the number of bytes of JSON before the raw tensors, in requests and answers. */
export const JSON_LENGTH_HEADER = "Inference-Header-Content-Length";

/** An output as it is asked for. */
export interface RequestedOutput {
  readonly name: OutputName;
  /** True if it is to be raw behind the JSON of the answer. */
  readonly isRaw: boolean;
}

/** A request as it is understood. */
export interface InferRequest {
  /** What the client calls it. */
  readonly id: string | undefined;
  readonly rows: BitMatrix;
  /** In the order they are asked for, each once. */
  readonly outputs: readonly RequestedOutput[];
}

/**
 * Reads a request.
 *
 * @throws {RoteError} `body_not_json`; `request_not_valid` and those of `readInput`, with the field
 */
export async function readInferRequest(
  c: Context,
  bounds: InputBounds,
  json: JsonLimits,
): Promise<InferRequest> {
  const { text, raw } = await splitBody(c);
  const body = await parseJson(text, inferBody, json);
  return {
    id: body.id ?? undefined,
    rows: readInput(body.inputs, raw, bounds),
    outputs: readOutputs(body),
  };
}

async function splitBody(c: Context): Promise<{ text: Uint8Array; raw: Uint8Array }> {
  const body = await readBytes(c);
  const header = c.req.header(JSON_LENGTH_HEADER) ?? String(body.length);
  const length = /^\d+$/.test(header) ? Number(header) : NaN;
  if (length <= body.length) return { text: body.subarray(0, length), raw: body.subarray(length) };
  throw new RoteError(
    "request_not_valid",
    `${JSON_LENGTH_HEADER} is ${quote(header)}; the whole body has ${body.length} bytes`,
  );
}

/** What is asked for; all outputs if nothing is. An output's own setting wins. */
function readOutputs({ outputs, parameters }: InferBody): RequestedOutput[] {
  const isRaw = parameters?.binary_data_output ?? false;
  if (!outputs || outputs.length === 0) return OUTPUTS.map((name) => ({ name, isRaw }));
  return outputs.map((output, at) => {
    const name = OUTPUTS.find((known) => known === output.name);
    if (!name) {
      throw new RoteError(
        "request_not_valid",
        `/outputs/${at}/name is ${quote(output.name)}; the model's outputs are ` +
          OUTPUTS.map(quote).join(", "),
      );
    }
    if (outputs.findIndex((other) => other.name === name) < at) {
      throw new RoteError("request_not_valid", `/outputs/${at}/name is ${quote(name)} once more`);
    }
    return { name, isRaw: output.parameters?.binary_data ?? isRaw };
  });
}
