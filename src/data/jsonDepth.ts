// What: how deep a value read from JSON or YAML is nested. Whoever walks through one goes a level deeper with each of its own: a file of a hundred
// thousand brackets would exhaust the stack. RFC 8259, section 9, lets a reader set a limit; data sets use fewer than ten levels.

const DEEPEST = 100;

/** `seen`, where parts may stand in many places, as YAML allows: each is looked at once. */
export function isTooDeep(value: unknown, seen?: Set<object>, left = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (left < 0) return true;
  if (seen?.has(value)) return false;
  seen?.add(value);
  const parts = Array.isArray(value) ? (value as unknown[]) : Object.values(value);
  for (const part of parts) if (isTooDeep(part, seen, left - 1)) return true;
  return false;
}
