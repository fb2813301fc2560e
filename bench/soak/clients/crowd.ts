/**
 * A crowd of clients that hold connections and want next to nothing: streams of events of a job that
 * waits, and slow clients that send a request byte by byte and never end ("slow loris"), some its
 * head, some its body. Slow ones that are cut off come again. Prints "ready" when all are there, and
 * at the end of its input how many still are.
 *
 * Usage: crowd.ts plan (JSON)
 *
 * @module
 */

// deno-lint-ignore-file no-console -- its result is read from its output

/** How large the crowd is, and where it goes. */
export interface CrowdPlan {
  readonly url: string;
  /** Id of the job that streams tell of. */
  readonly job: string;
  readonly streams: number;
  readonly slowHeads: number;
  readonly slowBodies: number;
}

/** How many connections are open. */
export interface Attendance {
  readonly streams: number;
  readonly slowHeads: number;
  readonly slowBodies: number;
}

/** Connections that are opened at the same time: fewer than wait to be accepted. */
const AT_ONCE = 64;
/** Milliseconds between two bytes of a slow client. */
const PAUSE = 1_000;
/** Milliseconds after which the crowd goes, whatever happens. */
const LIFETIME = 180_000;

/** The end of an answer, after which the connection may well stay open (RFC 9112, section 7.1). */
const LAST_CHUNK = /(?:^|\r\n)0\r\n\r\n$/;

const encoder = new TextEncoder();

if (import.meta.main) {
  const plan: CrowdPlan = JSON.parse(Deno.args[0]!);
  const { host, port } = new URL(plan.url);
  const present = { streams: 0, slowHeads: 0, slowBodies: 0 };
  const connect = () => Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
  setTimeout(() => Deno.exit(1), LIFETIME);

  /** Opens a stream, and returns when its first event has come. */
  const listen = async () => {
    const connection = await connect();
    await write(connection, `GET /v1/jobs/${plan.job}/events HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    const reader = connection.readable.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.includes("\ndata: ")) {
      const { value } = await reader.read();
      if (value === undefined) throw new Error(`The stream ended: ${text}`);
      text += value;
    }
    if (!text.startsWith("HTTP/1.1 200 ")) throw new Error(`This is no stream: ${text}`);
    present.streams++;
    const drain = async () => {
      for (let piece: string | undefined = text; piece !== undefined && !LAST_CHUNK.test(piece);) {
        piece = (await reader.read()).value;
      }
    };
    drain().catch(() => {}).finally(() => present.streams--);
  };
  /** Sends the start of a request, then a byte now and then. Comes again when it is cut off. */
  const dawdle = async (kind: "slowHeads" | "slowBodies", start: string): Promise<void> => {
    const connection = await connect();
    await write(connection, start);
    present[kind]++;
    const drip = async () => {
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
        await write(connection, "x");
      }
    };
    drip().catch(() => {
      present[kind]--;
      return dawdle(kind, start);
    });
  };
  const predict = `POST /v1/models/digits/predict HTTP/1.1\r\nHost: ${host}\r\n`;
  const body = "Content-Type: application/octet-stream\r\nContent-Length: 9800\r\n\r\n";
  await repeat(plan.streams, listen);
  await repeat(plan.slowHeads, () => dawdle("slowHeads", `${predict}X-Slow: `));
  await repeat(plan.slowBodies, () => dawdle("slowBodies", predict + body));
  console.log("ready");
  await Deno.stdin.readable.pipeTo(new WritableStream());
  console.log(JSON.stringify(present));
  Deno.exit(0);
}

async function repeat(times: number, work: () => Promise<void>): Promise<void> {
  let begun = 0;
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, times) }, async () => {
    while (begun++ < times) await work();
  }));
}

async function write(connection: Deno.Conn, text: string): Promise<void> {
  const bytes = encoder.encode(text);
  for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
}
