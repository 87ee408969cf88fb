/** Texts that nobody wrote yet: they look like copy to a program and like a mistake to a shopper. */

const whole = /^\W*(?:n\/?a|none|null|undefined|tbd|tba|todo|test|xxx+|description|coming soon|\.+|-+)\W*$/i
const part =
  /\b(?:lorem ipsum|dolor sit amet|insert (?:text|description) here|your (?:text|description) here|placeholder text|description (?:goes here|to follow)|to be (?:added|completed|written))\b|\{\{[^}]{0,60}\}\}|\[(?:product|brand|title|name|insert)[^\]]{0,40}\]|\$\{[^}]{0,60}\}/i

/** The words that give it away; undefined for a text of its own. */
export function placeholderIn(text: string): { readonly start: number; readonly end: number } | undefined {
  if (whole.test(text)) return { start: 0, end: text.length }
  const match = part.exec(text)
  return match === null ? undefined : { start: match.index, end: match.index + match[0].length }
}
