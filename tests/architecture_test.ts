/**
 * Which folder may import from which: data flows down and answers flow up, so nothing imports
 * upwards. It reads the source of every folder that there is, by itself.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  filesOf,
  foldersIn,
  importsOf,
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

/** Folders whose files form no circle, of types neither: all that are ours. */
const OURS = Object.keys(MAY_IMPORT);

/** Rooms from the ground up; those of a line do not import each other, but for the ground. */
type Floors = readonly (readonly string[])[];

/** The rooms of the engine: its folders, and the files beside them by name. */
const ENGINE: Floors = [
  ["errors", "limits", "setting", "steps", "random", "byte_order", "uncaught"],
  ["rows", "kernels"],
  ["scores", "threads", "blob"],
  ["kinds"],
  ["encoders"],
  ["any_model"],
  ["any_blob", "explain"],
  ["methods", "edge"],
  ["exports"],
  ["mod"],
];
/** The same inside `lib/kinds/`: what is shared by all stands on top. */
const KINDS: Floors = [
  ["kind"],
  ["network", "boosted"],
  ["voting"],
  ["pairwise"],
  ["mod"],
  ["training_helper"],
  ["training_team"],
];

/** The rooms of the models: on the ground what is known of a model and a job. */
const MODELS: Floors = [
  ["names", "turns", "job", "description_limit", "stored_model", "model_summary"],
  ["bodies", "store"],
  ["operating"],
  ["serving"],
  ["jobs"],
  ["requests"],
  ["service_metrics", "answers"],
];
/** The rooms of the routes. What is named by itself inside another room is none of that room's. */
const ROUTES: Floors = [
  ["http"],
  ["majority", "gate"],
  ["greeting", "offload"],
  ["parts"],
  ["v1", "v2", "mlflow"],
  ["offload/far", "openapi"],
  ["about"],
  ["app"],
  ["service"],
  ["openapi/write"],
];
/** What may have so many floors at most. */
const ROOMS: Readonly<Record<string, Floors>> = {
  "lib": ENGINE,
  "lib/kinds": KINDS,
  "models": MODELS,
  "routes": ROUTES,
};
const MOST_FLOORS = 10;

/** The packages of the client, by the files that import them. */
const CLIENT_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  "client/client.ts": ["hono/client"],
  "client/job_events.ts": ["eventsource-parser"],
};

/** Files of a folder's own at most. */
const MOST_FILES = 16;
/** Folders that may have more: data of tests. */
const CROWDED = ["tests/lib/blob/abuse"];

/** What the product never imports. */
const NEVER = ["tests", "bench", "experiments"];

/** What the engine does without: other runtimes than the web's, and chance that no seed repeats. */
const NOT_IN_LIB = /\b(?:Deno|Bun|Buffer|process\.|require\(|Math\.random|__dirname)/;

/** Methods of iterators (ES2025), which Node 20 and Safari 18.3 have not got. */
const ITERATOR_HELPER = /\.(?:keys|values|entries)\(\)\s*\.\w+\(/;

/** Imports of a folder's files that lead elsewhere than to `allowed`. */
function strayImports(folder: string, isAllowed: (target: string) => boolean): string[] {
  return sourcesIn(folder).flatMap(({ path, code }) => {
    const stray = importsOf(code).filter((specifier) => !isAllowed(targetOf(specifier, path)));
    return stray.map((specifier) => `${path} imports ${specifier}`);
  });
}

/** Files that import each other in a circle; none if there is no circle. */
function circleIn(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const way: string[] = [];
  const walk = (path: string): string[] => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path)) return [];
    way.push(path);
    for (const next of imports.get(path) ?? []) {
      const circle = walk(next);
      if (circle.length > 0) return circle;
    }
    way.pop();
    done.add(path);
    return [];
  };
  for (const path of imports.keys()) {
    const circle = walk(path);
    if (circle.length > 0) return circle;
  }
  return [];
}

/** Imports of a folder's files from rooms that stand above their own, or beside it. */
function upwards(folder: string, floors: Floors): string[] {
  const roomOf = (path: string) => {
    const within = path.slice(folder.length + 1).replace(/\.ts$/, "");
    const [room] = floors.flat()
      .filter((room) => within === room || within.startsWith(`${room}/`))
      .toSorted((a, b) => b.length - a.length);
    assert(room !== undefined, `${path} is in no room`);
    return { room, floor: floors.findIndex((rooms) => rooms.includes(room)) };
  };
  return sourcesIn(folder).flatMap(({ path, code }) => {
    const own = roomOf(path);
    return filesOf(code, path)
      .filter((target) => target.startsWith(`${folder}/`) && target.endsWith(".ts"))
      .filter((target) => {
        const { room, floor } = roomOf(target);
        return room !== own.room && floor >= own.floor && floor > 0;
      })
      .map((target) => `${path} imports ${target}`);
  });
}

