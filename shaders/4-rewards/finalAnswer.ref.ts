// What: twin of finalAnswer.wgsl: an answer line as text that can be compared, step by step as published code takes them.
import { stripped } from './unicode.ref.ts';

/** Both sides of each rule, parted by an arrow; ⏎ a line break, ␣ a blank. Without a second side the text goes. */
const RULES = String.raw`
an␣ a␣ .$→$ \$ \␣ ␣ mbox→text ,\text{and}→, \text{and}→, \text{m}→\text{}
square ways integers dollars mph inches hours km units \ldots sue points feet minutes digits cents degrees cm gm pounds meters meals edges
students childrentickets multiples \text{s} \text{.} \text{⏎s} \text{}^2 \text{}^3 \text{⏎} \text{} \mathrm{th} ^\circ ^{\circ} \; ,\! {,} " \dots
`
  .trim()
  .split(/\s+/)
  .map((rule) => rule.replaceAll('␣', ' ').replaceAll('⏎', '\n').split('→'));

/** Of the rules as they are written here, [what goes, what comes]. */
export const finalRules: readonly (readonly [string, string])[] = RULES.map(([from, to = '']) => [from!, to]);

export function finalAnswer(text: string): string {
  let own = text.split('=').at(-1)!;
  for (const [from, to] of finalRules) own = own.replaceAll(from, () => to);
  own = own.replace(/^[^\n]*?\$([^\n]*?)\$[^\n]*/, '$1');
  for (const name of ['text', 'textbf', 'overline']) {
    own = own.replace(new RegExp(`\\\\${name}\\{([^\\n]*?)\\}`, 'g'), '$1');
  }
  own = own
    .replace(/\\boxed\{([^\n]*)\}/g, '$1')
    .replace(/frac([^{])(.)/gs, 'frac{$1}{$2}')
    .replace(/sqrt([^{])/g, 'sqrt{$1}')
    .replaceAll('$', '');
  return stripped(/^[\d,]*\d[\d,]*$/.test(own) ? own.replaceAll(',', '') : own);
}
