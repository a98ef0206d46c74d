// What: how the signs, brackets and names of a formula are set in TeX.

/** big = a sum or product sign, which belongs to what follows. */
export type Role = 'atom' | 'word' | 'times' | 'operator' | 'big' | 'slash';

export const SIGNS: Readonly<Record<string, readonly [string, Role]>> = {
  '·': ['\\cdot ', 'times'],
  '×': ['\\times ', 'times'],
  '÷': ['\\div ', 'times'],
  '∘': ['\\circ ', 'times'],
  '/': ['/', 'slash'],
  Σ: ['\\sum', 'big'],
  Π: ['\\prod', 'big'],
  '−': ['-', 'operator'],
  '-': ['-', 'operator'],
  '+=': ['\\mathrel{+}=', 'operator'],
  '±': ['\\pm ', 'operator'],
  '≤': ['\\le ', 'operator'],
  '≥': ['\\ge ', 'operator'],
  '<': ['\\lt ', 'operator'],
  '>': ['\\gt ', 'operator'],
  '≈': ['\\approx ', 'operator'],
  '~': ['\\sim ', 'operator'],
  '∈': ['\\in ', 'operator'],
  '∩': ['\\cap ', 'operator'],
  '∪': ['\\cup ', 'operator'],
  '→': ['\\to ', 'operator'],
  '←': ['\\leftarrow ', 'operator'],
  '‖': ['\\Vert ', 'operator'],
  '∣': ['\\vert ', 'operator'],
  '|': ['\\vert ', 'operator'],
  '*': ['\\ast ', 'operator'],
  '%': ['\\% ', 'operator'],
  '&': ['\\& ', 'operator'],
  '#': ['\\# ', 'operator'],
  $: ['\\$ ', 'operator'],
  '\\': ['\\backslash ', 'operator'],
  '…': ['\\dots ', 'atom'],
  '∇': ['\\nabla', 'atom'],
  '∞': ['\\infty', 'atom'],
  '½': ['\\tfrac{1}{2}', 'atom'],
  '²': ['{}^{2}', 'atom'],
};

export const BRACKETS: Readonly<Record<string, string>> = {
  '(': '(',
  ')': ')',
  '[': '[',
  ']': ']',
  '{': '\\{',
  '}': '\\}',
  '⌊': '\\lfloor ',
  '⌋': '\\rfloor ',
};

const FUNCTIONS = new Set([
  'log',
  'ln',
  'exp',
  'min',
  'max',
  'clip',
  'softmax',
  'sigmoid',
  'sg',
  'KL',
  'BCE',
  'argmax',
  'argmin',
  'tanh',
  'round',
  'ceil',
  'clamp',
  'std',
  'var',
  'sign',
]);
/** Letters that settings and blocks spell out. */
const GREEK: ReadonlySet<string> = new Set([
  'alpha',
  'beta',
  'gamma',
  'delta',
  'epsilon',
  'lambda',
  'sigma',
  'theta',
  'xi',
  'Phi',
]);
const HATS: Readonly<Record<string, string>> = { m̂: '\\hat{m}', v̂: '\\hat{v}' };

export const escaped = (text: string): string =>
  text.replace(/[\\{}$&#%_^~]/g, (sign) => {
    if (sign === '\\') return '\\backslash ';
    return sign === '~' || sign === '^' ? `\\${sign}{}` : `\\${sign}`;
  });

/** 1e-4 is a power of ten. */
export const numberTex = (text: string): string =>
  text.replace(/^(.+?)e([+-]?)0*(\d+)$/, (_, digits: string, sign: string, power: string) => {
    return `${digits === '1' ? '' : `${digits}\\cdot `}10^{${sign}${power}}`;
  });

const markOf = (name: string) => /[′~]$/.exec(name)?.[0] ?? '';

/** k3, log2: the number is an index. */
const NUMBERED = /^(\p{L}|log)(\d+)$/u;

/** A word is set as text; letters and functions are mathematics. */
export function isWord(name: string): boolean {
  const bare = name.slice(0, name.length - markOf(name).length);
  if ([...bare].length === 1 || FUNCTIONS.has(bare) || GREEK.has(bare)) return false;
  return HATS[bare] === undefined && !NUMBERED.test(bare);
}

export const isFunction = (name: string): boolean => FUNCTIONS.has(name);

export function nameTex(name: string): string {
  const mark = markOf(name);
  const bare = name.slice(0, name.length - mark.length);
  const [, letter, number] = NUMBERED.exec(bare) ?? [];
  const made = number === undefined ? plainName(bare) : `${plainName(letter!)}_{${number}}`;
  if (mark === '') return made;
  return mark === '′' ? `${made}'` : `\\tilde{${made}}`;
}

function plainName(bare: string): string {
  if (GREEK.has(bare)) return bare === 'epsilon' ? '\\varepsilon ' : `\\${bare} `;
  if ([...bare].length === 1) return bare;
  return HATS[bare] ?? (FUNCTIONS.has(bare) ? `\\operatorname{${bare}}` : `\\mathrm{${escaped(bare)}}`);
}
