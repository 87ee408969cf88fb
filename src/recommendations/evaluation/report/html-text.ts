/** Text and numbers inside the page. */

/** File names and settings are other people's text. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g, '')
    .replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`)
}

/** 0.5123 → "51.23" */
export function percentText(share: number, digits = 2): string {
  return (share * 100).toFixed(digits)
}

/** In points of a percent, with its sign: "+1.20". */
export function gainText(share: number): string {
  return `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(2)}`
}

export function countText(value: number): string {
  return value.toLocaleString('en')
}

/** "0.42 ms", "12 ms", "3.1 s" */
export function durationText(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`
  return ms >= 10 ? `${ms.toFixed(0)} ms` : `${ms.toFixed(2)} ms`
}
