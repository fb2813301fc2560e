/**
 * The source files of the project as text, and what each imports.
 *
 * @module
 */

const ROOT = new URL("../", import.meta.url);

/** What git keeps and nobody reads as a folder of ours. */
const NOT_OURS = /^(?:docs|node_modules|\.)/;

/** A source file. */
export interface Source {
  /** Path from the root. */
  readonly path: string;
  /** The text without its comments. */
  readonly code: string;
}

/** The source files of a folder and its folders; none if it is not there. */
export function sourcesIn(folder: string): Source[] {
  let entries: Deno.DirEntry[];
  try {
    entries = [...Deno.readDirSync(new URL(folder, ROOT))];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  return entries.flatMap(({ name, isDirectory }): Source[] => {
    const path = `${folder}/${name}`;
    if (isDirectory) return name === "node_modules" ? [] : sourcesIn(path);
    if (!/\.(?:ts|tsx|js|mjs)$/.test(name)) return [];
    return [{ path, code: withoutComments(Deno.readTextFileSync(new URL(path, ROOT))) }];
  });
}

/** The source files beside the folders. */
export function sourcesAtRoot(): Source[] {
  return Array.from(Deno.readDirSync(ROOT), ({ name }) => name)
    .filter((name) => name.endsWith(".ts"))
    .map((path) => ({ path, code: withoutComments(Deno.readTextFileSync(new URL(path, ROOT))) }));
}

/** Drops comments that start a line; those behind code hold no imports. */
export function withoutComments(text: string): string {
  return text.replace(/^\s*\/\*[\s\S]*?\*\//gm, "").replace(/^\s*\/\/.*$/gm, "");
}

/** The modules that some code names: imports and exports of all forms, and workers. */
export function importsOf(code: string): string[] {
  const forms = [
    /\b(?:import|export)\b[^;'"`]*?\bfrom\s*["']([^"']+)["']/g,
    /\bimport\s*["']([^"']+)["']/g,
    /\bimport\s*\(\s*["'`]([^"'`]+)["'`]/g,
    /\bnew URL\(\s*["']([^"']+\.(?:ts|tsx|js|mjs|wasm))["']\s*,\s*import\.meta\.url/g,
  ];
  return forms.flatMap((form) => Array.from(code.matchAll(form), ([, name]) => name!));
}

/** Where an import leads: a folder or file at the root, or "packages". */
export function targetOf(specifier: string, path: string): string {
  if (!/^\.{0,2}\//.test(specifier) && !specifier.startsWith("file:")) return "packages";
  const target = new URL(specifier, new URL(path, ROOT)).href;
  return target.startsWith(ROOT.href) ? target.slice(ROOT.href.length).split("/")[0]! : target;
}

/** The files, from the root, that some code imports. */
export function filesOf(code: string, path: string): string[] {
  return importsOf(code)
    .filter((specifier) => /^\.{1,2}\//.test(specifier))
    .map((specifier) => new URL(specifier, new URL(path, ROOT)).href.slice(ROOT.href.length));
}

/** The folders under one, each with the number of files of its own. */
export function foldersIn(folder: string): { path: string; files: number }[] {
  const entries = [...Deno.readDirSync(new URL(`${folder}/`, ROOT))]
    .filter(({ name }) => folder !== "." || !NOT_OURS.test(name))
    .filter(({ name }) => name !== "node_modules" && name !== "build");
  const path = folder.replace(/^\.\//, "");
  const folders = entries.filter(({ isDirectory }) => isDirectory)
    .flatMap(({ name }) => foldersIn(`${folder}/${name}`));
  return [{ path, files: entries.filter(({ isFile }) => isFile).length }, ...folders];
}
