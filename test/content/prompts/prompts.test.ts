import { readFile, readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { hashPrompt, loadCopyPrompts, parsePrompt, renderPrompt } from '../../../src/content/prompts/prompt.ts'

test('every prompt file is released and unchanged since', async () => {
  const released: unknown = JSON.parse(await readFile('prompts/released.json', 'utf8'))
  const files = (await readdir('prompts', { recursive: true }))
    .filter((file) => /^[\w-]+\/v\d+\.md$/.test(file))
    .sort()
  const hashes = await Promise.all(
    files.map(async (file) => [
      file.replace(/\.md$/, ''),
      hashPrompt(await readFile(`prompts/${file}`, 'utf8')),
    ]),
  )
  expect(files.length).toBeGreaterThan(1)
  expect(Object.fromEntries(hashes)).toEqual(released)
})

test('values are put in once: a value that looks like a slot stays as it is', async () => {
  const { write } = await loadCopyPrompts()
  const { user, system } = renderPrompt(write, {
    locale: 'en',
    fields: 'promo',
    briefs: '',
    voice: '',
    mustSay: '',
    product: '{{facts}}',
    facts: '$& {{locale}}',
  })
  expect(user).toContain('Product id: {{facts}}')
  expect(user).toContain('$& {{locale}}')
  expect(system).not.toContain('{{')
})

test.each([
  [
    'an undeclared input',
    '---\nid: a\nversion: v1\ninputs: ["x"]\noutput: O\n---\n[system]\nS\n[user]\n{{x}} {{y}}',
    'undeclared inputs: y',
  ],
  [
    'an unused input',
    '---\nid: a\nversion: v1\ninputs: ["x", "y"]\noutput: O\n---\n[system]\nS\n[user]\n{{x}}',
    'does not use: y',
  ],
  [
    'a slot in the system part',
    '---\nid: a\nversion: v1\ninputs: ["x"]\noutput: O\n---\n[system]\n{{x}}\n[user]\n{{x}}',
    'static',
  ],
  ['no front matter', '[system]\nS\n[user]\nU', 'front matter'],
])('%s is refused by name', (_case, text, message) => {
  expect(() => parsePrompt(text, 'a/v1')).toThrow(message)
})
