/** Values of options, read once where they enter; commander turns a refusal into a usage error. */
import { readFile } from 'node:fs/promises'
import { InvalidArgumentError } from 'commander'
import { z } from 'zod'
import { AppError } from '../errors.ts'

/** A parser for whole numbers in a range. */
export function integer(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^-?\d+$/.test(text) && value >= min && value <= max) return value
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`)
  }
}

/** Checks that the text is a JSON object, and gives it back as text: the server knows what it may say. */
export function jsonObject(text: string): string {
  try {
    readObject(text)
  } catch {
    throw new InvalidArgumentError('It must be a JSON object such as \'{"price":{"lte":80}}\'.')
  }
  return text
}

/** The object in a text that `jsonObject` has let pass. */
export function readObject(text: string): Record<string, unknown> {
  return z.record(z.string(), z.json()).parse(JSON.parse(text))
}

/** For options that may be given several times or as a comma-separated list. */
export function appendList(text: string, before: readonly string[] = []): string[] {
  return [...before, ...text.split(',').flatMap((part) => part.trim() || [])]
}

/** @throws AppError cli.usage */
export async function readJsonFile(path: string, what: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    throw new AppError('cli.usage', `The ${what} ${path} cannot be read (${reasonOf(error)}).`, {
      cause: error,
    })
  }
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch (error) {
    throw new AppError('cli.usage', `The ${what} ${path} is not JSON: ${reasonOf(error)}.`, { cause: error })
  }
}

/** "ENOENT", or the message where there is no code. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}
