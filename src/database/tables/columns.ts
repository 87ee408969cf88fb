/** Kinds of columns, as Kysely reads and writes them. */
import type { ColumnType } from 'kysely'

export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/** jsonb: read parsed, written as a JSON text (pg would turn an array into a Postgres array). */
export type Jsonb<T = Json> = ColumnType<T, string, string>
export type JsonbOrNull<T = Json> = ColumnType<T | null, string | null | undefined, string | null>
export type Defaulted<T> = ColumnType<T, T | undefined, T>
export type OrNull<T> = ColumnType<T | null, T | null | undefined, T | null>
