// Training: count, write the table, look the rows up in it.

import { applyFew } from "./apply/few";
import { applyKnown, applyNarrow } from "./apply/narrow";
import { applyWide } from "./apply/wide";
import { countNarrow } from "./count/narrow";
import { countWide } from "./count/wide";
import {
  arityOf, columnAt, columnBytesOf, hasFewRows, outputsOf, paddingOf, paddingRowOf, realRowsOf,
  tableBytesOf, tablesOf, wiresOf,
} from "./layer";
import { leaveOneOut } from "./leave_one_out";
import { COUNTERS, NARROW_ADDRESSES } from "./scratch";
import { writeTable } from "./write_table";

/** Trains the LUTs `from` to `to` of a layer: tables, surpluses and, if there is room, outputs. */
export function trainLuts(
  layer: usize,
  from: i32,
  to: i32,
  histograms: usize,
  scratch: usize,
): void {
  for (let lut = from; lut < to; lut++) {
    if (arityOf(layer) <= 8) countNarrow(layer, lut, histograms, scratch);
    else countWide(layer, lut, scratch);
    if (paddingOf(layer) != 0) takePaddingOut(layer, lut, scratch + COUNTERS);
    writeTable(layer, lut, scratch);
    if (outputsOf(layer) == 0) continue;
    if (realRowsOf(layer) != 0) leaveOneOut(layer, lut, histograms, scratch);
    else if (arityOf(layer) <= 8) lookUpAgain(layer, lut, scratch);
    else applyWide(layer, lut, lut + 1, histograms, scratch);
  }
}

/** Looks up all rows at a LUT that they were just counted at. */
function lookUpAgain(layer: usize, lut: i32, scratch: usize): void {
  const bytes = columnBytesOf(layer);
  const table = tablesOf(layer) + lut * tableBytesOf(layer);
  applyKnown(table, scratch + NARROW_ADDRESSES, outputsOf(layer) + lut * bytes, bytes);
}

/** The histograms of thread 0, free for tables as long as nobody trains. */
const HISTOGRAMS: usize = 8192;

/** Looks up all rows at the LUTs `from` to `to` of a layer and writes their columns. */
export function applyLuts(layer: usize, from: i32, to: i32, scratch: usize): void {
  if (arityOf(layer) > 8) applyWide(layer, from, to, HISTOGRAMS, scratch);
  else if (hasFewRows(layer)) applyFew(layer, from, to);
  else applyNarrow(layer, from, to);
}

/** Rows of padding are all alike, hence at one address: what they added there is taken back. */
function takePaddingOut(layer: usize, lut: i32, counters: usize): void {
  const row = paddingRowOf(layer);
  const wires = wiresOf(layer) + ((lut * arityOf(layer)) << 1);
  let address = 0;
  for (let wire = 0; wire < arityOf(layer); wire++) {
    const byte: i32 = load<u8>(columnAt(layer, wires, wire) + (row >> 3));
    address |= ((byte >> (row & 7)) & 1) << wire;
  }
  const counter = counters + (address << 2);
  store<i32>(counter, load<i32>(counter) - paddingOf(layer));
}
