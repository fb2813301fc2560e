/**
 * Answers as the clients read them, with all that they insist on. After the sources of tritonclient
 * 2 (`http/_utils.py`, `http/_infer_result.py`, `utils/__init__.py`) and kserve 0
 * (`inference_client.py`, `protocol/infer_type.py`).
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";

/** A tensor's elements in row-major order, and the shape they are given. */
export interface ReadTensor {
  readonly shape: number[];
  readonly elements: unknown[];
}

/** An answer: what the JSON says, and each output by name. */
export interface ReadAnswer {
  // deno-lint-ignore no-explicit-any -- as the clients have it
  readonly json: any;
  readonly outputs: Record<string, ReadTensor>;
}

/** Reads an answer as `tritonclient.http` does, from a status of 200 and nothing else. */
export async function readAsTriton(response: Response): Promise<ReadAnswer> {
  const bytes = await response.bytes();
  if (response.status !== 200) {
    throw new Error(`[${response.status}] ${JSON.parse(decode(bytes)).error}`);
  }
  assertEquals(response.headers.get("Content-Encoding"), null);
  const header = response.headers.get("Inference-Header-Content-Length");
  const length = header === null ? bytes.length : Number(header);
  const json = JSON.parse(decode(bytes.subarray(0, length)));
  return { json, outputs: readOutputs(json, bytes.subarray(length)) };
}

/** Reads an answer as kserve's `InferenceRESTClient` does. */
export async function readAsKserve(response: Response): Promise<ReadAnswer> {
  if (!response.ok) {
    // The text of an error is looked for in this Content-Type alone.
    const isRead = response.headers.get("Content-Type") === "application/json";
    throw new Error(`${isRead ? (await response.json()).error : ""}, '${response.status}'`);
  }
  const bytes = await response.bytes();
  const length = Number(response.headers.get("Inference-Header-Content-Length") ?? bytes.length);
  const json = JSON.parse(decode(bytes.subarray(0, length)));
  assert("model_name" in json, "kserve reads model_name and fails without");
  return { json, outputs: readOutputs(json, bytes.subarray(length)) };
}

interface JsonTensor {
  name: string;
  datatype: string;
  shape: number[];
  data?: unknown[];
  parameters?: { binary_data_size?: number };
}

/** The raw tensors follow one another in the order of the outputs, without gaps. */
function readOutputs(json: { outputs: JsonTensor[] }, raw: Uint8Array): ReadAnswer["outputs"] {
  let at = 0;
  const outputs: ReadAnswer["outputs"] = {};
  for (const { name, datatype, shape, data, parameters } of json.outputs) {
    const size = parameters?.binary_data_size;
    const elements = size === undefined
      ? data!.flat()
      : readElements(datatype, raw.slice(at, at += size));
    // numpy's reshape() takes no other number.
    assertEquals(elements.length, shape.reduce((all, length) => all * length, 1), name);
    outputs[name] = { shape, elements };
  }
  assertEquals(at, raw.length, "bytes behind the last tensor");
  return outputs;
}

function readElements(datatype: string, raw: Uint8Array<ArrayBuffer>): unknown[] {
  const view = new DataView(raw.buffer);
  const each = <T>(bytes: number, read: (at: number) => T) =>
    Array.from({ length: raw.length / bytes }, (_, i) => read(i * bytes));
  switch (datatype) {
    case "INT64":
      return each(8, (at) => Number(view.getBigInt64(at, true)));
    case "FP64":
      return each(8, (at) => view.getFloat64(at, true));
    case "BYTES": {
      const texts: string[] = [];
      for (let at = 0; at < raw.length;) {
        const length = view.getUint32(at, true);
        assert(at + 4 + length <= raw.length, "struct.unpack_from() fails beyond the end");
        texts.push(decode(raw.subarray(at + 4, at + 4 + length)));
        at += 4 + length;
      }
      return texts;
    }
    default:
      throw new Error(`no numpy type for ${datatype}`);
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}
