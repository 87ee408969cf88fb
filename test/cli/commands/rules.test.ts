import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { vitrine } from '../cli-process.ts'
import { json, problem, startFakeApi } from '../fake-api.ts'

const rule = {
  id: 'rule_1',
  number: 3,
  version: 2,
  state: 'draft',
  name: 'Friday',
  note: '',
  action: 'pin',
  filter: { tag: { in: ['friday'] } },
  placements: ['home'],
  context: {},
  schedule: null,
  priority: 5,
  position: 0,
  createdAt: '2026-01-05T10:00:00.000Z',
  createdBy: 'key_1',
  changedAt: '2026-01-05T10:00:00.000Z',
  changedBy: 'key_1',
  effectiveAt: '2026-01-05T10:00:00.000Z',
}
const path = '/v1/merchandising/rules'

async function ruleFile(content: unknown): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'vitrine-rule-')), 'rule.json')
  await writeFile(file, JSON.stringify(content))
  return file
}

test('list reads all pages up to its limit and passes what narrows it on', async () => {
  await using api = await startFakeApi({
    [`GET ${path}`]: (asked, response) => {
      const page =
        asked.query['cursor'] === undefined
          ? { items: [rule], next: 'more' }
          : {
              items: [{ ...rule, id: 'rule_2', name: 'Re\u001bcall', action: 'hide', position: undefined }],
              next: null,
            }
      json(page)(asked, response)
    },
  })
  const { code, stdout } = await vitrine(['rules', 'list', '--state', 'draft', '--placement', 'home'], api)
  expect(code).toBe(0)
  expect(stdout).toMatch(/^rule_1 +Friday +pin at 0 +home +always +5 +draft$/m)
  expect(stdout).toMatch(/^rule_2 /m)
  expect(stdout).not.toContain('\u001b')
  expect(api.asked.map(({ query }) => query)).toEqual([
    { state: 'draft', placement: 'home', limit: '100' },
    { state: 'draft', placement: 'home', limit: '99', cursor: 'more' },
  ])
})

test('add sends what the options say, on top of a file', async () => {
  await using api = await startFakeApi({ [`POST ${path}`]: json({ ...rule, state: 'enabled' }, 201) })
  const file = await ruleFile({ name: 'From the file', action: 'pin', filter: { tag: { in: ['friday'] } } })
  const options = ['--file', file, '--placement', 'home,cart', '--position', '2', '--state', 'enabled']
  const { code, stdout } = await vitrine(['rules', 'add', 'Friday', ...options], api)
  expect(code).toBe(0)
  expect(JSON.parse(api.asked[0]?.body ?? '')).toEqual({
    name: 'Friday',
    action: 'pin',
    filter: { tag: { in: ['friday'] } },
    placements: ['home', 'cart'],
    position: 2,
    state: 'enabled',
  })
  expect(stdout).toContain('Added: Friday (rule_1, version 2), in force everywhere.')
})

test('add names what is missing before it asks the server, and the server’s complaints by field', async () => {
  await using api = await startFakeApi({
    [`POST ${path}`]: problem(400, 'request.invalid', 'The request is not valid.', [
      { path: 'factor', message: 'must be above 1 in a boost' },
      { path: 'filter', message: 'has no such field "prize"' },
    ]),
  })
  const missing = await vitrine(['rules', 'add', 'Friday', '--action', 'pin'], api)
  expect(missing.code).toBe(2)
  expect(missing.stderr).toContain('there is no filter')
  expect(api.asked).toEqual([])
  const filter = ['--filter', '{"prize":{"lte":1}}']
  const refused = await vitrine(['rules', 'add', 'x', '--action', 'boost', ...filter, '--factor', '0.5'], api)
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('factor: must be above 1 in a boost')
  const none = await vitrine(['rules', 'add', 'x', '--file', '/nowhere/rule.json'], api)
  expect(none.code).toBe(2)
  expect(none.stderr).toContain('ENOENT')
})

test('set keeps what it does not name, names the version it read, and drops the place of a pin that is none now', async () => {
  await using api = await startFakeApi({
    [`GET ${path}/rule_1`]: json(rule),
    [`PUT ${path}/rule_1`]: json({ ...rule, version: 3, action: 'boost', factor: 1.5 }),
  })
  const changes = ['--action', 'boost', '--factor', '1.5', '--name', 'Stronger']
  const { code, stdout } = await vitrine(['rules', 'set', 'rule_1', ...changes], api)
  expect(code).toBe(0)
  expect(JSON.parse(api.asked[1]?.body ?? '')).toEqual({
    name: 'Stronger',
    note: '',
    action: 'boost',
    filter: rule.filter,
    placements: ['home'],
    context: {},
    schedule: null,
    priority: 5,
    state: 'draft',
    factor: 1.5,
    version: 2,
  })
  expect(stdout).toContain('Changed: ')
  const idle = await vitrine(['rules', 'set', 'rule_1'], api)
  expect(idle.code).toBe(2)
  expect(idle.stderr).toContain('Say what is to change')
})

