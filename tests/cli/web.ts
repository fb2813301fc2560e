/**
 * A server on the loopback interface that gives one file, well or badly.
 *
 * @module
 */

/** How the server behaves. */
export interface Manners {
  /** Break the connection after this many bytes of a body, once for each entry. */
  readonly breaks?: number[];
  /** Send everything whatever range was asked for. */
  readonly ignoresRanges?: boolean;
  /** Answer with this status and nothing else. */
  readonly status?: number;
  /** Send these bytes in place of the file. */
  readonly instead?: Uint8Array<ArrayBuffer>;
}

/** A running server. */
export interface Web extends AsyncDisposable {
  readonly url: string;
  /** The Range header of each request, or null. */
  readonly ranges: (string | null)[];
}

/** Serves files by name on a free port. */
export function serve(files: Record<string, Uint8Array<ArrayBuffer>>, manners: Manners = {}): Web {
  const breaks = [...manners.breaks ?? []];
  const ranges: (string | null)[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    const file = files[new URL(request.url).pathname.split("/").at(-1)!];
    const range = request.headers.get("range");
    ranges.push(range);
    if (manners.status !== undefined) return new Response("no", { status: manners.status });
    if (!file) return new Response("not here", { status: 404 });
    const bytes = manners.instead ?? file;
    const start = manners.ignoresRanges ? 0 : Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
    if (start > 0 && start >= bytes.length) {
      return new Response(null, {
        status: 416,
        headers: { "content-range": `bytes */${bytes.length}` },
      });
    }
    return new Response(bodyOf(bytes.subarray(start), breaks.shift()), {
      status: start > 0 ? 206 : 200,
      headers: {
        "content-length": String(bytes.length - start),
        ...(start > 0
          ? { "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}` }
          : {}),
      },
    });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    ranges,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** The bytes, or only their start, after which the server drops the connection. */
function bodyOf(bytes: Uint8Array<ArrayBuffer>, breakAt: number | undefined): BodyInit {
  if (breakAt === undefined) return bytes;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes.slice(0, breakAt));
      // Content-Length promises more.
      controller.close();
    },
  });
}
