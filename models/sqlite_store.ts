/**
 * The store in one SQLite file, with write-ahead log and full synchronization: whatever a method
 * acknowledged survives the process and the machine going down at any moment.
 *
 * @module
 */

import { quote, refuse, RoteError } from "../lib/mod.ts";
import { BlobDamage, BlobPieces, PIECE_BYTES } from "./blob_pieces.ts";
import { CurrentVersions } from "./current_versions.ts";
import { type IdempotencyKey, isFinished, type Job } from "./job.ts";
import type { Model, ModelVersion } from "./model.ts";
import { type ModelSummary, summaryOf, type VersionSummary } from "./model_summary.ts";
import { OrphanSweeper } from "./orphan_sweeper.ts";
import { fitting, type Page, PAGE_ENTRIES } from "./page.ts";
import { type Row, SqliteConnection } from "./sqlite_connection.ts";
import type {
  FinishOptions,
  JobFilter,
  ModelFilter,
  Store,
  StoreProblem,
  VersionFilter,
  VersionName,
} from "./store.ts";
import type { StoredBlob } from "./stored_blob.ts";

/** Bytes that a model takes in a list besides the summary of its current version. */
const ENTRY_BYTES = 192;
/** Blobs of which it is remembered that they were checked; then they are checked again. */
const MOST_CHECKED = 100_000;

const MODELS = `FROM models m JOIN versions v ON v.model = m.name AND v.version = m.current`;

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

/** A blob that was found damaged. */
export interface Damage extends VersionName {
  /** Its number in the store. */
  readonly blob: number;
  readonly detail: string;
}

/** Where a blob is. */
interface BlobPlace {
  readonly blob: number;
  readonly bytes: number;
}

/** A store in a SQLite file. */
export class SqliteStore implements Store {
  readonly #connection: SqliteConnection;
  readonly #keepVersions: number;
  readonly #current: CurrentVersions;
  readonly #pieces: BlobPieces;
  readonly #sweeper: OrphanSweeper;
  /** Blobs that were found to be what was stored, and those that are being checked. */
  readonly #checked = new Set<number>();
  readonly #checks = new Map<number, Promise<void>>();
  readonly #damaged = new Map<number, Damage>();

