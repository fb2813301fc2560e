/**
 * The version of the command line.
 *
 * @module
 */

/** As `rote --version` says it. */
export const VERSION = "0.1.0";
