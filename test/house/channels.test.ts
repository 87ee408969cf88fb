/** The page of channels says what the data says. */
import { expect, test } from 'vitest'
import { channelTable, sourceTable } from './channel-table.ts'
import { readRepositoryFile } from './repository-files.ts'

test('docs/copy/channels.md states every limit, meter, ban, source and date as the rules do', () => {
  const lines = readRepositoryFile('docs/copy/channels.md').split('\n').map(squeeze)
  for (const expected of [...channelTable(), ...sourceTable()]) expect(lines).toContain(squeeze(expected))
})

/** A formatter may pad the cells. */
function squeeze(line: string): string {
  return line.replace(/ +/g, ' ').replace(/-{3,}/g, '---').replaceAll(' --- ', '---').trim()
}
