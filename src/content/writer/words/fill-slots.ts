/** Puts values into the slots of a pattern in one pass: a value that looks like a slot stays the letters it is. */
export function fillSlots(pattern: string, slots: Readonly<Record<string, string | (() => string)>>): string {
  return pattern.replace(/\{([\w ]+)\}/g, (slot, key: string) => {
    const value = Object.hasOwn(slots, key) ? slots[key] : undefined
    if (value === undefined) return slot
    return typeof value === 'string' ? value : value()
  })
}
