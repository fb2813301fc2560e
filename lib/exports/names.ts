/**
 * What files and identifiers of an export are called. Two models never get the same ones, so the
 * exports of all of them fit into one folder and one program; and a name that needs no change stays as
 * it is. That is so in folders that do not tell upper from lower case, too, for names that differ by
 * more than that.
 *
 * @module
 */

/** Identifiers of what comes along with exports: `rote_predict`, `rote_boosted_predict`. */
const OWN_IDENTIFIER = /^rote(?:_boosted)?$/i;
/** How an identifier ends that was made of another name. */
const MADE = /_x[mrudh]+$/i;

/** Files of an export that others could be taken for: test benches, workers, and the runtimes. */
const OWN_FILE =
  /(?:(?:_tb|\.worker)|^rote_(?:reader|boosted|(?:encoded_)?(?:(?:voting|pairwise|boosted)_)?runtime))_*$/i;
/** What Windows takes for a device, whatever stands behind the first dot. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

/**
 * The name of a model as an identifier of C, Verilog and BLIF, with something behind it.
 *
 * Characters that identifiers have not are underscores. What they were is told at the end, so that no
 * other name gives the same: for each underscore u, d (dot) or h (hyphen), before them m where an m was
 * put before a digit, r where the name itself is taken.
 */
export function identifierOf(model: string): string {
  const startsWrong = /^[0-9]/.test(model);
  const isTaken = OWN_IDENTIFIER.test(model);
  const plain = (startsWrong ? "m" : "") + model.replace(/[^A-Za-z0-9_]/g, "_");
  if (plain === model && !isTaken && !MADE.test(model)) return model;
  const places = Array.from(
    model.matchAll(/[^A-Za-z0-9]/g),
    ([character]) => character === "." ? "d" : character === "-" ? "h" : "u",
  );
  return `${plain}_x${startsWrong ? "m" : ""}${isTaken ? "r" : ""}${places.join("")}`;
}

/** The name of a model as the start of file names, with a dot or `_tb` behind it. */
export function fileNameOf(model: string): string {
  return (isDeviceName(model) ? "_" : "") + model + (OWN_FILE.test(model) ? "_" : "");
}

/** Tells whether Windows takes a name for that of a device. */
export function isDeviceName(name: string): boolean {
  return DEVICE.test(name);
}
