/** One slate by HTTP, as text; of the home page unless another body is given. */
import { slateItems } from './questions.ts'

const homePage = JSON.stringify({ placement: 'home', n: slateItems })

export async function askOnce(url: string, key: string, body = homePage): Promise<string> {
  const answered = await fetch(`${url}/v1/recommendations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body,
  })
  const text = await answered.text()
  if (!answered.ok) throw new Error(`The service answered ${String(answered.status)}: ${text}`)
  return text
}

/** Of the answers to these bodies, the one whose length is nearest to their mean. */
export async function askTypical(url: string, key: string, bodies: readonly string[]): Promise<string> {
  const answers: string[] = []
  for (const body of bodies) answers.push(await askOnce(url, key, body))
  const mean = answers.reduce((sum, { length }) => sum + length, 0) / answers.length
  const [typical = ''] = answers.sort((a, b) => Math.abs(a.length - mean) - Math.abs(b.length - mean))
  return typical
}
