/**
 * The source files of the project as text, and what each imports.
 *
 * @module
 */

/** Where the project is. */
export const ROOT = new URL("../", import.meta.url);

/** A source file. */
export interface Source {
  /** Path from the root. */
  readonly path: string;
  /** The text without its comments. */
  readonly code: string;
}

/** The source files of a folder and its folders; none if it is not there. */
export function sourcesIn(folder: string): Source[] {
  return entriesOf(folder).flatMap(({ name, isDirectory }): Source[] => {
    const path = `${folder}/${name}`;
    if (isDirectory) return name === "node_modules" ? [] : sourcesIn(path);
    return /\.(?:ts|tsx|js|mjs)$/.test(name) ? [sourceAt(path)] : [];
  });
}

/** The source files beside the folders. */
export function sourcesAtRoot(): Source[] {
  return entriesOf(".").filter(({ name }) => name.endsWith(".ts")).map(({ name }) =>
    sourceAt(name)
  );
}

/** A folder and its folders, each with how many files it has of its own. */
export function foldersIn(folder: string): [path: string, files: number][] {
  const entries = entriesOf(folder).filter(({ name }) => name !== "node_modules");
  const files = entries.filter(({ isFile }) => isFile).length;
  return [
    [folder, files],
    ...entries.filter(({ isDirectory }) => isDirectory)
      .flatMap(({ name }) => foldersIn(`${folder}/${name}`)),
  ];
}

function entriesOf(folder: string): Deno.DirEntry[] {
  try {
    return [...Deno.readDirSync(new URL(folder, ROOT))];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

function sourceAt(path: string): Source {
  return { path, code: withoutComments(Deno.readTextFileSync(new URL(path, ROOT))) };
}

/** Drops comments that start a line; those behind code hold no imports. */
export function withoutComments(text: string): string {
  return text.replace(/^\s*\/\*[\s\S]*?\*\//gm, "").replace(/^\s*\/\/.*$/gm, "");
}

const IMPORTS = [
  /\b(?:import|export)\b[^;'"`]*?\bfrom\s*["']([^"']+)["']/g,
  /\bimport\s*["']([^"']+)["']/g,
  /\bimport\s*\(\s*["'`]([^"'`]+)["'`]/g,
];
const STARTED = /\bnew URL\(\s*["']([^"']+\.(?:ts|tsx|js|mjs|wasm))["']\s*,\s*import\.meta\.url/g;

/** The modules that some code imports: imports and exports of all forms, those of types too. */
export function importsOf(code: string): string[] {
  return IMPORTS.flatMap((form) => Array.from(code.matchAll(form), ([, name]) => name!));
}

/** The modules that some code imports, or starts as workers. */
export function namedIn(code: string): string[] {
  return [...importsOf(code), ...Array.from(code.matchAll(STARTED), ([, name]) => name!)];
}

/** The path from the root that an import leads to; nothing if it is a package or lies outside. */
export function pathOf(specifier: string, path: string): string | undefined {
  if (isPackage(specifier)) return undefined;
  const { href } = new URL(specifier, new URL(path, ROOT));
  return href.startsWith(ROOT.href) ? href.slice(ROOT.href.length) : undefined;
}

/** Where an import leads: a folder or file at the root, or "packages". */
export function targetOf(specifier: string, path: string): string {
  if (isPackage(specifier)) return "packages";
  return pathOf(specifier, path)?.split("/")[0] ?? specifier;
}

function isPackage(specifier: string): boolean {
  return !/^\.{0,2}\//.test(specifier) && !specifier.startsWith("file:");
}
