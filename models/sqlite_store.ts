/**
 * The store in one SQLite file, with write-ahead log and full synchronization: whatever a method
 * acknowledged survives the process and the machine going down at any moment.
 *
 * @module
 */

import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { RoteError } from "../lib/mod.ts";
import { CurrentVersions } from "./current_versions.ts";
import { type IdempotencyKey, isFinished, type Job } from "./job.ts";
import type { Model, ModelVersion } from "./model.ts";
import { prepareSchema } from "./sqlite_schema.ts";
import type { JobFilter, Store } from "./store.ts";

const MODEL = `SELECT m.name, m.created_at AS createdAt, v.document,
  (SELECT count(*) FROM versions WHERE model = m.name) AS versionCount
  FROM models m JOIN versions v ON v.model = m.name AND v.version = m.current`;

/** A store in a SQLite file. */
export class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #current: CurrentVersions;

  /**
   * Opens the file, or creates it.
   *
   * @param path file name, or ":memory:"
   * @param now milliseconds of a clock
   * @throws {RoteError} `store_unavailable` if it cannot be opened or is not a store of this version
   */
  constructor(path: string, now: () => number = Date.now) {
    let database: DatabaseSync | undefined;
    try {
      database = new DatabaseSync(path, { timeout: 5_000 });
      database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
      prepareSchema(database);
    } catch (error) {
      database?.close();
      throw new RoteError("store_unavailable", `Cannot open the store ${path}: ${reasonOf(error)}`);
    }
    this.#database = database;
    this.#current = new CurrentVersions({
      read: (model) => {
        const row = this.#all("SELECT current FROM models WHERE name = ?", model)[0];
        return row?.current as string | undefined;
      },
      foreignWrites: () => this.#all("PRAGMA data_version")[0]!.data_version as number,
    }, now);
  }

  putVersion(
    name: string,
    version: ModelVersion,
    blob: Uint8Array,
  ): { version: ModelVersion; isNew: boolean } {
    return this.#writing(name, () => this.#putVersion(name, version, blob));
  }

  listModels(): Model[] {
    return this.#all(`${MODEL} ORDER BY m.name`).map(toModel);
  }

  findModel(name: string): Model | undefined {
    return this.#all(`${MODEL} WHERE m.name = ?`, name).map(toModel)[0];
  }

  findNameIgnoringCase(name: string): string | undefined {
    const sql = "SELECT name FROM models WHERE name = ? COLLATE NOCASE LIMIT 1";
    return this.#all(sql, name)[0]?.name as string | undefined;
  }

  listVersions(name: string): ModelVersion[] {
    const sql = "SELECT document FROM versions WHERE model = ? ORDER BY number DESC";
    return this.#all(sql, name).map(toVersion);
  }

  findVersion(name: string, version: string): ModelVersion | undefined {
    const sql = "SELECT document FROM versions WHERE model = ? AND version = ?";
    return this.#all(sql, name, version).map(toVersion)[0];
  }

  currentVersion(name: string): string | undefined {
    return this.#current.find(name);
  }

  readBlob(name: string, version: string): Uint8Array<ArrayBuffer> | undefined {
    const sql = "SELECT blob FROM versions WHERE model = ? AND version = ?";
    return this.#all(sql, name, version)[0]?.blob as Uint8Array<ArrayBuffer> | undefined;
  }

  deleteModel(name: string): boolean {
    return this.#writing(name, () => this.#run("DELETE FROM models WHERE name = ?", name) > 0);
  }

  putJob(job: Job, key?: IdempotencyKey): void {
    this.#run(
      `INSERT INTO jobs (id, is_finished, document, client, key, fingerprint)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE
       SET is_finished = excluded.is_finished, document = excluded.document`,
      job.id,
      isFinished(job) ? 1 : 0,
      JSON.stringify(job),
      key?.client ?? null,
      key?.key ?? null,
      key?.fingerprint ?? null,
    );
  }

  finishJob(job: Job, version: ModelVersion, blob: Uint8Array): void {
    this.#writing(job.model, () => {
      this.#putVersion(job.model, version, blob);
      this.putJob(job);
    });
  }

  findJob(id: string): Job | undefined {
    return this.#all("SELECT document FROM jobs WHERE id = ?", id).map(toDocument<Job>)[0];
  }

  findKeyed(client: string, key: string): { id: string; fingerprint: string } | undefined {
    const sql = "SELECT id, fingerprint FROM jobs WHERE client = ? AND key = ?";
    return this.#all(sql, client, key)[0] as { id: string; fingerprint: string } | undefined;
  }

  listJobs(limit: number, { status, before }: JobFilter = {}): Job[] {
    const conditions = [
      ...(status === undefined ? [] : ["document ->> 'status' = ?"]),
      ...(before === undefined ? [] : ["number < (SELECT number FROM jobs WHERE id = ?)"]),
    ];
    const where = conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "";
    const values = [status, before].filter((value) => value !== undefined);
    const sql = `SELECT document FROM jobs ${where} ORDER BY number DESC LIMIT ?`;
    return this.#all(sql, ...values, limit).map(toDocument<Job>);
  }

  listUnfinishedJobs(): Job[] {
    const sql = "SELECT document FROM jobs WHERE is_finished = 0 ORDER BY number";
    return this.#all(sql).map(toDocument<Job>);
  }

  forgetJobs(keep: number): void {
    this.#run(
      `DELETE FROM jobs WHERE is_finished = 1 AND number <=
       (SELECT number FROM jobs WHERE is_finished = 1 ORDER BY number DESC LIMIT 1 OFFSET ?)`,
      keep,
    );
  }

  size(): { models: number; versions: number; bytes: number } {
    const sql = `SELECT (SELECT count(*) FROM models) AS models,
      (SELECT count(*) FROM versions) AS versions,
      (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size) AS bytes`;
    const { models, versions, bytes } = this.#all(sql)[0]!;
    return { models: Number(models), versions: Number(versions), bytes: Number(bytes) };
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #putVersion(
    name: string,
    version: ModelVersion,
    blob: Uint8Array,
  ): { version: ModelVersion; isNew: boolean } {
    this.#run(
      `INSERT INTO models (name, current, created_at) VALUES (?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET current = excluded.current`,
      name,
      version.version,
      version.createdAt,
    );
    const isNew = this.#run(
      `INSERT INTO versions (model, version, document, blob) VALUES (?, ?, ?, ?)
       ON CONFLICT (model, version) DO NOTHING`,
      name,
      version.version,
      JSON.stringify(version),
      blob,
    ) > 0;
    return { version: this.findVersion(name, version.version)!, isNew };
  }

  /** A transaction that may change which version of a model is the current one. */
  #writing<T>(model: string, work: () => T): T {
    try {
      return this.#transaction(work);
    } finally {
      this.#current.forget(model);
    }
  }

  #transaction<T>(work: () => T): T {
    return this.#attempt(() => {
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

  #all(sql: string, ...values: SQLInputValue[]): Record<string, unknown>[] {
    return this.#attempt(() => this.#statement(sql).all(...values));
  }

  #run(sql: string, ...values: SQLInputValue[]): number {
    return this.#attempt(() => Number(this.#statement(sql).run(...values).changes));
  }

  /** Says of whatever SQLite throws (disk full, locked, closed) that the store is unavailable. */
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

function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.NotCapable) {
    return `this process may not touch it. The tasks in deno.json open the project's folder alone; ` +
      `for a store elsewhere run main.ts with --allow-read and --allow-write for its folder, too`;
  }
  return error instanceof Error ? error.message : String(error);
}

function toDocument<T>(row: Record<string, unknown>): T {
  return JSON.parse(row.document as string);
}

/** A version. Those that are older than boosted tables do not say that they are networks. */
function toVersion(row: Record<string, unknown>): ModelVersion {
  const version = toDocument<ModelVersion>(row);
  return { ...version, method: version.method ?? "network" };
}

function toModel(row: Record<string, unknown>): Model {
  return {
    name: row.name as string,
    createdAt: row.createdAt as string,
    current: toVersion(row),
    versionCount: row.versionCount as number,
  };
}
