/** Pieces of help texts. */

/** A section of commands, each with what it is for. */
export function examples(...lines: readonly (readonly [command: string, purpose: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length))
  return `\nExamples:\n${lines.map(([command, purpose]) => `  ${command.padEnd(width)}  ${purpose}`).join('\n')}\n`
}

export const exitCodeHelp = `
Exit status:
  0    done                      3    partly failed, e.g. rows with errors
  1    failed                    4    server unreachable or unavailable
  2    wrong use                 130  interrupted; what the server does goes on`
