/**
 * Sizes and speeds as text.
 *
 * @module
 */

/** "545,026 bytes". */
export function formatBytes(bytes: number): string {
  return `${formatCount(bytes)} bytes`;
}

/** "545,026". */
export function formatCount(count: number): string {
  return Math.round(count).toString().replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Rows a second with two digits: "680,000". */
export function formatSpeed(rowsPerSecond: number): string {
  return formatCount(Number(rowsPerSecond.toPrecision(2)));
}
