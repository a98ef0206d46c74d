// What: the content of a JSON file of a bundle, as it was read.
export type Json = Readonly<Record<string, unknown>>;
