/**
 * A client in a process of its own: sends one request over and over on each of its connections, the
 * next when the answer to the last is read to its end, and prints how long each took. With a rate it
 * sends by a timetable instead, and counts from the time that was planned: a server that pauses then
 * cannot hide it by keeping the client from asking. It speaks plain HTTP/1.1 over TCP, which costs
 * less than `fetch` would.
 *
 * Usage: client.ts url type body-file connections seconds rate (requests a second; 0: none)
 *
 * @module
 */

// deno-lint-ignore-file no-console -- its result is read from its output

/** What the client prints, as JSON. */
export interface ClientResult {
  /** From the first request to the last answer. */
  readonly seconds: number;
  /** Of each request, in the order of the answers. */
  readonly milliseconds: readonly number[];
}

if (import.meta.main) {
  const [url, type, file, connections, seconds, rate] = Deno.args;
  const request = requestOf(new URL(url!), type!, await Deno.readFile(file!));
  const milliseconds: number[] = [];
  const start = performance.now();
  const end = start + Number(seconds) * 1_000;
  const port = Number(new URL(url!).port);
  // Milliseconds from a connection's request to its next, and from one connection to the next.
  const step = Number(rate) > 0 ? 1_000 / Number(rate) : 0;
  const period = step * Number(connections);
  const all = Array.from({ length: Number(connections) }, async (_, at) => {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port });
    const buffer = new Uint8Array(1 << 17);
    for (let due = start + at * step; performance.now() < end; due += period) {
      const early = due - performance.now();
      if (period > 0 && early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      const sent = period > 0 ? due : performance.now();
      await exchange(connection, request, buffer);
      milliseconds.push(performance.now() - sent);
    }
  });
  await Promise.all(all);
  const result: ClientResult = { seconds: (performance.now() - start) / 1_000, milliseconds };
  console.log(JSON.stringify(result));
}

function requestOf({ host, pathname }: URL, type: string, body: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode(
    `POST ${pathname} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: ${type}\r\n` +
      `Content-Length: ${body.length}\r\n\r\n`,
  );
  const request = new Uint8Array(head.length + body.length);
  request.set(head);
  request.set(body, head.length);
  return request;
}

/** Sends a request and reads its answer to the end, piece by piece into `buffer`. */
async function exchange(
  connection: Deno.Conn,
  request: Uint8Array,
  buffer: Uint8Array,
): Promise<void> {
  for (let sent = 0; sent < request.length;) sent += await connection.write(request.subarray(sent));
  let read = await connection.read(buffer) ?? 0;
  const head = new TextDecoder().decode(buffer.subarray(0, Math.min(read, 1_000)));
  const length = /^HTTP\/1\.1 200 [^]*?content-length: (\d+)\r\n/i.exec(head)?.[1];
  if (!length) throw new Error(`The answer is not what it should be: ${head}`);
  const whole = head.indexOf("\r\n\r\n") + 4 + Number(length);
  while (read < whole) {
    const more = await connection.read(buffer);
    if (more === null) throw new Error("The answer ended early");
    read += more;
  }
}
