// What: the error of a bundle that cannot be used.
/** Thrown for a bundle that cannot be used; the message says what to do. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}
