import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { json, problem, startFakeApi } from './fake-api.ts'
import { vitrine } from './cli-process.ts'

const commands = [
  ...[
    'start',
    'migrate',
    'import',
    'export',
    'reindex',
    'copy',
    'spend',
    'recommend',
    'relations',
    'rules',
    'model',
    'search',
    'demo',
    'keys',
    'doctor',
  ],
  ...['keys list', 'keys create', 'keys rotate', 'keys revoke'],
  ...['rules list', 'rules add', 'rules set', 'rules remove', 'rules preview', 'rules price'],
  ...['model build', 'model list', 'model show'],
]

describe('help', () => {
  test('names every command, the exit statuses and examples', async () => {
    const { code, stdout, stderr } = await vitrine(['--help'])
    expect(code).toBe(0)
    expect(stderr).toBe('')
    for (const command of commands.filter((name) => !name.includes(' '))) {
      expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'))
    }
    expect(stdout).toContain('Exit status:')
    expect(stdout).toContain('Examples:')
  })

  test.each(commands)(
    '%s explains itself with examples and the options every command takes',
    async (command) => {
      const { code, stdout } = await vitrine([...command.split(' '), '--help'])
      expect(code).toBe(0)
      expect(stdout).toContain(`Usage: vitrine ${command}`)
      expect(stdout).toContain('Examples:')
      expect(stdout).toMatch(/--json .*--url .*--key .*--shop /s)
    },
  )

  test('the version is that of the package', async () => {
    const { code, stdout } = await vitrine(['--version'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('exit status 2: wrong use', () => {
  test.each([
    [['serch', 'x'], 'search'],
    [['search'], 'words'],
    [['search', 'x', '--limit', '0'], '1 to 100'],
    [['search', 'x', '--filter', 'price<3'], 'JSON object'],
    [['import', 'a.csv', '--format', 'excel'], 'shopify-csv'],
    [['import'], '--attach'],
    [['import', 'a.csv', '--attach', 'imp_1'], '--attach'],
    [['copy'], '--filter'],
    [['copy', 'k1', '--filter', '{}'], '--filter'],
    [['reindex', '--rollback', '--status'], '--status'],
    [['search', 'x', '--url', 'localhost:3000', '--key', 'k'], 'http://'],
    [['search', 'x', '--url', 'http://127.0.0.1:1'], 'VITRINE_API_KEY'],
  ])('%j', async (args, hint) => {
    const { code, stdout, stderr } = await vitrine(args)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(hint)
  })

  test('a bad setting is named without its value', async () => {
    const { code, stderr } = await vitrine(['search', 'x'], { env: { PORT: 'hunter2' } })
    expect(code).toBe(2)
    expect(stderr).toContain('PORT')
    expect(stderr).not.toContain('hunter2')
  })
})

describe('exit status 4: no server', () => {
  test('nothing known here: says how to start one', async () => {
    const { code, stderr } = await vitrine(['search', 'kettle'])
    expect(code).toBe(4)
    expect(stderr).toContain('vitrine start')
  })

  test('nobody answers at the address', async () => {
    await using api = await startFakeApi({})
    const { env, url } = api
    await api[Symbol.asyncDispose]()
    const { code, stderr } = await vitrine(['search', 'kettle'], { env })
    expect(code).toBe(4)
    expect(stderr).toContain(url)
    expect(stderr).toContain('ECONNREFUSED')
    expect(stderr).toContain('vitrine start')
  })

  test('a server that sheds load counts as unavailable', async () => {
    await using api = await startFakeApi({
      'GET /v1/search': problem(503, 'request.overloaded', 'Busy; try again.'),
    })
    const { code, stderr } = await vitrine(['search', 'kettle'], { env: api.env })
    expect(code).toBe(4)
    expect(stderr).toContain('Busy; try again.')
  })
})

describe('exit status 1: the server refuses', () => {
  const fields = [
    { path: 'query.q', message: 'is too long' },
    { path: 'query.limit', message: 'is too large' },
  ]

  test('one line with the reason and the code, then one for each wrong field', async () => {
    await using api = await startFakeApi({
      'GET /v1/search': problem(400, 'request.invalid', 'Two things are wrong.', fields),
    })
    const { code, stdout, stderr } = await vitrine(['search', 'kettle'], { env: api.env })
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr.split('\n')).toEqual([
      'Error: Two things are wrong. [request.invalid]',
      '  query.q: is too long',
      '  query.limit: is too large',
      '',
    ])
  })

  test('with --json the error is one JSON object on stderr', async () => {
    await using api = await startFakeApi({
      'GET /v1/search': problem(400, 'request.invalid', 'Two things are wrong.', fields),
    })
    const { code, stdout, stderr } = await vitrine(['search', 'kettle', '--json'], { env: api.env })
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: 'request.invalid', detail: 'Two things are wrong.', errors: fields, requestId: 'req_1' },
    })
  })
})

describe('which server, which key', () => {
  const result = {
    items: [],
    next: null,
    legs: { lexical: { weight: 1, matched: 0 }, vector: { used: true, weight: 0.3, model: 'm' } },
  }

  test('a flag goes before the environment', async () => {
    await using api = await startFakeApi({ 'GET /v1/search': json(result) })
    const env = { VITRINE_URL: 'http://127.0.0.1:1', VITRINE_API_KEY: 'from-environment' }
    const { code } = await vitrine(['search', 'kettle', '--url', api.url, '--key', 'from-flag'], { env })
    expect(code).toBe(0)
    expect(api.asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer from-flag'])
  })

  test('--shop refuses to work with the key of another shop', async () => {
    await using api = await startFakeApi({
      'GET /v1/shop': json({ id: 'shop_1', name: 'Mine' }),
      'GET /v1/search': json(result),
    })
    const right = await vitrine(['search', 'kettle', '--shop', 'Mine'], { env: api.env })
    expect(right.code).toBe(0)
    const wrong = await vitrine(['search', 'kettle', '--shop', 'Other'], { env: api.env })
    expect(wrong.code).toBe(2)
    expect(wrong.stderr).toContain('Mine')
    expect(api.asked.filter(({ path }) => path === '/v1/search')).toHaveLength(1)
  })
})

test('a reader that closes the pipe early ends the command quietly', () => {
  const result = spawnSync(
    'bash',
    ['-c', `"${process.execPath}" dist/src/cli.js --help | head -n 1; exit "\${PIPESTATUS[0]}"`],
    {
      encoding: 'utf8',
    },
  )
  expect(result.stderr).toBe('')
  expect(result.status).toBe(0)
  expect(result.stdout).toContain('Usage: vitrine')
})
