/**
 * What every kind of model holds to: its blobs, its answers and its training. A kind gives its models,
 * its definition, its draft and its rungs; a kind that is new is done when it holds.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decodeModel, encodeModel } from "../../../lib/any_blob.ts";
import { describeModel, type KindName, KINDS, type ModelOfKind } from "../../../lib/kinds/mod.ts";
import { type BlobContract, keepsBlobContract } from "../blob/contract.ts";
import type { Frame } from "../blob/draft.ts";
import { keepsPredictionContract, type PredictionContract } from "./prediction_contract.ts";
import { keepsTrainingContract, type TrainingContract } from "./training_contract.ts";

/** What a kind gives. */
export interface KindContract<
  Name extends KindName,
  Draft extends Frame,
  Settings extends { readonly seed: number },
> {
  readonly name: Name;
  readonly blobs: BlobContract<ModelOfKind<Name>, Draft>;
  readonly predictions: PredictionContract<ModelOfKind<Name>>;
  readonly training: TrainingContract<ModelOfKind<Name>, Settings>;
}

/** Tests that a kind holds its contract. */
export function keepsContract<
  Name extends KindName,
  Draft extends Frame,
  Settings extends { readonly seed: number },
>({ name, blobs, predictions, training }: KindContract<Name, Draft, Settings>): void {
  const kind = KINDS[name];

  describe(`the kind ${name}`, () => {
    it("is known by its name and by the number of its head", () => {
      const numbers = Object.values(KINDS).map(({ head }) => head);
      assertEquals(numbers.filter((head) => head === kind.head), [blobs.head]);
      for (const model of Object.values(blobs.models)) {
        assertEquals([model.kind, decodeModel(encodeModel(model)).kind], [name, name]);
      }
    });

    it("tells alike of a model and of what its blob keeps of it", () => {
      for (const model of Object.values(blobs.models)) {
        const kept = blobs.kept?.(model) ?? model;
        const { layers, bytes, informationBits } = describeModel(kept);
        assertEquals(describeModel(blobs.decode(encodeModel(model))), describeModel(kept));
        assertEquals(layers.every(({ width, arity }) => width > 0 && arity > 0), true);
        assertEquals(bytes > 0 && informationBits > 0, true);
      }
    });

    it("gives the same answers before and after it was a blob", () => {
      const [model] = predictions.models;
      blobs.assertSame(
        blobs.decode(encodeModel(model)),
        blobs.kept?.(model) ?? model,
      );
      const trained = training.train(training.data, training.settings);
      blobs.assertSame(blobs.decode(encodeModel(trained)), trained);
      assertEquals(
        predictions.define(blobs.decode(encodeModel(trained)), training.data.rows),
        predictions.define(trained, training.data.rows),
      );
    });
  });
  keepsBlobContract(blobs);
  keepsPredictionContract(name, predictions);
  keepsTrainingContract(name, training, blobs.assertSame);
}