test('remove ends a rule; one that is not there ends in exit status 1', async () => {
  await using api = await startFakeApi({
    [`DELETE ${path}/rule_1`]: json({ ...rule, state: 'archived' }),
    [`DELETE ${path}/rule_9`]: problem(404, 'recommendations.rule-not-found', 'There is no such rule.'),
  })
  expect((await vitrine(['rules', 'remove', 'rule_1'], api)).stdout).toContain('archived')
  const missing = await vitrine(['rules', 'remove', 'rule_9'], api)
  expect(missing.code).toBe(1)
  expect(missing.stderr).toContain('There is no such rule. [recommendations.rule-not-found]')
})

test('preview shows the page with rules and without, and what became of each', async () => {
  const item = { id: 'k1', rule: null }
  await using api = await startFakeApi({
    'POST /v1/merchandising/preview': json({
      withRules: [{ id: 'k5', rule: 'tried-0' }, item],
      withoutRules: [item, { id: 'k5', rule: null }],
      rules: [
        { id: 'tried-0', name: 'first', effect: 'matches' },
        { id: 'rule_1', name: 'Friday', effect: 'out-of-schedule' },
      ],
    }),
  })
  const file = await ruleFile([{ name: 'first', action: 'pin', filter: { id: { in: ['k5'] } } }])
  const { code, stdout } = await vitrine(
    [
      'rules',
      'preview',
      'k0',
      '--add',
      file,
      '--without',
      'rule_7',
      '--at',
      '2026-11-27T10:00:00Z',
      '-n',
      '2',
    ],
    api,
  )
  expect(code).toBe(0)
  expect(JSON.parse(api.asked[0]?.body ?? '')).toMatchObject({
    request: { placement: 'product-similar', context: { item: 'k0' }, n: 2 },
    at: '2026-11-27T10:00:00Z',
    add: [{ name: 'first', action: 'pin' }],
    without: ['rule_7'],
  })
  expect(stdout).toMatch(/^1 +k1 +k5 +tried-0$/m)
  expect(stdout).toMatch(/^rule_1 +Friday +out of schedule$/m)
})

test.each([
  ['measured', 'clicks   2.5 (0.5 to 4.5)', '€1.20 (-€0.30 to €2.70)'],
  ['not-enough-data', 'Not enough is known since 2026-01-05 10:00', '30 visitors and 10 clicks'],
  ['never-withheld', 'has no price', 'withheld'],
])('price tells a rule that is %s', async (outcome, ...words) => {
  const arm = {
    visitors: 400,
    slates: 900,
    clicks: 40,
    revenueMinor: 9_000,
    clicksPerThousand: 44.4,
    revenueMinorPerThousand: 10_000,
  }
  await using api = await startFakeApi({
    [`GET ${path}/rule_1/price`]: json({
      rule: 'rule_1',
      outcome,
      since: '2026-01-05T10:00:00.000Z',
      currency: 'EUR',
      money: 'revenue',
      with: arm,
      without: { ...arm, revenueMinorPerThousand: null },
      clicks: { value: 2.5, lo: 0.5, hi: 4.5 },
      revenueMinor: { value: 120, lo: -30, hi: 270 },
      marginMinor: null,
      marginUnknown: 'costs-unknown',
      unpricedPurchases: 0,
    }),
  })
  const { code, stdout } = await vitrine(['rules', 'price', 'rule_1'], api)
  expect(code).toBe(0)
  expect(stdout).toMatch(/^with the rule +400 +900 +44\.4 +€100\.00$/m)
  for (const word of words) expect(stdout).toContain(word)
})

test.each([
  ['estimated', '2.5 (0.5 to 4.5)', 'as the rule would', '7 slates say nothing'],
  ['not-enough-data', '30 visitors'],
  ['changes-nothing', 'nothing to estimate'],
  ['nothing-explored', 'explore'],
])('estimate tells a rule that is %s', async (outcome, ...words) => {
  const arm = { slates: 90, visitors: 40, clicks: 12, effective: 90, clicksPerThousand: 44.4 }
  await using api = await startFakeApi({
    [`GET ${path}/rule_1`]: json(rule),
    [`POST ${path}/estimate`]: json({
      outcome,
      since: '2026-01-05T10:00:00.000Z',
      ...{ explored: 1_000, matched: 500, changed: 200, outside: 7, cut: 0 },
      with: arm,
      without: { ...arm, clicksPerThousand: null },
      clicks: outcome === 'estimated' ? { value: 2.5, lo: 0.5, hi: 4.5 } : null,
    }),
  })
  const { code, stdout } = await vitrine(['rules', 'estimate', 'rule_1', '--days', '14'], api)
  expect(code).toBe(0)
  for (const word of words) expect(stdout).toContain(word)
  const { name, action, filter, placements, context, schedule, priority, position } = rule
  expect(JSON.parse(api.asked.at(-1)?.body ?? '')).toEqual({
    rule: { name, action, filter, placements, context, schedule, priority, position },
    days: 14,
  })
})

test('estimate needs one rule', async () => {
  await using api = await startFakeApi({})
  for (const words of [[], ['rule_1', '--file', 'rule.json']]) {
    const { code, stderr } = await vitrine(['rules', 'estimate', ...words], api)
    expect(code).toBe(2)
    expect(stderr).toContain('--file')
  }
  expect(api.asked).toEqual([])
})
