// What: YAML → a value. Loaded when there is such a file; only its reader, not its writer.
import { load } from 'js-yaml';

/** undefined where it is broken. */
export function parseYaml(text: string): unknown {
  try {
    return load(text);
  } catch {
    return undefined;
  }
}
