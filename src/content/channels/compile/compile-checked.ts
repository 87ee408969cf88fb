/** Compiled channels that have passed the gate: what it refuses is planned anew without the refused words, a few times. */
import type { Finding } from '../../check/finding.ts'
import { checkCopy, type GateReport } from '../../check/gate.ts'
import { gateContext, type GateContext } from '../../check/gate-context.ts'
import { channelIds, type ChannelId } from '../channel.ts'
import { channelRules } from '../channel-rules.ts'
import { compileMaterial, type CompiledChannel } from './compile-channel.ts'
import { materialOf, type ChannelSource, type Material } from './material.ts'

/** What the gate is told beside the text; neighbours and originals are the business of whoever publishes. */
export type Judging = Partial<Omit<GateContext, 'sheet' | 'channel' | 'voice'>> & Pick<GateContext, 'now'>

export interface CheckedChannel extends CompiledChannel {
  readonly verdict: GateReport['verdict']
  /** Of the compiler and of the gate. */
  readonly findings: readonly Finding[]
  readonly waived: readonly Finding[]
}

/** Times a channel is planned anew before its findings stand. */
const ROUNDS_MAX = 4

/** Every channel of one approved draft, in the order of the table. */
export function compileAllChannels(
  source: ChannelSource,
  judging: Judging,
  channels: readonly ChannelId[] = channelIds,
): CheckedChannel[] {
  const material = materialOf(source)
  return channels.map((channel) => compileChecked(material, channel, judging))
}

function compileChecked(material: Material, id: ChannelId, judging: Judging): CheckedChannel {
  const channel = channelRules(id, material.settings)
  const context = gateContext(material.sheet, { ...judging, channel, voice: material.voice })
  const rejected = new Set<string>()
  const unsayable = new Set<string>()
  let last = judged(compileMaterial(material, id, rejected), context)
  for (let round = 1; round < ROUNDS_MAX && last.verdict === 'block'; round += 1) {
    const refused = refusedTexts(last).filter((text) => !rejected.has(text))
    if (refused.length === 0) break
    for (const text of refused) rejected.add(text)
    for (const factId of refusedFacts(last)) unsayable.add(factId)
    last = judged(compileMaterial(without(material, unsayable), id, rejected), context)
  }
  return last
}

function judged(compiled: CompiledChannel, context: GateContext): CheckedChannel {
  const { findings, waived } = checkCopy({ locale: compiled.locale, fields: compiled.fields }, context)
  // The compiler says better than the gate why a field is missing.
  const missing = new Set(compiled.findings.map(({ field }) => field))
  const all = [...compiled.findings, ...findings.filter(({ field }) => !missing.has(field))]
  return {
    ...compiled,
    verdict: all.some(({ severity }) => severity === 'block') ? 'block' : 'pass',
    findings: all,
    waived,
  }
}

function refusedTexts({ fields, findings }: CheckedChannel): string[] {
  return findings.flatMap(({ severity, field, segment }) =>
    severity === 'block' && segment >= 0 ? (fields[field]?.[segment]?.text ?? []) : [],
  )
}

/** A fact that was refused by itself ("clinically proven") would be refused in any words. */
function refusedFacts({ fields, findings }: CheckedChannel): string[] {
  return findings.flatMap(({ severity, field, segment }) => {
    if (severity !== 'block' || segment < 0) return []
    const telling = (fields[field]?.[segment]?.factIds ?? []).filter((factId) => !factId.startsWith('p_'))
    return telling.length === 1 ? telling : []
  })
}

function without(material: Material, unsayable: ReadonlySet<string>): Material {
  const phrases = material.phrases.filter(({ facts }) => !facts.some(({ id }) => unsayable.has(id)))
  return { ...material, phrases }
}
