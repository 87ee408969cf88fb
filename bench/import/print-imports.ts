/** The measurements of imports as a table, judged by the bars of the issue. */
import type { Measured, MeasuredImport } from './measure-imports.ts'

/** Rows per second hold on a real server; the embedded database is for trying the service out. */
const bars = { rowsPerSecond: 2_000, peakBytes: 200 * 2 ** 20 }

/** Prints and says whether every bar was met. */
export function printImports({ driver, idleBytes, imports }: Measured): boolean {
  const name = driver === 'postgres' ? 'PostgreSQL' : 'embedded database (its memory is in this process too)'
  console.log(`\nImport on ${name}; idle ${megabytes(idleBytes)} MB`)
  console.log(
    `${'file'.padEnd(32)} ${['import', 'rows', 'rows/s', 'cpu', 'receive', 'created', 'updated', 'same', 'errors', 'jobs', 'SQL', 'peak MB'].map((head) => head.padStart(8)).join('')}`,
  )
  for (const measured of imports) console.log(line(measured))
  const missed = imports.flatMap((measured) => shortcomings(measured, driver === 'postgres'))
  for (const complaint of missed) console.log(`MISSED  ${complaint}`)
  return missed.length === 0
}

function line({
  file,
  run,
  imported,
  receiveMs,
  runMs,
  cpuMs,
  statements,
  jobs,
  peakAboveIdle,
}: MeasuredImport): string {
  const { rowsSettled, created, updated, unchanged, failed } = imported
  const cells = [
    run,
    rowsSettled,
    Math.round((rowsSettled / runMs) * 1_000),
    `${(cpuMs / 1_000).toFixed(1)} s`,
    `${(receiveMs / 1_000).toFixed(2)} s`,
    created,
    updated,
    unchanged,
    failed,
    jobs,
    statements,
    megabytes(peakAboveIdle),
  ]
  return `${file.padEnd(32)} ${cells.map((cell) => String(cell).padStart(8)).join('')}`
}

function shortcomings(measured: MeasuredImport, onServer: boolean): string[] {
  const { file, run, rowsInFile, imported, runMs, jobs, peakAboveIdle } = measured
  const rate = Math.round((imported.rowsSettled / runMs) * 1_000)
  const changed = imported.created + imported.updated
  return [
    ...(imported.state === 'done' ? [] : [`ended as ${imported.state}`]),
    ...(imported.rowsSettled === rowsInFile
      ? []
      : [`${rowsInFile} rows, ${imported.rowsSettled} accounted for`]),
    ...(run === 'first' || (changed === 0 && jobs === 0)
      ? []
      : [`${changed} changes, ${jobs} jobs the second time`]),
    ...(!onServer || rate >= bars.rowsPerSecond ? [] : [`${rate} rows/s, the bar is ${bars.rowsPerSecond}`]),
    ...(!onServer || peakAboveIdle <= bars.peakBytes ? [] : [`${megabytes(peakAboveIdle)} MB above idle`]),
  ].map((complaint) => `${file}, ${run}: ${complaint}`)
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20)
}
