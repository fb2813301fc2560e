/**
 * Runs the command line as a user does: a process of its own, in a folder of its own.
 *
 * @module
 */

const MAIN = new URL("../../cli/main.ts", import.meta.url).pathname;
const CONFIG = new URL("../../deno.json", import.meta.url).pathname;

/** What a finished process left. */
export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder that is removed at the end. */
export interface Folder {
  readonly path: string;
  /** Runs `rote` with these arguments in the folder and waits for its end. */
  rote(...args: string[]): Promise<Finished>;
  /** Starts `rote` with pipes for all that it writes. */
  start(...args: string[]): Deno.ChildProcess;
  /** Writes a file. */
  write(name: string, contents: string | Uint8Array): Promise<void>;
  read(name: string): Promise<Uint8Array<ArrayBuffer>>;
  /** The names of its files, sorted. */
  names(): string[];
  remove(): Promise<void>;
}

/** Makes a folder. */
export async function makeFolder(): Promise<Folder> {
  const path = await Deno.makeTempDir();
  const command = (args: string[]) =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-prompt", "--config", CONFIG, MAIN, ...args],
      cwd: path,
      env: { NO_COLOR: "1" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    });
  return {
    path,
    async rote(...args) {
      const { code, stdout, stderr } = await command(args).output();
      const decoder = new TextDecoder();
      return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
    },
    start: (...args) => command(args).spawn(),
    write: (name, contents) =>
      typeof contents === "string"
        ? Deno.writeTextFile(`${path}/${name}`, contents)
        : Deno.writeFile(`${path}/${name}`, contents),
    read: (name) => Deno.readFile(`${path}/${name}`),
    names: () => Array.from(Deno.readDirSync(path), ({ name }) => name).sort(),
    remove: () => Deno.remove(path, { recursive: true }),
  };
}
