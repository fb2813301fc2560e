/**
 * The jobs in the store's file.
 *
 * @module
 */

import { type IdempotencyKey, isFinished, type Job } from "../../job.ts";
import type { Row, SqliteConnection } from "./sqlite_connection.ts";
import type { JobFilter } from "../store.ts";

/** The jobs of a file: what {@linkcode Store} says of them. */
export class SqliteJobs {
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  put(job: Job, key?: IdempotencyKey): void {
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

  find(id: string): Job | undefined {
    return this.#connection.all("SELECT document FROM jobs WHERE id = ?", id).map(toJob)[0];
  }

  findKeyed(client: string, key: string): { id: string; fingerprint: string } | undefined {
    const sql = "SELECT id, fingerprint FROM jobs WHERE client = ? AND key = ?";
    const row = this.#connection.all(sql, client, key)[0];
    return row as { id: string; fingerprint: string } | undefined;
  }

  list(limit: number, { status, before }: JobFilter = {}): Job[] {
    const conditions = [
      ...(status === undefined ? [] : ["document ->> 'status' = ?"]),
      ...(before === undefined ? [] : ["number < (SELECT number FROM jobs WHERE id = ?)"]),
    ];
    const where = conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "";
    const values = [status, before].filter((value) => value !== undefined);
    const sql = `SELECT document FROM jobs ${where} ORDER BY number DESC LIMIT ?`;
    return this.#connection.all(sql, ...values, limit).map(toJob);
  }

  listUnfinished(): Job[] {
    const sql = "SELECT document FROM jobs WHERE is_finished = 0 ORDER BY number";
    return this.#connection.all(sql).map(toJob);
  }

  forget(keep: number): void {
    this.#connection.run(
      `DELETE FROM jobs WHERE is_finished = 1 AND number <=
       (SELECT number FROM jobs WHERE is_finished = 1 ORDER BY number DESC LIMIT 1 OFFSET ?)`,
      keep,
    );
  }
}

function toJob({ document }: Row): Job {
  return JSON.parse(document as string);
}
