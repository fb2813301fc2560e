/**
 * Which folder may import from which: data flows down and answers flow up, so nothing imports
 * upwards. It reads the source of every folder that there is, by itself.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  foldersIn,
  importsOf,
  namedIn,
  pathOf,
  type Source,
  sourcesAtRoot,
  sourcesIn,
  targetOf,
  withoutComments,
} from "./sources.ts";

/** For each folder the folders it may import from; "packages" stands for everything from outside. */
const MAY_IMPORT: Record<string, string[]> = {
  lib: ["lib"],
  models: ["models", "lib", "packages"],
  routes: ["routes", "models", "lib", "packages", "deno.json"],
  client: ["client", "routes", "models", "lib", "packages"],
  cli: ["cli", "routes", "models", "lib", "packages", "main.ts", "deno.json"],
  experiments: ["experiments", "cli", "models", "lib", "packages", "deno.json"],
  bench: ["bench", "cli", "routes", "models", "lib", "packages", "main.ts", "deno.json"],
};

/**
 * The rooms of the larger floors, from the lowest level to the highest. A room is a folder, or files
 * that stand by themselves: of two entries that name a file the longer one is its room. A room
 * imports from itself and from rooms of lower levels.
 */
const ROOMS: Record<string, readonly (readonly string[])[]> = {
  lib: [
    ["errors.ts limits.ts steps.ts random.ts byte_order.ts uncaught.ts"],
    ["rows"],
    ["kernels"],
    ["scores", "blob", "threads"],
    ["kinds"],
    ["encoders"],
    ["any_model.ts any_blob.ts explain.ts"],
    ["methods", "edge"],
    ["exports"],
    ["mod.ts"],
  ],
  "lib/kinds": [
    ["network"],
    ["voting", "boosted"],
    ["pairwise"],
  ],
  models: [
    ["names.ts method.ts turns.ts job.ts description_limit.ts stored_model.ts model_summary.ts"],
    ["bodies", "store"],
    ["operating"],
    ["serving"],
    ["jobs"],
    ["requests"],
    ["service_metrics.ts", "answers.ts"],
  ],
  routes: [
    ["http", "majority.ts"],
    ["gate", "greeting.ts"],
    ["offload"],
    ["parts.ts"],
    ["v1", "v2", "mlflow.ts"],
    ["offload/far", "openapi"],
    ["about"],
    ["app.ts"],
    ["service.ts"],
    ["openapi/write.ts"],
  ],
};

/** Levels that a floor may have. */
const MOST_LEVELS = 10;

/** Files that a folder may have of its own. */
const MOST_FILES = 16;

/** Folders of data: they have a file a case. */
const DATA = ["tests/golden", "tests/lib/blob/abuse"];

/** Remove at the merge: what is still to be put right elsewhere. */
const KNOWN: readonly string[] = [
  "lib/scores/calibration.ts -> lib/kinds/network/predict_batch.ts",
  "lib/kernels/typescript/write_table.ts -> lib/kinds/network/model.ts",
  "lib/kernels/typescript/apply.ts -> lib/kinds/network/model.ts",
  "lib/threads/stages.ts -> lib/kinds/boosted/training/training_layout.ts",
  "lib/threads/stages.ts -> lib/kinds/boosted/training/stages.ts",
  "lib/threads/stages.ts -> lib/kinds/network/training/training_layout.ts",
  "lib/threads/helper.ts <-> lib/threads/team.ts",
  "lib/kinds/boosted/train.ts <-> lib/kinds/boosted/training/report.ts",
  "models/jobs/job_queue.ts -> models/requests/boosted_request.ts",
  "models/jobs/training_worker.ts -> models/requests/boosted_request.ts",
  "models/jobs/jobs.ts -> models/requests/boosted_request.ts",
  "lib/kernels/assembly",
  "tests/lib/blob",
];

/** What the product never imports. */
const NEVER = ["tests", "bench", "experiments"];

/** The packages that the client imports. */
const CLIENT_PACKAGES: Record<string, string[]> = {
  "client/client.ts": ["hono/client"],
  "client/job_events.ts": ["eventsource-parser"],
};

