/**
 * The store in one SQLite file, with write-ahead log and full synchronization: whatever a method
 * acknowledged survives the process and the machine going down at any moment.
 *
 * @module
 */

import { BlobPieces } from "./blob_pieces.ts";
import { CurrentVersions } from "../current_versions.ts";
import type { IdempotencyKey, Job } from "../../job.ts";
import type { ModelVersion, StoredModel } from "../../stored_model.ts";
import type { ModelSummary, VersionSummary } from "../../model_summary.ts";
import { OrphanSweeper } from "./orphan_sweeper.ts";
import type { Page } from "../page.ts";
import { SqliteConnection } from "./sqlite_connection.ts";
import { SqliteJobs } from "./sqlite_jobs.ts";
import { SqliteLists } from "./sqlite_lists.ts";
import type {
  FinishOptions,
  JobFilter,
  ModelFilter,
  Store,
  StoreProblem,
  VersionFilter,
  VersionName,
} from "../store.ts";
import type { StoredBlob } from "../stored_blob.ts";
import { type Damage, VersionBlobs } from "./version_blobs.ts";
import { type Alongside, VersionWriter } from "./version_writer.ts";

/** What may be chosen of a store. */
export interface SqliteStoreOptions {
  /** Only read the file, which others may do at the same time. */
  readonly readOnly?: boolean;
  /** Versions of a model that are kept: the newest, and always the current one; all unless given. */
  readonly keepVersions?: number;
  /** Told of errors that nobody else hears of. */
  readonly onError?: (error: unknown) => void;
  /** Milliseconds of a clock. */
  readonly now?: () => number;
}

/** A store in a SQLite file. */
export class SqliteStore implements Store {
  readonly #connection: SqliteConnection;
  readonly #current: CurrentVersions;
  readonly #blobs: VersionBlobs;
  readonly #writer: VersionWriter;
  readonly #lists: SqliteLists;
  readonly #jobs: SqliteJobs;
  readonly #sweeper: OrphanSweeper;

