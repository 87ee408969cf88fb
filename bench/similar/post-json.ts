/** POST over kept-alive connections with Node's own client, which costs the load generator least. */
import { Agent, request } from 'node:http'

export type PostJson = (body: string) => Promise<string>

/** @throws Error when the answer is not 200 */
export function postTo(url: string, key: string, connections: number): PostJson {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }
  return (body) =>
    new Promise((resolve, reject) => {
      const sent = request(url, { method: 'POST', agent, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const answer = Buffer.concat(chunks).toString('utf8')
          if (response.statusCode === 200) resolve(answer)
          else reject(new Error(`${String(response.statusCode)}: ${answer}`))
        })
      })
      sent.on('error', reject)
      sent.end(body)
    })
}
