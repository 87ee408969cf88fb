/** Text inside HTML, and the few words that depend on a number. */

export function escapeHtml(text: string): string {
  return (
    text
      // Marks that turn the reading direction would disorder the page around them.
      .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g, '')
      .replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`)
  )
}

export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

/** "12 %", "<1 %" */
export function share(part: number, whole: number): string {
  if (whole === 0) return '0 %'
  const percent = (100 * part) / whole
  return percent > 0 && percent < 1 ? '&lt;1 %' : `${String(Math.round(percent))} %`
}
