// What: the tables that Python and TypeScript share: nouns, wordings of questions, shares of skills.
import mixTable from '../../../public/scenes/mix.json' with { type: 'json' };
import nounTable from '../../../public/scenes/nouns.json' with { type: 'json' };
import wordingTable from '../../../public/scenes/wordings.json' with { type: 'json' };

export interface Noun {
  readonly noun: string;
  readonly plural: string;
  readonly category: string;
  readonly coco: boolean;
}

export interface Wordings {
  readonly style: { readonly capital: number; readonly no_mark: number };
  readonly no_article: readonly string[];
  readonly synonyms: Readonly<Record<string, string>>;
  readonly category_words: Readonly<Record<string, string>>;
  readonly find_categories: readonly string[];
  readonly skills: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** How a form of the answer is asked for, behind the question. */
  readonly grammars: Readonly<Record<string, readonly string[]>>;
}

export const NOUNS: readonly Noun[] = nounTable;
export const WORDINGS: Wordings = wordingTable;
/** Relative shares of the skills where they are mixed. */
export const SHARES: Readonly<Record<string, number>> = mixTable.skills;

const rows = new Map(NOUNS.map((row) => [row.noun, row]));
export const rowOf = (noun: string): Noun | undefined => rows.get(noun);
