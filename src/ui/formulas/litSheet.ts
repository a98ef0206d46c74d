// What: rules of style that follow the symbol in the light: every element that carries it (data-symbol) and every letter of a formula
// that is it; letters of changed settings are marked. A sheet made in code, so that carriers need nothing but the attribute.
import { useLit } from '../../store/formulas.ts';
import type { Lit } from '../../store/formulas.ts';

const LIT = 'outline: 2px solid var(--key); outline-offset: 1px; border-radius: 3px; background: var(--key-soft);';
const CHANGED = 'background: var(--mark); color: var(--on-mark); border-radius: 3px;';

/** Keys are letters, digits and hyphens (symbols.ts); whatever else comes is no selector. */
const isKey = (key: string | null): key is string => key !== null && /^[\w-]+$/.test(key);

export function litRules({ pointed, pinned, changed }: Lit): string {
  const key = pointed ?? pinned;
  const marks = changed.filter(isKey).map((one) => `math .symbol-${one} { ${CHANGED} }`);
  return [...marks, ...(!isKey(key) ? [] : [`[data-symbol~='${key}'], math .symbol-${key} { ${LIT} }`])].join('\n');
}

let sheet: CSSStyleSheet | null = null;

/** Follows the store from the first formula that is shown on. */
export function followLight(): void {
  if (sheet) return;
  sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  sheet.replaceSync(litRules(useLit.getState()));
  useLit.subscribe((lit) => sheet!.replaceSync(litRules(lit)));
}