describe("the architecture", () => {
  for (const [folder, allowed] of Object.entries(MAY_IMPORT)) {
    it(`lets ${folder} import from ${allowed.join(", ")} only`, () => {
      assertEquals(strayImports(folder, (target) => allowed.includes(target)), []);
    });
  }

  it("has no circle of files", () => {
    const imports = new Map(
      OURS.flatMap(sourcesIn).map(({ path, code }) => [path, filesOf(code, path)] as const),
    );
    assert(imports.size > 300, `${imports.size} files`);
    assertEquals(circleIn(imports), []);
  });

  for (const [folder, floors] of Object.entries(ROOMS)) {
    it(`has rooms in ${folder}, none of which imports from one above`, () => {
      assert(floors.length <= MOST_FLOORS, `${floors.length} floors`);
      assertEquals(upwards(folder, floors), []);
      const names = floors.flat().map((room) => `${folder}/${room}`);
      const paths = sourcesIn(folder).map(({ path }) => path);
      const isThere = (name: string) =>
        paths.some((path) => path === `${name}.ts` || path.startsWith(`${name}/`));
      assertEquals(names.filter((name) => !isThere(name)), []);
    });
  }

  it("has one door to the engine, but for measurements of its inside", () => {
    const folders = ["models", "routes", "client", "cli", "experiments"].flatMap(sourcesIn);
    const inside = [...folders, ...sourcesAtRoot()].flatMap(({ path, code }) =>
      filesOf(code, path).filter((target) => target.startsWith("lib/") && target !== "lib/mod.ts")
        .map((target) => `${path} imports ${target}`)
    );
    assertEquals(inside, []);
  });

  it("has few files in a folder", () => {
    const crowded = foldersIn(".").filter(({ path, files }) =>
      files > MOST_FILES && !CROWDED.includes(path)
    );
    assertEquals(crowded, []);
  });

  it("keeps tests, benchmarks and experiments out of the product", () => {
    for (const folder of ["lib", "models", "routes", "client", "cli"]) {
      assertEquals(strayImports(folder, (target) => !NEVER.includes(target)), []);
    }
    for (const { path, code } of sourcesAtRoot()) {
      const targets = importsOf(code).map((specifier) => targetOf(specifier, path));
      assertEquals(targets.filter((target) => NEVER.includes(target)), [], path);
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

describe("the client", () => {
  it("takes types of the service, and none of its code", () => {
    const sources = sourcesIn("client");
    assert(sources.length > 5, `${sources.length} files`);
    for (const { path, code } of sources) {
      // Without statements that name types alone; one that names code as well stays.
      const codeOnly = code.replace(/\b(?:import|export)\s+type\b[^;]*;/g, "");
      const outside = importsOf(codeOnly).filter((name) => targetOf(name, path) !== "client");
      assertEquals(outside, CLIENT_PACKAGES[path] ?? [], path);
      assertEquals(code.match(NOT_IN_LIB)?.[0], undefined, path);
      assertEquals(code.match(ITERATOR_HELPER)?.[0], undefined, path);
    }
  });
});

describe("circleIn()", () => {
  it("finds a circle, of types and workers too", () => {
    const imports = new Map([["a", ["b"]], ["b", ["c", "d"]], ["c", []], ["d", ["b"]]]);
    assertEquals(circleIn(imports), ["b", "d", "b"]);
    imports.set("d", ["c"]);
    assertEquals(circleIn(imports), []);
  });
});

describe("importsOf()", () => {
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
    const places = importsOf(code).map((name) => targetOf(name, "lib/blob/file.ts"));
    assertEquals(places.filter((place) => place === "packages").length, 2);
    assertEquals(places.filter((place) => place === "lib").length, 7);
    assertEquals(targetOf("../../tests/mnist.ts", "lib/blob/file.ts"), "tests");
    assertEquals(targetOf("npm:hono", "lib/blob/file.ts"), "packages");
    assertEquals(targetOf("node:fs", "lib/file.ts"), "packages");
  });
});
