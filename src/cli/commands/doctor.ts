/** `vitrine doctor`: looks at everything the service rests on, and says what to do about what is wrong. */
import type { Command } from 'commander'
import type { Finding } from '../doctor/finding.ts'
import { exitCodes } from '../exit-code.ts'
import { examples } from '../help.ts'
import type { AddCommand, Run } from '../run.ts'
import { printable } from '../terminal/printable.ts'
import { counted } from '../terminal/quantities.ts'
import type { Style, Terminal } from '../terminal/terminal.ts'
import { wrap } from '../terminal/columns.ts'

export const addDoctorCommand: AddCommand = (parent, begin) => {
  parent
    .command('doctor')
    .summary('check what the service rests on, and say what to do')
    .description(
      'Checks Node, configuration, data directory, database, migrations, vector extension, queue, models, port and server. ' +
        'It changes nothing, but --probe asks the models of copy what they can do and remembers it. Exit status 1 when something fails; warnings alone are 0.',
    )
    .option('--probe', 'also probe the models that write copy, through the server; costs a few short calls')
    .addHelpText(
      'after',
      examples(['vitrine doctor', 'before the first start'], ['vitrine doctor --json', 'for monitoring']),
    )
    .action(async (options: { readonly probe?: true }, command: Command) => {
      await runDoctor(begin(command), options.probe === true)
    })
}

async function runDoctor(run: Run, probe: boolean): Promise<void> {
  // Database, queue and models are loaded only here, so that every other command starts quickly.
  const { examine } = await import('../doctor/examine.ts')
  const checks = await examine(run, probe)
  const failed = checks.filter(({ status }) => status === 'fail').length
  run.terminal.show({ ok: failed === 0, checks }, () => describeChecks(run.terminal, checks))
  run.endWith(failed === 0 ? exitCodes.ok : exitCodes.failed)
  leaveSoon()
}

/** A connection to a server that is away may go on trying; it must not keep the process. What ends by itself never waits. */
function leaveSoon(): void {
  setTimeout(() => process.exit(), 500).unref()
}

const styleOf = { ok: 'green', warn: 'yellow', fail: 'red' } as const satisfies Record<
  Finding['status'],
  Style
>

function describeChecks(terminal: Terminal, checks: readonly Finding[]): string {
  const nameWidth = Math.max(...checks.map(({ name }) => name.length))
  const indent = ' '.repeat(4 + 2 + nameWidth + 2)
  const lines = checks.flatMap(({ name, status, message, advice }) => {
    const head = `${terminal.paint(styleOf[status], status.padEnd(4))}  ${name.padEnd(nameWidth)}  `
    const texts = [printable(message), ...(advice === undefined ? [] : [`→ ${printable(advice)}`])]
    const wrapped = texts.flatMap((text) => wrap(text, Math.max(terminal.width - indent.length, 30)))
    return wrapped.map((line, index) => `${index === 0 ? head : indent}${line}`)
  })
  return [...lines, '', verdict(checks)].join('\n')
}

function verdict(checks: readonly Finding[]): string {
  const number = (status: Finding['status']) => checks.filter((check) => check.status === status).length
  if (number('fail') > 0) return `${counted(number('fail'), 'thing')} to put right; the arrows say how.`
  return number('warn') > 0 ? `Well, with ${counted(number('warn'), 'warning')}.` : 'All is well.'
}
