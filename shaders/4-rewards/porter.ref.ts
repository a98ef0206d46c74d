// What: twin of porter.wgsl and porterSteps.wgsl: Porter's stemmer with NLTK's extensions, on strings.

const IRREGULAR: Readonly<Record<string, string>> = {
  sky: 'sky',
  skies: 'sky',
  dying: 'die',
  lying: 'lie',
  tying: 'tie',
  news: 'news',
  innings: 'inning',
  inning: 'inning',
  outings: 'outing',
  outing: 'outing',
  cannings: 'canning',
  canning: 'canning',
  howe: 'howe',
  proceed: 'proceed',
  exceed: 'exceed',
  succeed: 'succeed',
};

const isConsonant = (word: string, i: number): boolean => {
  if (/[aeiou]/.test(word[i]!)) return false;
  return word[i] !== 'y' || i === 0 || !isConsonant(word, i - 1);
};
const pattern = (stem: string) => Array.from(stem, (_, i) => (isConsonant(stem, i) ? 'c' : 'v')).join('');
const measure = (stem: string) => pattern(stem).split('vc').length - 1;
const hasVowel = (stem: string) => pattern(stem).includes('v');
const isShort = (word: string) => /(^|c)vc$/.test(pattern(word)) && (word.length === 2 || !/[wxy]$/.test(word));
const endsDouble = (word: string) =>
  word.length > 1 && word.at(-1) === word.at(-2) && isConsonant(word, word.length - 1);

type Condition = (stem: string) => boolean;
type Rule = readonly [ending: string, put: string, condition?: Condition];
const positive: Condition = (stem) => measure(stem) > 0;
const above: Condition = (stem) => measure(stem) > 1;
const rulesOf = (text: string, condition: Condition): Rule[] =>
  text.split(' ').map((rule) => [...(rule.split(':') as [string, string]), condition]);

/** The first rule whose ending fits decides, also where its condition fails. */
function applied(word: string, rules: readonly Rule[]): string {
  const rule = rules.find(([ending]) => word.endsWith(ending));
  if (!rule) return word;
  const stem = word.slice(0, word.length - rule[0].length);
  return rule[2]?.(stem) === false ? word : stem + rule[1];
}

const PLURALS: readonly Rule[] = [
  ['sses', 'ss'],
  ['ies', 'i'],
  ['ss', 'ss'],
  ['s', ''],
];
const DOUBLE: readonly Rule[] = [
  ...rulesOf(
    'ational:ate tional:tion enci:ence anci:ance izer:ize bli:ble alli:al entli:ent eli:e ousli:ous ization:ize ation:ate ator:ate alism:al iveness:ive fulness:ful ousness:ous aliti:al iviti:ive biliti:ble fulli:ful',
    positive,
  ),
  ['logi', 'log', (stem) => positive(`${stem}l`)],
];
const THIRD = rulesOf('icate:ic ative: alize:al iciti:ic ical:ic ful: ness:', positive);
const FOURTH: readonly Rule[] = 'al ance ence er ic able ible ant ement ment ent ion ou ism ate iti ous ive ize'
  .split(' ')
  .map((ending) => [ending, '', ending === 'ion' ? (stem) => above(stem) && /[st]$/.test(stem) : above]);

function withoutPast(word: string): string {
  if (word.endsWith('ied')) return word.slice(0, -3) + (word.length === 4 ? 'ie' : 'i');
  if (word.endsWith('eed')) return positive(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const ending = ['ed', 'ing'].find((one) => word.endsWith(one) && hasVowel(word.slice(0, -one.length)));
  if (!ending) return word;
  const stem = word.slice(0, -ending.length);
  if (/(at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (endsDouble(stem)) return /[lsz]$/.test(stem) ? stem : stem.slice(0, -1);
  return measure(stem) === 1 && isShort(stem) ? `${stem}e` : stem;
}

const withoutDouble = (word: string): string =>
  word.endsWith('alli') && positive(word.slice(0, -4)) ? withoutDouble(word.slice(0, -2)) : applied(word, DOUBLE);

/** Of a lower-case word. */
export function stemOf(word: string): string {
  if (Object.hasOwn(IRREGULAR, word)) return IRREGULAR[word]!;
  if (word.length <= 2) return word;
  const singular = word.endsWith('ies') && word.length === 4 ? word.slice(0, -1) : applied(word, PLURALS);
  const behindConsonant: Condition = (stem) => stem.length > 1 && isConsonant(stem, stem.length - 1);
  const present = applied(withoutPast(singular), [['y', 'i', behindConsonant]]);
  let made = applied(applied(withoutDouble(present), THIRD), FOURTH);
  if (made.endsWith('e')) {
    const stem = made.slice(0, -1);
    if (above(stem) || (measure(stem) === 1 && !isShort(stem))) made = stem;
  }
  return made.endsWith('ll') && above(made.slice(0, -1)) ? made.slice(0, -1) : made;
}
