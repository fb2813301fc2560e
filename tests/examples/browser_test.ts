/**
 * The page of the browser example in Chromium: files are dropped on it and bits switched, as a visitor
 * would; and the server that its README starts.
 *
 * @module
 */
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { encodeNetwork } from "../../lib/kinds/network/encode.ts";
import { loadModel } from "../../lib/edge/mod.ts";
import { filesOf, openPage } from "../lib/exports/javascript/chromium.ts";
import { needing } from "../lib/exports/tools.ts";
import { randomNetwork } from "../lib/random_data.ts";
import { type FreshClone, makeFreshClone } from "./fresh_clone.ts";

/** Class names that a page must show, and nothing else. */
const STRANGE = ["<img src=x onerror='ran=true'>", "</bdi><a href=x>"];

/** The segments of the ten digits. */
const DIGITS = [
  ...["1111110", "0110000", "1101101", "1111001", "0110011"],
  ...["1011011", "1011111", "1110000", "1111111", "1111011"],
];

const chromium = needing("chromium");

describe("the browser example", () => {
  let clone: FreshClone;
  let commands: string[];
  beforeAll(async () => {
    clone = await makeFreshClone();
    commands = await clone.commands("browser");
    await clone.sh(commands[0]!);
  });
  afterAll(() => clone.remove());

  it(
    `reads what is dropped, predicts, and refuses in words${chromium.reason}`,
    chromium,
    async () => {
      const seven = await Deno.readFile(`${clone.path}/seven.rote`);
      const model = loadModel(seven);
      const folder = `${clone.path}/examples/browser`;
      const small = [{ width: 5, arity: 3 }, { width: 1, arity: 2 }];
      const broken = seven.slice();
      broken[100]! ^= 1;
      const made: Record<string, BodyInit> = {
        "rows.json": JSON.stringify(DIGITS),
        "visit.mjs": await Deno.readTextFile(new URL("browser_visit.mjs", import.meta.url)),
        "strange.rote": encodeNetwork(
          randomNetwork(3, { features: 20, layers: small }, { classes: STRANGE }),
        ),
        "wide.rote": encodeNetwork(randomNetwork(4, { features: 784, layers: small })),
        "broken.rote": broken,
      };
      const page = (await Deno.readTextFile(`${folder}/index.html`))
        .replace("</body>", '<script type="module" src="visit.mjs"></script></body>');
      const types = { html: "text/html; charset=utf-8", mjs: "text/javascript" };
      const found = await openPage("index.html", (path) => {
        const body = path === "index.html" ? page : made[path];
        if (body === undefined) return filesOf(folder)(path);
        const type = types[path.split(".").pop() as keyof typeof types] ?? "text/plain";
        return new Response(body, { headers: { "Content-Type": type } });
      });

      const answerOf = (row: string) => {
        const { label, scores } = model.predict(row);
        return { label: model.classes[label], scores: scores.map(String), meters: scores };
      };
      const strange = loadModel(made["strange.rote"] as Uint8Array);
      const { label, scores } = strange.predict("0".repeat(20));
      const strangeAnswer = `${STRANGE[label]} with a score of ${scores[label]}`;
      const refusal = assertThrows(() => loadModel(broken), Error);
      const none = { label: "", scores: [] };
      assertEquals(found, {
        atFirst: { hidden: true, fault: "" },
        model: {
          name: "dropped.rote",
          size: `${seven.length} bytes`,
          features: "7",
          classes: "even, odd",
          boxes: 7,
          row: "0000000",
        },
        answers: DIGITS.map((row) => ({ row, ...answerOf(row) })),
        written: { ...answerOf("1110000"), boxes: "1110000" },
        tooShort: {
          ...none,
          meters: answerOf("1110000").meters,
          fault: "The row has 3 bits, not 7",
        },
        again: answerOf("1110000"),
        strange: {
          classes: STRANGE.join(", "),
          answer: strangeAnswer,
          elements: 0,
          ran: false,
          boxes: 20,
        },
        wide: { boxes: 0, isFieldsetShown: false, row: 784, answer: true },
        broken: {
          hidden: true,
          fault: `broken.rote is no model. ${refusal.message}.`,
        },
        example: { name: "seven.rote", fault: "" },
        picked: "784",
        unnamed: 0,
        isAnswerLive: true,
      });
    },
  );

  it("is served by its README's command, and nothing beside it", async () => {
    const { port, stop } = await clone.serve(commands[1]!, 8790);
    const url = `http://127.0.0.1:${port}`;
    try {
      const page = await fetch(url);
      assertEquals(page.headers.get("Content-Type"), "text/html; charset=utf-8");
      const text = await page.text();
      assertStringIncludes(text, "./build/rote_runtime.mjs");
      const runtime = await fetch(`${url}/build/rote_runtime.mjs`);
      assertEquals(runtime.headers.get("Content-Type"), "text/javascript");
      assertStringIncludes(await runtime.text(), "loadModel");
      const blob = new Uint8Array(await (await fetch(`${url}/build/seven.rote`)).arrayBuffer());
      assertEquals(blob, await Deno.readFile(`${clone.path}/seven.rote`));
      for (
        const path of ["/serve.ts", "/README.md", "/build/", "/..%2fREADME.md", "/constructor"]
      ) {
        const response = await fetch(`${url}${path}`);
        await response.body?.cancel();
        assertEquals(response.status, 404, path);
      }
    } finally {
      await stop();
    }
  });

  it("takes nothing from another host", async () => {
    const page = await Deno.readTextFile(`${clone.path}/examples/browser/index.html`);
    assertEquals(page.match(/(?:https?:)?\/\/[a-z0-9.-]+\.[a-z]+/gi), null);
    assertStringIncludes(page, "default-src 'none'");
  });
});
