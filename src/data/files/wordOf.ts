// What: texts of a table that nobody has checked yet.
/** A name or text of a table as written; '' where an object, a list or nothing stands in its place. */
export const wordOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
