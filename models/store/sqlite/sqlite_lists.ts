/**
 * The lists of models and versions in the store's file, page by page. They read summaries alone.
 *
 * @module
 */

import { quote, refuse } from "../../../lib/mod.ts";
import { knownVersion, type ModelSummary, type VersionSummary } from "../../model_summary.ts";
import { fitting, type Page, PAGE_ENTRIES } from "../page.ts";
import type { SqliteConnection } from "./sqlite_connection.ts";
import type { ModelFilter, VersionFilter, VersionName } from "../store.ts";

/** Bytes that an entry of a list takes besides its summary. */
const ENTRY_BYTES = 192;

const MODELS = `FROM models m JOIN versions v ON v.model = m.name AND v.version = m.current
  WHERE m.name > ? ORDER BY m.name LIMIT ?`;

const VERSIONS = "FROM versions v WHERE model = ? AND number < ? ORDER BY number DESC LIMIT ?";

/** The lists of a file: what {@linkcode Store} says of them. */
export class SqliteLists {
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  models({ limit = PAGE_ENTRIES, after = "" }: ModelFilter = {}): Page<ModelSummary> {
    const { count, hasMore } = this.#fitting(MODELS, limit, after);
    const columns = "m.name, m.created_at AS createdAt, m.version_count AS versionCount, v.summary";
    const entries = this.#connection.all(`SELECT ${columns} ${MODELS}`, after, count)
      .map((row): ModelSummary => ({
        name: row.name as string,
        createdAt: row.createdAt as string,
        current: knownVersion(row.summary as string),
        versionCount: row.versionCount as number,
      }));
    return { entries, ...(hasMore && entries.length > 0 ? { next: entries.at(-1)!.name } : {}) };
  }

  versions(
    name: string,
    { limit = PAGE_ENTRIES, before }: VersionFilter = {},
  ): Page<VersionSummary> {
    const below = before === undefined ? Number.MAX_SAFE_INTEGER : readCursor(before, "before");
    const { count, hasMore } = this.#fitting(VERSIONS, limit, name, below);
    const rows = this.#connection.all(`SELECT number, summary ${VERSIONS}`, name, below, count);
    const entries = rows.map(({ summary }) => knownVersion<VersionSummary>(summary as string));
    return {
      entries,
      ...(hasMore && rows.length > 0 ? { next: String(rows.at(-1)!.number) } : {}),
    };
  }

  versionNames(name: string, limit: number): string[] {
    const sql = "SELECT version FROM versions WHERE model = ? ORDER BY number DESC LIMIT ?";
    return this.#connection.all(sql, name, limit).map(({ version }) => version as string);
  }

  index(limit: number, after = "/0"): Page<VersionName> {
    const [name = "", number = ""] = after.split("/");
    const below = readCursor(number, "after");
    const columns = "SELECT model AS name, version, number FROM versions";
    const rows = this.#connection.all(
      `${columns} WHERE model = ? AND number < ? ORDER BY number DESC LIMIT ?`,
      name,
      below,
      limit + 1,
    );
    if (rows.length <= limit) {
      const sql = `${columns} WHERE model > ? ORDER BY model, number DESC LIMIT ?`;
      rows.push(...this.#connection.all(sql, name, limit + 1 - rows.length));
    }
    const taken = rows.slice(0, limit);
    const last = taken.at(-1);
    return {
      entries: taken.map(({ name, version }) => ({ name, version }) as VersionName),
      ...(rows.length > limit ? { next: `${last!.name}/${last!.number}` } : {}),
    };
  }

  /** How many rows go on a page, by the sizes of their summaries, and whether there are more. */
  #fitting(from: string, limit: number, ...values: (string | number)[]) {
    const sql = `SELECT octet_length(v.summary) AS size ${from}`;
    const sizes = this.#connection.all(sql, ...values, limit + 1)
      .map(({ size }) => size as number + ENTRY_BYTES);
    const count = fitting(sizes, limit);
    return { count, hasMore: count < sizes.length };
  }
}

/** The number in a cursor. */
function readCursor(text: string, field: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const detail = `${field} is ${quote(text)}, which no page of this list gave`;
  throw refuse("request_not_valid", detail, { field });
}
