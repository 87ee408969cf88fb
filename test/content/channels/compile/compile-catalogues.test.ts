/** The compiler on real catalogues: nothing it makes is refused by the gate. */
import { createReadStream, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readCatalog } from '../../../../src/catalog/formats/read-catalog.ts'
import { parseMapping } from '../../../../src/catalog/formats/jsonl/mapping.ts'
import type { Product } from '../../../../src/catalog/product.ts'
import { channelIds } from '../../../../src/content/channels/channel.ts'
import { compileAllChannels } from '../../../../src/content/channels/compile/compile-checked.ts'
import { compileMaterial } from '../../../../src/content/channels/compile/compile-channel.ts'
import { materialOf } from '../../../../src/content/channels/compile/material.ts'
import { describeWithSharedData } from '../../../support/shared-data.ts'
import { now } from '../channel-rig.ts'
import { sourceOf } from './compile-rig.ts'

const SAMPLE = 250

for (const name of ['icecat', 'aws-retail'] as const) {
  describeWithSharedData(`the channels of ${name}`, `catalog/${name}.jsonl`, (path) => {
    test('hold no text that the gate refuses', async () => {
      const refused: string[] = []
      let compileMs = 0
      let checkedMs = 0
      const products = await sampleOf(path, name)
      for (const product of products) {
        const source = sourceOf(product)
        const started = process.cpuUsage()
        const material = materialOf(source)
        for (const channel of channelIds) compileMaterial(material, channel, new Set())
        compileMs += cpuMs(started)
        const again = process.cpuUsage()
        const compiled = compileAllChannels(source, { now })
        checkedMs += cpuMs(again)
        for (const { channel, findings } of compiled) {
          for (const { code, severity, field, text } of findings)
            if (severity === 'block') refused.push(`${product.id} ${channel}.${field} ${code} ${text}`)
        }
      }
      const mean = (ms: number) => (ms / products.length).toFixed(1)
      console.info(
        `${name}: ${String(products.length)} products, all channels ${mean(compileMs)} ms, with gate ${mean(checkedMs)} ms of processor`,
      )
      expect(refused).toEqual([])
    }, 120_000)
  })
}

/** Evenly over the file. */
async function sampleOf(path: string, name: string): Promise<Product[]> {
  const mapping = parseMapping(JSON.parse(readFileSync(`fixtures/mappings/${name}.mapping.json`, 'utf8')))
  const defaults = { locale: 'en-GB', currency: 'EUR' }
  const all: Product[] = []
  for await (const row of readCatalog(createReadStream(path), { format: 'jsonl', mapping, defaults }))
    if (row.kind === 'product') all.push(row.product)
  const step = Math.max(1, Math.floor(all.length / SAMPLE))
  return all.filter((_product, index) => index % step === 0).slice(0, SAMPLE)
}

function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1_000
}
