/**
 * What the requests of a soak are made of.
 *
 * @module
 */

/** What requests are made of. */
export interface Ingredients {
  /** Host of the service. */
  readonly host: string;
  /** The model that answers. */
  readonly model: string;
  /** One packed row. */
  readonly row: Uint8Array;
  /** The same row as a JSON body. */
  readonly json: string;
  /** Many packed rows. */
  readonly rows: Uint8Array;
  /** Packed rows and a label byte each. */
  readonly training: Uint8Array;
  /** The model's blob. */
  readonly blob: Uint8Array<ArrayBuffer>;
}
