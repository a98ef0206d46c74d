// What: a formula as blocks and stages write it, as TeX: fractions, indices, sums; words stay words.
// A spaced slash divides the whole product in front of it (`a·b / c`), a narrow one the last factor alone (`1/T Σ x`).
import { joined } from './formulaItems.ts';
import type { Item } from './formulaItems.ts';
import { BRACKETS, escaped, isFunction, isWord, nameTex, numberTex, SIGNS } from './formulaSigns.ts';
import { tokensOf } from './formulaTokens.ts';
import type { Token } from './formulaTokens.ts';
import { withFractions } from './withFractions.ts';

/** The key of the symbol that an identifier stands for, with its index where it has one (`ε_high`); null = none. */
export type SymbolNames = (identifier: string) => string | null;

const SYMBOL = 'symbol';

class Reader {
  private at = 0;
  constructor(
    private readonly tokens: readonly Token[],
    private readonly symbolOf: SymbolNames,
  ) {}

  private peek(by = 0): Token | undefined {
    return this.tokens[this.at + by];
  }

  /** Up to the bracket that closes it, which is read, too. */
  items(inBracket: boolean): readonly Item[] {
    const items: Item[] = [];
    for (let token = this.peek(); token; token = this.peek()) {
      this.at++;
      if (token.kind !== 'close') items.push(this.item(token));
      else if (inBracket) break;
      else items.push({ tex: BRACKETS[token.text]!, role: 'operator', spaced: token.spaced });
    }
    return withFractions(items);
  }

  private item(token: Token): Item {
    const { kind, text, spaced } = token;
    if (text === '√') return { tex: `\\sqrt{${this.argument()}}`, role: 'atom', spaced };
    if (kind === 'script') return { tex: escaped(text), role: 'operator', spaced };
    if (kind === 'sign') {
      const [tex, role] = SIGNS[text] ?? [escaped(text), 'operator'];
      return { tex: role === 'big' || role === 'atom' ? `${tex}${this.scripts()} ` : tex, role, spaced };
    }
    if (kind === 'open') return this.bracket(token);
    if (kind === 'number') return { tex: numberTex(text) + this.scripts(), role: 'atom', spaced };
    if (kind === 'verbatim') return { tex: text, role: 'word', spaced };
    if (text === 'd') return this.differential(token);
    return this.named(token);
  }

  /** dL, dθ, dlog p: one factor. */
  private differential({ spaced }: Token): Item {
    const next = this.peek();
    if (next?.kind !== 'name' || next.spaced) return { tex: `d${this.scripts()}`, role: 'atom', spaced };
    this.at++;
    const of = isFunction(next.text) && this.peek()?.kind === 'name' ? this.named(this.tokens[this.at++]!).tex : '';
    return { tex: `\\mathrm{d}${nameTex(next.text)}${of}${this.scripts()}`, role: 'atom', spaced };
  }

  private bracket({ text, spaced }: Token): Item {
    const from = this.at;
    const inside = joined(this.items(true));
    const close = this.tokens[this.at - 1];
    const ends = close?.kind === 'close' && this.at > from ? `\\right${BRACKETS[close.text]!}` : '\\right.';
    return { tex: `\\left${BRACKETS[text]!}${inside}${ends}${this.scripts()}`, role: 'atom', spaced, inside };
  }

  private named({ text, spaced }: Token): Item {
    const next = this.peek();
    const scripted = next?.kind === 'script' && !next.spaced;
    const index = scripted && next.text === '_' ? this.peek(1) : undefined;
    const key = (index?.kind === 'name' ? this.symbolOf(`${text}_${index.text}`) : null) ?? this.symbolOf(text);
    const isArticle = text === 'a' && next?.kind === 'name' && next.spaced && isWord(next.text);
    if (key === null && (isArticle || (isWord(text) && !scripted))) return { tex: text, role: 'word', spaced };
    const tex = nameTex(text) + this.scripts();
    const set = key === null ? tex : `\\class{${SYMBOL} ${SYMBOL}-${key}}{${tex}}`;
    return { tex: set, role: 'atom', spaced, called: isFunction(text.replace(/\d+$/, '')) };
  }

  /** Indices and powers of what was just read. */
  private scripts(): string {
    let made = '';
    for (let sign = this.peek(); sign && !sign.spaced; sign = this.peek()) {
      if (sign.text === 'ᵀ') made += '^{\\mathsf{T}}';
      else if (sign.text === '²') made += '^{2}';
      else if (sign.kind !== 'script') break;
      this.at++;
      if (sign.kind === 'script') made += `${sign.text}{${this.argument()}}`;
    }
    return made;
  }

  private argument(): string {
    const token = this.peek();
    if (!token) return '';
    this.at++;
    if (token.kind === 'open') return joined(this.items(true));
    if (token.text === '−' || token.text === '<' || token.text === '-') return SIGNS[token.text]![0] + this.argument();
    if (token.kind === 'number') return numberTex(token.text);
    if (token.kind !== 'name') return SIGNS[token.text]?.[0] ?? escaped(token.text);
    const opens = isFunction(token.text) && this.peek()?.kind === 'open' && !this.peek()!.spaced;
    return nameTex(token.text) + (opens ? this.bracket(this.tokens[this.at++]!).tex : '');
  }
}

const NO_SYMBOLS: SymbolNames = () => null;

/** What stands in a line, in order; every text gives some. */
export const itemsOf = (line: string, symbolOf: SymbolNames = NO_SYMBOLS): readonly Item[] =>
  new Reader(tokensOf(line), symbolOf).items(false);

/** TeX of one line. What is no formula is set as words. */
export const texOf = (line: string, symbolOf?: SymbolNames): string => joined(itemsOf(line, symbolOf));