/** What the engine does without: other runtimes than the web's, and chance that no seed repeats. */
const NOT_IN_LIB = /\b(?:Deno|Bun|Buffer|process\.|require\(|Math\.random|__dirname)/;

/** Methods of iterators (ES2025), which Node 20 and Safari 18.3 have not got. */
const ITERATOR_HELPER = /\.(?:keys|values|entries)\(\)\s*\.\w+\(/;

/** Imports of a folder's files that lead elsewhere than to `allowed`. */
function strayImports(folder: string, isAllowed: (target: string) => boolean): string[] {
  return sourcesIn(folder).flatMap(({ path, code }) => {
    const stray = namedIn(code).filter((specifier) => !isAllowed(targetOf(specifier, path)));
    return stray.map((specifier) => `${path} imports ${specifier}`);
  });
}

/** The files that a source imports. AssemblyScript names them without their ending. */
function pathsImportedBy({ path, code }: Source): string[] {
  return importsOf(code).map((specifier) => pathOf(specifier, path))
    .filter((to) => to !== undefined)
    .map((to) => /\.\w+$/.test(to) ? to : `${to}.ts`);
}

/** Files that lead back to themselves, those of a circle in one line in the order of their names. */
function circlesOf(imported: ReadonlyMap<string, readonly string[]>): string[] {
  const reached = new Map(
    Array.from(imported.keys(), (path) => {
      const seen = new Set<string>();
      const next = [...imported.get(path)!];
      for (let at = next.pop(); at !== undefined; at = next.pop()) {
        if (seen.has(at)) continue;
        seen.add(at);
        next.push(...imported.get(at)!);
      }
      return [path, seen];
    }),
  );
  const circles = Array.from(reached).filter(([path, seen]) => seen.has(path))
    .map(([path, seen]) => [...seen].filter((to) => reached.get(to)!.has(path)).toSorted());
  return [...new Set(circles.map((circle) => circle.join(" <-> ")))];
}

describe("the architecture", () => {
  for (const [folder, allowed] of Object.entries(MAY_IMPORT)) {
    it(`lets ${folder} import from ${allowed.join(", ")} only`, () => {
      assertEquals(strayImports(folder, (target) => allowed.includes(target)), []);
    });
  }

  it("keeps tests, benchmarks and experiments out of the product", () => {
    for (const folder of ["lib", "models", "routes", "client", "cli"]) {
      assertEquals(strayImports(folder, (target) => !NEVER.includes(target)), []);
    }
    for (const { path, code } of sourcesAtRoot()) {
      const targets = namedIn(code).map((specifier) => targetOf(specifier, path));
      assertEquals(targets.filter((target) => NEVER.includes(target)), [], path);
    }
  });

  it("has one door to the engine, but for measurements of its inside", () => {
    const sources = ["models", "routes", "client", "cli", "experiments"].flatMap(sourcesIn);
    for (const source of [...sources, ...sourcesAtRoot()]) {
      const inside = pathsImportedBy(source).filter((path) => path.startsWith("lib/"));
      assertEquals(inside.filter((path) => path !== "lib/mod.ts"), [], source.path);
    }
  });

  it("keeps the engine on the web platform alone", () => {
    const sources = sourcesIn("lib");
    assert(sources.length > 20, `${sources.length} files`);
    for (const { path, code } of sources) {
      assertEquals(code.match(NOT_IN_LIB)?.[0], undefined, path);
      assertEquals(code.match(/\bimport\s*\(\s*[^"'`\s]/)?.[0], undefined, path);
      assertEquals(code.match(ITERATOR_HELPER)?.[0], undefined, path);
    }
  });
});

describe("the rooms", () => {
  for (const [floor, levels] of Object.entries(ROOMS)) {
    const rooms = levels.flatMap((level, at) =>
      level.flatMap((room) =>
        room.split(" ").map((name) => ({ name: `${floor}/${name}`, room, at }))
      )
    );
    const roomOf = (path: string) =>
      rooms.filter(({ name }) => path === name || path.startsWith(`${name}/`))
        .toSorted((a, b) => b.name.length - a.name.length)[0];

    it(`of ${floor} are ${levels.length} levels, and each file is in one`, () => {
      assert(levels.length <= MOST_LEVELS);
      const paths = sourcesIn(floor).map(({ path }) => path);
      assertEquals(paths.filter((path) => !roomOf(path)), []);
      assertEquals(rooms.filter((one) => !paths.some((path) => roomOf(path) === one)), []);
    });

    it(`of ${floor} import from lower ones only`, () => {
      const up = sourcesIn(floor).flatMap((source) => {
        const own = roomOf(source.path);
        return pathsImportedBy(source).filter((path) => {
          const other = roomOf(path);
          return own && other && own.room !== other.room && own.at <= other.at;
        }).map((path) => `${source.path} -> ${path}`);
      });
      assertEquals(up.filter((arrow) => !KNOWN.includes(arrow)), []);
    });
  }

  it("have no file that imports one that imports it", () => {
    const sources = [...Object.keys(MAY_IMPORT).flatMap(sourcesIn), ...sourcesAtRoot()];
    const paths = new Set(sources.map(({ path }) => path));
    const imported = new Map(
      sources.map((source) => [source.path, pathsImportedBy(source).filter((to) => paths.has(to))]),
    );
    assertEquals(circlesOf(imported).filter((circle) => !KNOWN.includes(circle)), []);
  });

  it(`have at most ${MOST_FILES} files each`, () => {
    const folders = [...Object.keys(MAY_IMPORT), "tests", "tools", "compat"].flatMap(foldersIn);
    assert(folders.length > 50, `${folders.length} folders`);
    const large = folders.filter(([path, files]) =>
      files > MOST_FILES && !DATA.some((data) => path === data || path.startsWith(`${data}/`))
    );
    assertEquals(large.map(([path]) => path).filter((path) => !KNOWN.includes(path)), []);
  });
});

describe("the client", () => {
  it("takes types of the service and none of its code, and two packages", () => {
    const sources = sourcesIn("client");
    assert(sources.length > 5, `${sources.length} files`);
    for (const { path, code } of sources) {
      // Without statements that name types alone; one that names code as well stays.
      const codeOnly = code.replace(/\b(?:import|export)\s+type\b[^;]*;/g, "");
      const outside = namedIn(codeOnly).filter((name) => targetOf(name, path) !== "client");
      assertEquals(outside, CLIENT_PACKAGES[path] ?? [], path);
      assertEquals(code.match(NOT_IN_LIB)?.[0], undefined, path);
      assertEquals(code.match(ITERATOR_HELPER)?.[0], undefined, path);
    }
  });
});

describe("circlesOf()", () => {
  it("tells each circle once, those of one file too, and nothing that leads to one", () => {
    const imported = { a: ["b"], b: ["c", "e"], c: ["a", "d"], d: ["d"], e: [], f: ["a"] };
    assertEquals(circlesOf(new Map(Object.entries(imported))), ["a <-> b <-> c", "d"]);
    assertEquals(circlesOf(new Map([["a", ["b"]], ["b", []]])), []);
  });
});

describe("namedIn()", () => {
  it("sees imports of every form, and none in comments", () => {
    const code = withoutComments(`
      /** import a from "./comment.ts"; */
      // import b from "./line.ts";
      import one from "./one.ts";
      import type { Two } from './two.ts';
      import {
        type Three,
        three,
      } from "npm:three";
      export * from "../four.ts";
      export { five } from "five";
      import "./six.ts";
      const seven = await import("./seven.ts");
      const worker = new Worker(new URL("./eight.ts", import.meta.url).href);
      import nine from "../nine.json" with { type: "json" };
    `);
    assertEquals(importsOf(code).length, 8);
    const places = namedIn(code).map((name) => targetOf(name, "lib/blob/file.ts"));
    assertEquals(places.filter((place) => place === "packages").length, 2);
    assertEquals(places.filter((place) => place === "lib").length, 7);
    assertEquals(targetOf("../../tests/mnist.ts", "lib/blob/file.ts"), "tests");
    assertEquals(targetOf("npm:hono", "lib/blob/file.ts"), "packages");
    assertEquals(targetOf("node:fs", "lib/file.ts"), "packages");
  });
});
