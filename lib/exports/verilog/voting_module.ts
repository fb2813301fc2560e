/**
 * The module of a network that votes: its LUTs, a tree of adders that counts the votes for class 1,
 * and a comparison; with a register behind each LUT and adder where it is pipelined.
 *
 * @module
 */

import { voterCount, type VotingNetwork } from "../../kinds/voting/model.ts";
import type { ExportSource } from "../exported.ts";
import type { SourceText } from "../source_text.ts";
import { addLayers, lutName } from "./network_module.ts";
import { addStage, numberOf, type Signal } from "./stage.ts";

/** Registers between a row and its answer where the module is pipelined. */
export function votingLatency(network: VotingNetwork): number {
  return network.layers.length + levelsOf(network);
}

/** Appends the module. */
export function addVotingModule(
  text: SourceText,
  source: ExportSource<VotingNetwork>,
  isPipelined: boolean,
): void {
  const { model } = source;
  const voters = voterCount(model);
  const levels = levelsOf(model);
  addLayers(text, source, isPipelined);
  let counts = Array.from({ length: voters }, (_, lut) => lutName(model.layers.length, lut));
  for (let level = 1; level <= levels; level++) {
    const signals: Signal[] = [];
    for (let at = 0; at < counts.length; at += 2) {
      const [one, other] = [counts[at]!, counts[at + 1]];
      const value = `{1'b0, ${one}}${other === undefined ? "" : ` + {1'b0, ${other}}`}`;
      signals.push({ name: `votes_${level}_${at / 2}`, bits: level + 1, value });
    }
    addStage(text, `Votes for class 1, level ${level}`, signals, isPipelined);
    counts = signals.map(({ name }) => name);
  }
  // More than half of the votes: a tie goes to class 0.
  const half = numberOf(Math.floor(voters / 2), levels + 1);
  text.add("", `  assign label = ${counts[0]} > ${half};`, "endmodule");
}

/** Levels of the tree of adders: ceil(log2(voters)). */
function levelsOf(network: VotingNetwork): number {
  return 32 - Math.clz32(voterCount(network) - 1);
}
