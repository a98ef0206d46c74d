// What: the grammars of src/4-rewards/grammars/*.json by name, and the visitor's own. A new file is found by itself.
import { parseGrammar } from './grammar.ts';
import type { Grammar } from './grammar.ts';

const files = import.meta.glob<unknown>('./grammars/*.json', { eager: true, import: 'default' });

const grammars: ReadonlyMap<string, Grammar> = new Map(
  Object.entries(files).map(([path, json]) => {
    const grammar = parseGrammar(json);
    const file = path.replace(/^.*\/|\.json$/g, '');
    if (grammar.name !== file)
      throw new Error(`The grammar of ${file}.json calls itself '${grammar.name}'; use one name.`);
    return [file, grammar];
  }),
);

export const grammarNames = (): string[] => [...grammars.keys()].sort();

export function grammarByName(name: string): Grammar {
  const grammar = grammars.get(name);
  if (grammar) return grammar;
  throw new Error(`There is no grammar '${name}'. There are: ${grammarNames().join(', ')}.`);
}

/** By JSON: one object per text, as tables on the device belong to the object. */
const own = new Map<string, Grammar>();

/** Of a value of the setting `grammar`: a name, or a grammar as JSON. Throws. */
export function grammarOf(setting: string): Grammar {
  if (!setting.startsWith('{')) return grammarByName(setting);
  const grammar = own.get(setting) ?? parseGrammar(JSON.parse(setting));
  own.set(setting, grammar);
  return grammar;
}
