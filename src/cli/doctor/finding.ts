/** One line of the doctor: what was looked at, how it is, and what to do about it. */
export interface Finding {
  readonly name: string
  readonly status: 'ok' | 'warn' | 'fail'
  /** How it is, in a sentence without its full stop. */
  readonly message: string
  /** What to do; absent when there is nothing to do. */
  readonly advice?: string
}

export function ok(name: string, message: string): Finding {
  return { name, status: 'ok', message }
}

export function warn(name: string, message: string, advice: string): Finding {
  return { name, status: 'warn', message, advice }
}

export function fail(name: string, message: string, advice: string): Finding {
  return { name, status: 'fail', message, advice }
}

/** "redis://:secret@host:6379/1" → "redis://host:6379/1": passwords are for nobody's eyes. */
export function withoutSecret(url: string): string {
  if (!URL.canParse(url)) return url.replace(/\/\/[^@/]*@/, '//')
  const parsed = new URL(url)
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}`
}
