/**
 * A request as bytes (HTTP/1.1, RFC 9112). It says what it is told to say, right or wrong.
 *
 * @module
 */

/** A request, and what is known of it beforehand. */
export interface SoakRequest {
  /** What is sent, in this order. */
  readonly parts: readonly Uint8Array[];
  /** True if the connection is dropped as soon as that is sent. */
  readonly isCut?: boolean;
  /** True if that is no whole request: no other can come after it. */
  readonly isPartial?: boolean;
  /** What is stored if it is acknowledged; of a training the answer says the version. */
  readonly write?: { readonly model: string; readonly version?: string };
}

/** What a request says besides its method and path. */
export interface MessageFields {
  /** Content-Type; none by default. */
  readonly type?: string;
  readonly body?: string | Uint8Array;
  /** Content-Length; that of the body by default. */
  readonly length?: number;
  /** Further header lines. */
  readonly more?: readonly string[];
}

const encoder = new TextEncoder();

/** A request; `line` is its method and path. */
export function message(host: string, line: string, fields: MessageFields = {}): SoakRequest {
  const { type, body = "", more = [] } = fields;
  const bytes = typeof body === "string" ? encoder.encode(body) : body;
  const lines = [
    `${line} HTTP/1.1`,
    `Host: ${host}`,
    ...(type ? [`Content-Type: ${type}`] : []),
    `Content-Length: ${fields.length ?? bytes.length}`,
    ...more,
  ];
  return {
    parts: [encoder.encode(`${lines.join("\r\n")}\r\n\r\n`), bytes],
    isPartial: fields.length !== undefined,
  };
}