  /**
   * Opens the file, or creates it.
   *
   * @param path file name, or ":memory:"
   * @throws {RoteError} `store_unavailable` if it cannot be opened, is not a store of this version, or
   *   another process has it
   */
  constructor(path: string, options: SqliteStoreOptions = {}) {
    const { readOnly = false, keepVersions = Infinity, now = Date.now } = options;
    this.#keepVersions = keepVersions;
    const connection = this.#connection = new SqliteConnection(path, readOnly, now);
    this.#pieces = new BlobPieces(connection);
    this.#sweeper = new OrphanSweeper(connection, this.#pieces, options.onError ?? (() => {}));
    this.#current = new CurrentVersions({
      read: (model) => {
        const row = this.#all("SELECT current FROM models WHERE name = ?", model)[0];
        return row?.current as string | undefined;
      },
      foreignWrites: () => this.#all("PRAGMA data_version")[0]!.data_version as number,
    }, now);
    // Left behind by a process that was killed.
    if (!readOnly && this.#all("SELECT 1 FROM orphans LIMIT 1").length > 0) this.#sweeper.sweep();
  }

  get isReadOnly(): boolean {
    return this.#connection.isReadOnly;
  }

  get damaged(): readonly VersionName[] {
    return this.damages.map(({ name, version }) => ({ name, version }));
  }

  /** The same with what is wrong. */
  get damages(): readonly Damage[] {
    for (const [blob, { name, version }] of this.#damaged) {
      if (this.#find(name, version)?.blob !== blob) this.#damaged.delete(blob);
    }
    return [...this.#damaged.values()];
  }

  /** Takes note of damage that somebody else has found in the same file. */
  noteDamage(damage: Damage): void {
    this.#checked.delete(damage.blob);
    this.#damaged.set(damage.blob, damage);
  }

  get problems(): readonly StoreProblem[] {
    const damaged = this.damaged;
    const [first] = this.#damaged.values();
    const more = damaged.length > 1 ? ` (and ${damaged.length - 1} more versions)` : "";
    return [
      ...this.#connection.problems.map((detail) => ({
        code: "store_unavailable" as const,
        detail,
      })),
      ...(first ? [{ code: "model_damaged" as const, detail: first.detail + more }] : []),
    ];
  }

  async putVersion(
    name: string,
    version: ModelVersion,
    blob: Uint8Array,
  ): Promise<{ version: ModelVersion; isNew: boolean }> {
    const isNew = await this.#putVersion(name, version, blob);
    return { version: isNew ? version : this.findVersion(name, version.version) ?? version, isNew };
  }

  listModels({ limit = PAGE_ENTRIES, after = "" }: ModelFilter = {}): Page<ModelSummary> {
    const sizes = this.#sizes(`${MODELS} WHERE m.name > ? ORDER BY m.name`, limit, after);
    const entries = this.#all(
      `SELECT m.name, m.created_at AS createdAt, m.version_count AS versionCount, v.summary
       ${MODELS} WHERE m.name > ? ORDER BY m.name LIMIT ?`,
      after,
      sizes.count,
    ).map((row): ModelSummary => ({
      name: row.name as string,
      createdAt: row.createdAt as string,
      current: toVersion(row.summary),
      versionCount: row.versionCount as number,
    }));
    return { entries, ...(sizes.hasMore ? { next: entries.at(-1)!.name } : {}) };
  }

  findModel(name: string): Model | undefined {
    const row = this.#all(
      `SELECT m.created_at AS createdAt, m.version_count AS versionCount, v.document
       ${MODELS} WHERE m.name = ?`,
      name,
    )[0];
    return row && {
      name,
      createdAt: row.createdAt as string,
      current: toVersion(row.document),
      versionCount: row.versionCount as number,
    };
  }

  findNameIgnoringCase(name: string): string | undefined {
    const sql = "SELECT name FROM models WHERE name = ? COLLATE NOCASE LIMIT 1";
    return this.#all(sql, name)[0]?.name as string | undefined;
  }

  listVersions(
    name: string,
    { limit = PAGE_ENTRIES, before }: VersionFilter = {},
  ): Page<VersionSummary> {
    const from = "FROM versions v WHERE model = ? AND number < ? ORDER BY number DESC";
    const below = before === undefined ? Number.MAX_SAFE_INTEGER : readCursor(before, "before");
    const sizes = this.#sizes(from, limit, name, below);
    const rows = this.#all(`SELECT number, summary ${from} LIMIT ?`, name, below, sizes.count);
    const entries = rows.map(({ summary }) => toVersion<VersionSummary>(summary));
    return { entries, ...(sizes.hasMore ? { next: String(rows.at(-1)!.number) } : {}) };
  }

  listVersionNames(name: string, limit: number): string[] {
    const sql = "SELECT version FROM versions WHERE model = ? ORDER BY number DESC LIMIT ?";
    return this.#all(sql, name, limit).map(({ version }) => version as string);
  }

  listIndex(limit: number, after = "/0"): Page<VersionName> {
    const [name = "", number = ""] = after.split("/");
    const below = readCursor(number, "after");
    const columns = "SELECT model AS name, version, number FROM versions";
    const rows = this.#all(
      `${columns} WHERE model = ? AND number < ? ORDER BY number DESC LIMIT ?`,
      name,
      below,
      limit + 1,
    );
    if (rows.length <= limit) {
      const sql = `${columns} WHERE model > ? ORDER BY model, number DESC LIMIT ?`;
      rows.push(...this.#all(sql, name, limit + 1 - rows.length));
    }
    const taken = rows.slice(0, limit);
    const last = taken.at(-1);
    return {
      entries: taken.map(({ name, version }) => ({ name, version }) as VersionName),
      ...(rows.length > limit ? { next: `${last!.name}/${last!.number}` } : {}),
    };
  }

  findVersion(name: string, version: string): ModelVersion | undefined {
    const sql = "SELECT document FROM versions WHERE model = ? AND version = ?";
    const row = this.#all(sql, name, version)[0];
    return row && toVersion<ModelVersion>(row.document);
  }

  hasVersion(name: string, version: string): boolean {
    return this.#find(name, version) !== undefined;
  }

  currentVersion(name: string): string | undefined {
    return this.#current.find(name);
  }

  readBlob(name: string, version: string): Uint8Array<ArrayBuffer> | undefined {
    const place = this.#find(name, version);
    if (!place) return undefined;
    const blob = this.#reading(
      { name, version },
      place,
      () => this.#pieces.readWhole(place.blob, place.bytes, version),
    );
    this.#remember(place.blob);
    return blob;
  }

  openBlob(name: string, version: string): StoredBlob | undefined {
    const place = this.#find(name, version);
    if (!place) return undefined;
    return {
      bytes: place.bytes,
      check: () => this.#check({ name, version }, place),
      read: (first = 0, last = place.bytes - 1) =>
        this.#read({ name, version }, place, first, last),
    };
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
    this.#connection.run(
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

  async finishJob(
    job: Job,
    version: ModelVersion,
    blob: Uint8Array,
    { signal, onStored }: FinishOptions = {},
  ): Promise<void> {
    const alongside = { write: () => this.putJob(job), onStored };
    await this.#putVersion(job.model, version, blob, alongside, signal);
  }

  findJob(id: string): Job | undefined {
    return this.#all("SELECT document FROM jobs WHERE id = ?", id).map(toJob)[0];
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
    return this.#all(sql, ...values, limit).map(toJob);
  }

  listUnfinishedJobs(): Job[] {
    const sql = "SELECT document FROM jobs WHERE is_finished = 0 ORDER BY number";
    return this.#all(sql).map(toJob);
  }

  forgetJobs(keep: number): void {
    this.#connection.run(
      `DELETE FROM jobs WHERE is_finished = 1 AND number <=
       (SELECT number FROM jobs WHERE is_finished = 1 ORDER BY number DESC LIMIT 1 OFFSET ?)`,
      keep,
    );
  }

  size(): { models: number; versions: number; bytes: number } {
    const pragma = (name: string) => Number(this.#all(`PRAGMA ${name}`)[0]![name]);
    const { models, versions } = this.#all("SELECT models, versions FROM totals")[0]!;
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

  /**
   * Stores a version, all but the last piece of its blob ahead of it, and with it whatever is
   * `alongside`. Returns whether it is new.
   */
  async #putVersion(
    name: string,
    version: ModelVersion,
    blob: Uint8Array,
    alongside: { write?: () => void; onStored?: (() => void) | undefined } = {},
    signal?: AbortSignal,
  ): Promise<boolean> {
    signal?.throwIfAborted();
    if (this.#isSound(name, version.version)) {
      this.#writing(name, () => {
        this.#setCurrent(name, version);
        alongside.write?.();
      });
      alongside.onStored?.();
      return false;
    }
    let unfinished;
    try {
      unfinished = await this.#pieces.begin(blob, signal);
      signal?.throwIfAborted();
      return this.#finish(name, version, blob, unfinished.finish, alongside);
    } finally {
      unfinished?.end();
      if (!this.isReadOnly) this.#sweepIfNeeded();
    }
  }

  /** The transaction that makes a version seen. */
  #finish(
    name: string,
    version: ModelVersion,
    blob: Uint8Array,
    finishBlob: () => number,
    alongside: { write?: () => void; onStored?: (() => void) | undefined },
  ): boolean {
    const isNew = this.#writing(name, () => {
      const id = finishBlob();
      this.#setCurrent(name, version);
      const isNew = this.#addVersion(name, version, blob.length, id);
      alongside.write?.();
      return isNew;
    });
    alongside.onStored?.();
    return isNew;
  }

  /** Adds a version with its blob, unless somebody else has added it meanwhile. */
  #addVersion(name: string, version: ModelVersion, bytes: number, blob: number): boolean {
    const known = this.#find(name, version.version);
    if (known) {
      const isSound = this.#isSound(name, version.version);
      this.#connection.run("INSERT INTO orphans VALUES (?)", isSound ? blob : known.blob);
      if (!isSound) {
        const sql = "UPDATE versions SET blob = ?, bytes = ? WHERE model = ? AND version = ?";
        this.#connection.run(sql, blob, bytes, name, version.version);
      }
      return false;
    }
    this.#connection.run(
      `INSERT INTO versions (model, version, blob, bytes, summary, document)
       VALUES (?, ?, ?, ?, ?, ?)`,
      name,
      version.version,
      blob,
      bytes,
      JSON.stringify(summaryOf(version)),
      JSON.stringify(version),
    );
    if (this.#keepVersions < Infinity) {
      this.#connection.run(
        `DELETE FROM versions WHERE model = ?1 AND version <> ?2 AND number <=
         (SELECT number FROM versions WHERE model = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?3)`,
        name,
        version.version,
        this.#keepVersions,
      );
    }
    return true;
  }

  #setCurrent(name: string, { version, createdAt }: ModelVersion): void {
    this.#connection.run(
      `INSERT INTO models (name, current, created_at) VALUES (?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET current = excluded.current`,
      name,
      version,
      createdAt,
    );
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
      if (this.#all("SELECT 1 FROM orphans LIMIT 1").length > 0) this.#sweeper.sweep();
    } catch {
      // Whatever keeps the store from being read is told to whoever wants something of it.
    }
  }

  #find(name: string, version: string): BlobPlace | undefined {
    const sql = "SELECT blob, bytes FROM versions WHERE model = ? AND version = ?";
    return this.#all(sql, name, version)[0] as BlobPlace & Row | undefined;
  }

  /** True for a version that is there and was not found damaged. */
  #isSound(name: string, version: string): boolean {
    const place = this.#find(name, version);
    return place !== undefined && !this.#damaged.has(place.blob);
  }

  *#read(
    version: VersionName,
    place: BlobPlace,
    first: number,
    last: number,
  ): Generator<Uint8Array<ArrayBuffer>, void> {
    if (!this.#checked.has(place.blob)) throw new Error("A blob is read before it is checked");
    for (let at = first; at <= last;) {
      const piece = Math.floor(at / PIECE_BYTES);
      const start = piece * PIECE_BYTES;
      const bytes = this.#reading(
        version,
        place,
        () => this.#pieces.readPiece(place.blob, piece, place.bytes),
      );
      yield bytes.subarray(at - start, last + 1 - start);
      at = start + PIECE_BYTES;
    }
  }

  /** Checks a blob, once for all who want it at the same time. */
  async #check(version: VersionName, place: BlobPlace): Promise<void> {
    const { blob, bytes } = place;
    if (this.#checked.has(blob)) return;
    let check = this.#checks.get(blob);
    if (!check) {
      check = this.#pieces.check(blob, bytes, version.version);
      this.#checks.set(blob, check);
      check.then(() => this.#remember(blob), () => {}).then(() => this.#checks.delete(blob));
    }
    try {
      await check;
    } catch (error) {
      throw this.#explain(version, place, error);
    }
  }

  #remember(blob: number): void {
    if (this.#checked.size >= MOST_CHECKED) this.#checked.clear();
    this.#checked.add(blob);
  }

  #reading<T>(version: VersionName, place: BlobPlace, read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw this.#explain(version, place, error);
    }
  }

  /** Says of damage whose it is, and remembers it; a version that was deleted meanwhile has none. */
  #explain({ name, version }: VersionName, { blob }: BlobPlace, error: unknown): unknown {
    if (!(error instanceof BlobDamage)) return error;
    this.#checked.delete(blob);
    if (this.#find(name, version)?.blob !== blob) {
      return new RoteError(
        "version_not_found",
        `Model "${name}" has no version ${version} any more: it was deleted meanwhile`,
      );
    }
    const detail = `The stored blob of model "${name}", version ${version}, is damaged: ` +
      `${error.message}. Upload it once more, or restore a backup`;
    this.#damaged.set(blob, { name, version, blob, detail });
    return new RoteError("model_damaged", detail);
  }

  /** How many rows go on a page of lists, by the sizes of their summaries, and whether there are more. */
  #sizes(from: string, limit: number, ...values: (string | number)[]) {
    const sizes = this.#all(
      `SELECT octet_length(v.summary) AS size ${from} LIMIT ?`,
      ...values,
      limit + 1,
    ).map(({ size }) => size as number + ENTRY_BYTES);
    const count = fitting(sizes, limit);
    return { count, hasMore: count < sizes.length };
  }

  #all(sql: string, ...values: (string | number)[]): Row[] {
    return this.#connection.all(sql, ...values);
  }
}

/** The number in a cursor. */
function readCursor(text: string, field: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const detail = `${field} is ${quote(text)}, which no page of this list gave`;
  throw refuse("request_not_valid", detail, { field });
}

function toJob({ document }: Row): Job {
  return JSON.parse(document as string);
}

/** A version. Those that are older than boosted tables do not say that they are networks. */
function toVersion<T extends { method: ModelVersion["method"] }>(text: unknown): T {
  const version: T = JSON.parse(text as string);
  return { ...version, method: version.method ?? "network" };
}
