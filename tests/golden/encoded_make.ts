/**
 * Makes the golden files of encoded models that are not there yet:
 * `deno run -A tests/golden/encoded_make.ts`. Files that are there stay as they are: golden files are
 * append-only.
 *
 * @module
 */
import { encodeModel } from "../../lib/any_blob.ts";
import { withEncoder } from "../../lib/encoders/encoded_model.ts";
import type { Value } from "../../lib/encoders/encode_row.ts";
import { encodeForTraining } from "../../lib/methods/encoded.ts";
import type { EncoderSettings } from "../../lib/encoders/fit.ts";
import type { ValueTable } from "../../lib/encoders/value_table.ts";
import { trainBoosted } from "../../lib/kinds/boosted/train.ts";
import type { BoostedSettings } from "../../lib/kinds/boosted/settings.ts";
import { type EncodedModel, type Network, predictValues, trainNetwork } from "../../lib/mod.ts";
import type { NetworkShape } from "../../lib/kinds/network/shape.ts";
import { randomValues, randomValueSet } from "../lib/encoders/random_values.ts";
import { goldenText, sha256 } from "./golden.ts";

/** Raw rows as JSON has them: null is missing. */
export interface GoldenValues {
  readonly columns: readonly { readonly name: string; readonly values: readonly Value[] }[];
}

/** What is written down about a blob of an encoded model. */
export interface EncodedGolden {
  readonly about: string;
  readonly sha256: string;
  readonly classes: readonly string[];
  readonly encoder: EncoderSettings;
  /** What it was trained on and how: a network's shape, or boosted tables. */
  readonly training: GoldenValues & {
    readonly labels: readonly number[];
    readonly network?: NetworkShape;
    readonly boosted?: BoostedSettings;
  };
  readonly rows: GoldenValues;
  /** For each row the index of the predicted class. */
  readonly labels: readonly number[];
  /** For each row the score of each class. */
  readonly scores: readonly number[];
}

/** Where the golden files of encoded models, format version 1, are. */
export const ENCODED_FOLDER = new URL("./v1/encoded/", import.meta.url);

/** Writes raw rows down. */
function writeValues({ columns }: ValueTable): GoldenValues {
  return {
    columns: columns.map(({ name, values }) => ({
      name,
      values: Array.from<Value, Value>(values, (value) => value !== value ? null : value),
    })),
  };
}

/** Reads written raw rows. */
export function readGoldenValues({ columns }: GoldenValues): ValueTable {
  return {
    rows: columns[0]!.values.length,
    columns: columns.map(({ name, values }) =>
      values.some((value) => typeof value === "string")
        ? { kind: "text", name, values: values as (string | null)[] }
        : {
          kind: "number",
          name,
          values: Float64Array.from(values, (value) => value === null ? NaN : Number(value)),
        }
    ),
  };
}

/** Trains what a golden file says. */
export function trainGolden(
  { training, encoder: settings, classes }: Pick<EncodedGolden, "training" | "encoder" | "classes">,
): EncodedModel {
  const labels = Uint8Array.from(training.labels);
  const set = { values: readGoldenValues(training), labels, classes };
  const { encoder, training: bits } = encodeForTraining(set, { encoder: settings, seed: 1 });
  const network: Network | undefined = training.network &&
    trainNetwork(bits, training.network, 1).network;
  return withEncoder(encoder, network ?? trainBoosted(bits, training.boosted!));
}

/** What is trained, by the names of the files. */
const RECIPES: Record<string, () => Omit<EncodedGolden, "sha256" | "rows" | "labels" | "scores">> =
  {
    "boosted": () => {
      const { values, labels, classes } = randomValueSet(1, 120);
      const boosted = { tables: 40, arity: 4, rate: 0.2, lambda: 1, seed: 1 };
      return {
        ...{ about: "Quantiles, boosted tables inside", classes },
        encoder: { thresholds: "quantile", bits: 9 },
        training: { ...writeValues(values), labels: [...labels], boosted },
      };
    },
    "network": () => {
      const { values, labels, classes } = randomValueSet(2, 120);
      const network = { hiddenLayers: 1, width: 12, arity: 3 };
      return {
        ...{ about: "Evenly apart, a network inside", classes },
        encoder: { thresholds: "uniform", bits: 5 },
        training: { ...writeValues(values), labels: [...labels], network },
      };
    },
  };

if (import.meta.main) {
  Deno.mkdirSync(ENCODED_FOLDER, { recursive: true });
  const present = new Set(Array.from(Deno.readDirSync(ENCODED_FOLDER), ({ name }) => name));
  for (const name of Object.keys(RECIPES)) {
    if (present.has(`${name}.rote`)) continue;
    const recipe = RECIPES[name]!();
    const model = trainGolden(recipe);
    const blob = encodeModel(model);
    const rows = randomValues(1000, 24);
    const { labels, scores } = predictValues(model, rows);
    const golden: EncodedGolden = {
      ...{ ...recipe, sha256: await sha256(blob), rows: writeValues(rows) },
      ...{ labels: [...labels], scores: [...scores] },
    };
    Deno.writeFileSync(new URL(`${name}.rote`, ENCODED_FOLDER), blob, { createNew: true });
    const json = goldenText(golden);
    Deno.writeTextFileSync(new URL(`${name}.json`, ENCODED_FOLDER), json, { createNew: true });
  }
}
