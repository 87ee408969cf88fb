/** Patterns that leave words open: "[has|carries] a [screen|display] of {v}" is four wordings in one line. */

const openWords = /\[([^[\]]*)\]/

/** One wording of it; `pick` chooses among the words of each place. */
export function closed(pattern: string, pick: (words: readonly string[]) => string): string {
  let text = pattern
  // Innermost places first, so that a choice may hold another.
  for (let match = openWords.exec(text); match !== null; match = openWords.exec(text)) {
    const word = pick((match[1] ?? '').split('|'))
    text = `${text.slice(0, match.index)}${word}${text.slice(match.index + match[0].length)}`
  }
  return pattern === text ? text : text.replace(/ {2,}/g, ' ').replace(/ (?=[,.:;]|$)/g, '')
}

/** All of its wordings, for those who must know every one. */
export function everyWording(pattern: string): string[] {
  const match = openWords.exec(pattern)
  if (match === null) return [pattern]
  const [before, after] = [pattern.slice(0, match.index), pattern.slice(match.index + match[0].length)]
  return (match[1] ?? '').split('|').flatMap((word) => everyWording(`${before}${word}${after}`))
}

/** How it begins when the first of each choice is taken: what kind of phrase it is. */
export function firstWording(pattern: string): string {
  return pattern.includes('[') ? closed(pattern, ([first = '']) => first) : pattern
}