  /**
   * Opens the file, or creates it.
   *
   * @param path file name, or ":memory:"
   * @throws {RoteError} `store_unavailable` if it cannot be opened, is not a store of this version, or
   *   another process has it
   */
  constructor(path: string, options: SqliteStoreOptions = {}) {
    const { readOnly = false, keepVersions = Infinity, now = Date.now } = options;
    const connection = this.#connection = new SqliteConnection(path, readOnly, now);
    const pieces = new BlobPieces(connection);
    this.#blobs = new VersionBlobs(connection, pieces);
    this.#writer = new VersionWriter(connection, pieces, this.#blobs, keepVersions);
    this.#lists = new SqliteLists(connection);
    this.#jobs = new SqliteJobs(connection);
    this.#sweeper = new OrphanSweeper(connection, pieces, options.onError ?? (() => {}));
    this.#current = new CurrentVersions({
      read: (model) => {
        const row = connection.all("SELECT current FROM models WHERE name = ?", model)[0];
        return row?.current as string | undefined;
      },
      foreignWrites: () => connection.all("PRAGMA data_version")[0]!.data_version as number,
    }, now);
    // Left behind by a process that was killed.
    if (!readOnly) this.#sweepIfNeeded();
  }

  get isReadOnly(): boolean {
    return this.#connection.isReadOnly;
  }

  get damaged(): readonly VersionName[] {
    return this.damages.map(({ name, version }) => ({ name, version }));
  }

  /** The same with what is wrong. */
  get damages(): readonly Damage[] {
    return this.#blobs.damages;
  }

  /** Takes note of damage that somebody else has found in the same file. */
  noteDamage(damage: Damage): void {
    this.#blobs.noteDamage(damage);
  }

  get problems(): readonly StoreProblem[] {
    const told = this.#connection.problems.map((detail): StoreProblem => (
      { code: "store_unavailable", detail }
    ));
    return [...told, ...this.#blobs.problems];
  }

  async putVersion(
    name: string,
    version: ModelVersion,
    blob: Uint8Array,
  ): Promise<{ version: ModelVersion; isNew: boolean }> {
    const isNew = await this.#putVersion(name, version, blob);
    return { version: isNew ? version : this.findVersion(name, version.version) ?? version, isNew };
  }

  listModels(filter?: ModelFilter): Page<ModelSummary> {
    return this.#lists.models(filter);
  }

  findModel(name: string): StoredModel | undefined {
    const row = this.#connection.all(
      `SELECT current, created_at AS createdAt, version_count AS versionCount
       FROM models WHERE name = ?`,
      name,
    )[0];
    const current = row && this.findVersion(name, row.current as string);
    return current && {
      name,
      createdAt: row.createdAt as string,
      current,
      versionCount: row.versionCount as number,
    };
  }

  findNameIgnoringCase(name: string): string | undefined {
    const sql = "SELECT name FROM models WHERE name = ? COLLATE NOCASE LIMIT 1";
    return this.#connection.all(sql, name)[0]?.name as string | undefined;
  }

  listVersions(name: string, filter?: VersionFilter): Page<VersionSummary> {
    return this.#lists.versions(name, filter);
  }

  listVersionNames(name: string, limit: number): string[] {
    return this.#lists.versionNames(name, limit);
  }

  listIndex(limit: number, after?: string): Page<VersionName> {
    return this.#lists.index(limit, after);
  }

  findVersion(name: string, version: string): ModelVersion | undefined {
    const place = this.#blobs.find(name, version);
    return place && this.#blobs.describe(place);
  }

  hasVersion(name: string, version: string): boolean {
    return this.#blobs.find(name, version) !== undefined;
  }

  currentVersion(name: string): string | undefined {
    return this.#current.find(name);
  }

  readBlob(name: string, version: string): Uint8Array<ArrayBuffer> | undefined {
    const place = this.#blobs.find(name, version);
    return place && this.#blobs.read(place);
  }

  openBlob(name: string, version: string): StoredBlob | undefined {
    const place = this.#blobs.find(name, version);
    return place && this.#blobs.open(place);
  }

  async deleteModel(name: string): Promise<boolean> {
    const isDeleted = this.#writing(
      name,
      () => this.#connection.run("DELETE FROM models WHERE name = ?", name) > 0,
    );
    if (isDeleted) await this.#sweeper.sweep();
    return isDeleted;
  }

  async deleteVersion(name: string, version: string): Promise<boolean> {
    const isDeleted = this.#writing(name, () => {
      const sql = "DELETE FROM versions WHERE model = ? AND version = ?";
      if (this.#connection.run(sql, name, version) === 0) return false;
      const [newest] = this.listVersionNames(name, 1);
      if (newest === undefined) {
        this.#connection.run("DELETE FROM models WHERE name = ?", name);
      } else {
        const sql = "UPDATE models SET current = ? WHERE name = ? AND current = ?";
        this.#connection.run(sql, newest, name, version);
      }
      return true;
    });
    if (isDeleted) await this.#sweeper.sweep();
    return isDeleted;
  }

  putJob(job: Job, key?: IdempotencyKey): void {
    this.#jobs.put(job, key);
  }

  async finishJob(
    job: Job,
    version: ModelVersion,
    blob: Uint8Array,
    { signal, onStored }: FinishOptions = {},
  ): Promise<void> {
    const alongside = { write: () => this.putJob(job), onStored, signal };
    await this.#putVersion(job.model, version, blob, alongside);
  }

  findJob(id: string): Job | undefined {
    return this.#jobs.find(id);
  }

  findKeyed(client: string, key: string): { id: string; fingerprint: string } | undefined {
    return this.#jobs.findKeyed(client, key);
  }

  listJobs(limit: number, filter?: JobFilter): Job[] {
    return this.#jobs.list(limit, filter);
  }

  listUnfinishedJobs(): Job[] {
    return this.#jobs.listUnfinished();
  }

  forgetJobs(keep: number): void {
    this.#jobs.forget(keep);
  }

  size(): { models: number; versions: number; bytes: number } {
    const pragma = (name: string) => Number(this.#connection.all(`PRAGMA ${name}`)[0]![name]);
    const { models, versions } = this.#connection.all("SELECT models, versions FROM totals")[0]!;
    return {
      models: Number(models),
      versions: Number(versions),
      bytes: (pragma("page_count") - pragma("freelist_count")) * pragma("page_size"),
    };
  }

  close(): void {
    this.#sweeper.stop();
    this.#connection.close();
  }

  /** Stores a version, with whatever is alongside. Returns whether it is new. */
  async #putVersion(
    name: string,
    version: ModelVersion,
    blob: Uint8Array,
    { onStored, ...alongside }: Alongside = {},
  ): Promise<boolean> {
    // Whoever is told that it is stored sees it.
    const forget = () => this.#current.forget(name);
    try {
      return await this.#writer.put(name, version, blob, {
        ...alongside,
        onStored: () => {
          forget();
          onStored?.();
        },
      });
    } finally {
      forget();
      if (!this.isReadOnly) this.#sweepIfNeeded();
    }
  }

  /** A transaction that may change which version of a model is the current one. */
  #writing<T>(model: string, work: () => T): T {
    try {
      return this.#connection.transaction(work);
    } finally {
      this.#current.forget(model);
    }
  }

  #sweepIfNeeded(): void {
    try {
      const sql = "SELECT 1 FROM orphans LIMIT 1";
      if (this.#connection.all(sql).length > 0) this.#sweeper.sweep();
    } catch {
      // Whatever keeps the store from being read is told to whoever wants something of it.
    }
  }
}
