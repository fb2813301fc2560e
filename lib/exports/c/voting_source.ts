/**
 * Networks that vote, alone or for pairs of classes, in a C file. Of each network all that matters is
 * the number that a row reaches: the address of the output LUT, or the votes for class 1.
 *
 * @module
 */

import type { Layer } from "../../kinds/network/model.ts";
import { allVotes, type PairNetwork } from "../../kinds/pairwise/pair_network.ts";
import { pairsOf, type PairwiseNetworks } from "../../kinds/pairwise/model.ts";
import { voterCount, type VotingNetwork } from "../../kinds/voting/model.ts";
import type { SourceText } from "../source_text.ts";
import { writeLookUps } from "./look_up.ts";
import { type Names, wireType } from "./names.ts";
import { writeLayers } from "./network_source.ts";
import { writeScoredDeclarations, writeScoredPredict } from "./scored.ts";
import { writeArray } from "./source_file.ts";

/** Writes what a network that votes declares. */
export function writeVotingDeclarations(
  text: SourceText,
  names: Names,
  network: VotingNetwork,
): void {
  writeScoredDeclarations(text, names, network, network.features + workBytes(network) + 8);
}

/**
 * Writes a network that votes.
 *
 * @throws {RoteError} `export_too_large`
 */
export function writeVoting(text: SourceText, names: Names, network: VotingNetwork): void {
  writeLayers(text, names, network);
  writeLookUps(text, names, [network]);
  writeReached(text, names, network);
  writeAddUp(text, names, [
    "    sums[0] = 0;",
    `    sums[1] = 2 * (int32_t)${names.reached}(bits) - ${voterCount(network)};`,
  ]);
  writeScoredPredict(text, names, network.scale);
}

/** Writes what networks for pairs of classes declare. */
export function writePairwiseDeclarations(
  text: SourceText,
  names: Names,
  model: PairwiseNetworks,
): void {
  const work = Math.max(...model.pairs.map(workBytes));
  writeScoredDeclarations(
    text,
    names,
    model,
    model.features + work + 4 * model.classes.length,
  );
}

/**
 * Writes networks for pairs of classes.
 *
 * @throws {RoteError} `export_too_large`
 */
export function writePairwise(text: SourceText, names: Names, model: PairwiseNetworks): void {
  writeLookUps(text, names, model.pairs);
  const votes = pairsOf(model.classes.length).flatMap(({ low, high }, index) => {
    const network = model.pairs[index]!;
    const own = names.ofPair(index);
    text.add(`/* The network that tells class ${low} from class ${high}. */`);
    // What the output LUT of one says is in the votes.
    writeLayers(text, own, network, hiddenLayers(network).length);
    text.add(`/* What it says for class ${high}, for each number that rows may reach. */`);
    writeArray(text, own.votes, allVotes(network));
    writeReached(text, own, network);
    return [
      `    vote = ${own.votes}[${own.reached}(bits)];`,
      `    sums[${low}] -= vote;`,
      `    sums[${high}] += vote;`,
    ];
  });
  writeAddUp(text, names, [
    `    for (uint32_t i = 0; i < ${names.macro}_CLASSES; i++) {`,
    "        sums[i] = 0;",
    "    }",
    ...votes,
  ], ["    int32_t vote;"]);
  writeScoredPredict(text, names, model.scale);
}

/** Writes the function that gives what a row, a byte a bit, reaches in a network. */
function writeReached(text: SourceText, names: Names, network: PairNetwork): void {
  const isVoting = network.kind === "voting";
  const last = network.layers.length - 1;
  const hidden = hiddenLayers(network);
  const [even, odd] = buffers(network);
  text.add(
    isVoting
      ? "/* How many LUTs of the last layer put out 1 for a row. */"
      : "/* The address at which a row reads the output LUT. */",
    `static uint32_t ${names.reached}(const uint8_t *bits)`,
    "{",
    ...(even! > 0 ? [`    uint8_t even[${even}];`] : []),
    ...(odd! > 0 ? [`    uint8_t odd[${odd}];`] : []),
    ...(isVoting ? ["    uint32_t ones = 0;"] : []),
    ...(hidden.length > 0 || isVoting ? [""] : []),
  );
  let below = network.features;
  let inputs = "bits";
  hidden.forEach(({ arity, width }, index) => {
    const outputs = index % 2 === 0 ? "odd" : "even";
    const [wires, tables] = [names.wires(index + 1), names.tables(index + 1)];
    const layer = names.layer(arity, wireType(below));
    text.add(`    ${layer}(${outputs}, ${inputs}, ${wires}, ${tables}, ${width});`);
    below = width;
    inputs = outputs;
  });
  if (isVoting) {
    text.add(
      `    for (uint32_t i = 0; i < ${voterCount(network)}u; i++) {`,
      `        ones += ${inputs}[i];`,
      "    }",
      "    return ones;",
    );
  } else {
    const address = names.address(network.layers[last]!.arity, wireType(below));
    text.add(`    return ${address}(${inputs}, ${names.wires(last + 1)});`);
  }
  text.add("}", "");
}

/** Writes the function that gives the sum of each class for a packed row. */
function writeAddUp(
  text: SourceText,
  { prefix, macro }: Names,
  lines: readonly string[],
  declared: readonly string[] = [],
): void {
  text.add(
    "/* Writes for each class what speaks for it. */",
    `static void ${prefix}_add_up(const uint8_t *row, int32_t *sums)`,
    "{",
    `    uint8_t bits[${macro}_FEATURES];`,
    ...declared,
    "",
    `    for (uint32_t i = 0; i < ${macro}_FEATURES; i++) {`,
    "        bits[i] = (uint8_t)(row[i >> 3] >> (i & 7u) & 1);",
    "    }",
    ...lines,
    "}",
    "",
  );
}

/** Bytes of the two buffers that the layers take turns in, behind the bits of the row. */
function buffers(network: PairNetwork): number[] {
  const most = [0, 0];
  for (const [layer, { width }] of hiddenLayers(network).entries()) {
    const buffer = (layer + 1) % 2;
    most[buffer] = Math.max(most[buffer]!, width);
  }
  return most;
}

/** The layers that are looked up whole: all of those that vote, else all but the output layer. */
function hiddenLayers(network: PairNetwork): readonly Layer[] {
  return network.kind === "voting" ? network.layers : network.layers.slice(0, -1);
}

function workBytes(network: PairNetwork): number {
  return buffers(network).reduce((sum, bytes) => sum + bytes);
}
