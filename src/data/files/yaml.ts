// What: YAML → a value. Loaded when there is such a file; only its reader, not its writer.
import { load } from 'js-yaml';
import { isTooDeep } from '../jsonDepth.ts';

/** undefined where it is broken. */
export function parseYaml(text: string): unknown {
  try {
    const value = load(text);
    return isTooDeep(value, new Set()) ? undefined : value;
  } catch {
    return undefined;
  }
}
