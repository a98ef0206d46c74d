// What: the text of a shader as tokens: names, numbers and signs, without comments and white space.
// Source: WGSL (W3C), section 3.
import { WgslSyntaxError } from './syntax.ts';

export interface Token {
  readonly kind: 'name' | 'number' | 'sign' | 'end';
  readonly text: string;
  readonly line: number;
}

const BLANK = /\s+|\/\/[^\n]*|\/\*[^]*?\*\//y;
const NAME = /[\p{XID_Start}_][\p{XID_Continue}]*/uy;
const NUMBER = /0[xX][\da-fA-F]+[iu]?|(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?[fiuh]?/y;
/** The longer ones first. `>>` is put together by the parser, for `array<array<u32, 2>>` closes two lists with it. */
const SIGN = /->|<<=|>>=|\+\+|--|&&|\|\||<<|<=|>=|==|!=|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|[-+*/%&|^~!<>=(){}[\],;:.@]/y;

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let [at, line] = [0, 1];
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const blank = match(BLANK);
    if (blank) {
      line += blank.split('\n').length - 1;
      at += blank.length;
      continue;
    }
    const number = match(NUMBER);
    const name = number ? undefined : match(NAME);
    const found = number ?? name ?? match(SIGN);
    if (!found) throw new WgslSyntaxError(`“${text[at]}” is not known here.`, line);
    tokens.push({ kind: number ? 'number' : name ? 'name' : 'sign', text: found, line });
    at += found.length;
  }
  tokens.push({ kind: 'end', text: '', line });
  return tokens;
}
