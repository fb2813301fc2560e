/**
 * Doubles as hexadecimal constants of C99, which say every bit.
 *
 * @module
 */

/** A finite double. */
export function hexadecimal(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(value));
  const high = view.getUint32(0);
  const exponent = high >>> 20;
  const fraction = (high & 0xfffff).toString(16).padStart(5, "0") +
    view.getUint32(4).toString(16).padStart(8, "0");
  const digits = fraction.replace(/0+$/, "");
  const power = exponent > 0 ? exponent - 1023 : digits === "" ? 0 : -1022;
  const leading = exponent > 0 ? 1 : 0;
  const sign = value < 0 ? "-" : "";
  return `${sign}0x${leading}${digits === "" ? "" : `.${digits}`}p${power < 0 ? "" : "+"}${power}`;
}
