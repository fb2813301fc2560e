/**
 * A connection to the store's SQLite file: statements, transactions, and what went wrong with them.
 * Whatever SQLite throws (disk full, locked, closed) is `store_unavailable`.
 *
 * @module
 */

import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { RoteError } from "../../../lib/mod.ts";
import { checkSchema, prepareSchema } from "./sqlite_schema.ts";
import { storeReadOnly } from "../store.ts";
import { StoreFile } from "./store_file.ts";
import { lockStore, type StoreLock } from "./store_lock.ts";

/** Milliseconds to wait for somebody else's lock. */
const TIMEOUT = 5_000;

/** A row as SQLite gives it. */
export type Row = Record<string, unknown>;

/** A connection. */
export class SqliteConnection {
  readonly isReadOnly: boolean;
  readonly #database: DatabaseSync;
  readonly #lock: StoreLock | undefined;
  readonly #file: StoreFile | undefined;
  readonly #statements = new Map<string, StatementSync>();
  #isWriting = false;
  /** The last write that SQLite failed at; nothing once one succeeded. */
  #failure: string | undefined;

  /**
   * Opens a file, or creates it unless it is only to be read.
   *
   * @param now milliseconds of a clock
   * @throws {RoteError} `store_unavailable`
   */
  constructor(path: string, isReadOnly: boolean, now: () => number) {
    this.isReadOnly = isReadOnly;
    const isFile = path !== ":memory:";
    try {
      if (isReadOnly) {
        this.#database = openToRead(path);
      } else {
        if (isFile) this.#lock = lockStore(path);
        this.#database = openToWrite(path);
      }
      if (isFile) this.#file = new StoreFile(path, now);
    } catch (error) {
      this.#lock?.release();
      if (error instanceof RoteError) throw error;
      throw new RoteError("store_unavailable", `Cannot open the store ${path}: ${reasonOf(error)}`);
    }
  }

  /** What keeps the store from being written, in sentences. */
  get problems(): string[] {
    return [this.#file?.problem, this.#failure].filter((problem) => problem !== undefined);
  }

  /** The rows of a query. */
  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#attempt(() => this.#statement(sql).all(...values));
  }

  /** Changes something, in a transaction of its own unless one is under way. Returns the rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return this.#writing(() => Number(this.#statement(sql).run(...values).changes));
  }

  /** Adds a row and gives its number. */
  insert(sql: string, ...values: SQLInputValue[]): number {
    return this.#writing(() => Number(this.#statement(sql).run(...values).lastInsertRowid));
  }

  /**
   * Does all of some work or nothing.
   *
   * @throws {RoteError} `store_read_only`, `store_unavailable`; whatever the work throws
   */
  transaction<T>(work: () => T): T {
    return this.#writing(() => {
      this.#database.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        this.#database.exec("COMMIT");
        return result;
      } catch (error) {
        // SQLite has rolled back by itself where the disk is full.
        if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
        throw error;
      }
    });
  }

  /** The same for what tidies up: it says nothing of whether others can write. */
  tidy<T>(work: () => T): T {
    const failure = this.#failure;
    try {
      return this.transaction(work);
    } finally {
      this.#failure = failure;
    }
  }

  close(): void {
    this.#statements.clear();
    try {
      if (this.#lock) takeLogAway(this.#database);
      this.#database.close();
    } finally {
      this.#lock?.release();
    }
  }

  #writing<T>(work: () => T): T {
    if (this.#isWriting) return this.#attempt(work);
    this.#checkWritable();
    this.#isWriting = true;
    try {
      const result = this.#attempt(work);
      this.#failure = undefined;
      return result;
    } catch (error) {
      if (error instanceof RoteError && error.code === "store_unavailable") {
        this.#failure = `The last write failed. ${error.message}`;
      }
      throw error;
    } finally {
      this.#isWriting = false;
    }
  }

  /** Nothing is acknowledged that is written to a file which nobody will find again. */
  #checkWritable(): void {
    if (this.isReadOnly) throw storeReadOnly();
    const problem = this.#file?.look();
    if (problem) throw new RoteError("store_unavailable", problem);
  }

  #attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (error instanceof RoteError) throw error;
      throw new RoteError("store_unavailable", `The store failed: ${reasonOf(error)}`);
    }
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, statement = this.#database.prepare(sql));
    return statement;
  }
}

function openToWrite(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: TIMEOUT });
  try {
    prepareSchema(database);
    // The log is taken over into the file a megabyte at a time: four keep others waiting for longer.
    database.exec("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 256");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Opens a file to read, which must be up to date. */
function openToRead(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { readOnly: true, timeout: TIMEOUT });
  try {
    checkSchema(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Leaves one file that can be read where nothing can be written, as the log takes a folder to write in.
 * While others read it the log stays.
 */
function takeLogAway(database: DatabaseSync): void {
  try {
    database.exec("PRAGMA journal_mode = DELETE");
  } catch {
    // Nothing is lost by it.
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.NotCapable) {
    return `this process may not touch it. The tasks in deno.json open the project's folder alone; ` +
      `for a store elsewhere run main.ts with --allow-read and --allow-write for its folder, too`;
  }
  return error instanceof Error ? error.message : String(error);
}
