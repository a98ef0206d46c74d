// What: twin of mendedList.wgsl: tokens of the text, and a parser that stops where it cannot go on.

export interface Thing {
  /** As they are written, without white space between their parts. */
  readonly bbox_2d?: string;
  readonly label?: string;
}

export interface MendedList {
  readonly things: readonly Thing[];
  /** A number or a word among them. */
  readonly isBroken: boolean;
}

const TOKEN = /"(?:\\.|[^"\\])*(?:"|$)|'(?:\\.|[^'\\])*(?:'|$)|[[\]{},:]|[^ \t\n\r[\]{},:"']+/gs;
const SCALAR = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity)$/;
const ESCAPES = /^(?:[^\\]|\\(?:["'\\/bfnrt]|u[\da-fA-F]{4}))*$/s;
const MOST_THINGS = 256;

class Stop extends Error {}

class Reader {
  private at = 0;
  readonly tokens: readonly string[];
  things: { [key: string]: string }[] = [];
  isBroken = false;
  isList = false;

  constructor(text: string) {
    this.tokens = text.slice(Math.max(text.search(/[[{]/), 0)).match(TOKEN) ?? [];
  }

  private next(): string {
    const token = this.tokens[this.at++];
    if (token === undefined) throw new Stop();
    return token;
  }

  private isQuoted = (token: string | undefined) => /^["']/.test(token ?? '');

  /** What is cut off is closed. */
  private text(): string {
    const token = this.next();
    const closed = token.length > 1 && token.endsWith(token[0]!) ? token : token + token[0]!;
    if (!ESCAPES.test(closed.slice(1, -1))) throw new Stop();
    return closed;
  }

  /** `seen` is told of the value as soon as it begins, and again when more of it is known. */
  private value(depth: number, seen: (text: string) => void): string {
    const token = this.tokens[this.at];
    if (token === '[' || token === '{') return this.several(depth, seen);
    const scalar = this.isQuoted(token) ? this.text() : this.next();
    if (!this.isQuoted(scalar) && !SCALAR.test(scalar)) throw new Stop();
    if (depth === 1 && !this.isQuoted(scalar)) this.isBroken = true;
    seen(scalar);
    return scalar;
  }

  private several(depth: number, seen: (text: string) => void): string {
    const open = this.next();
    const close = open === '[' ? ']' : '}';
    let made = open;
    seen(made + close);
    for (let first = true; ; first = false) {
      if (this.tokens[this.at] === close) break;
      if (!first && this.tokens[this.at] === ',') this.at++;
      else if (!first && /^[:}\]]/.test(this.tokens[this.at] ?? ':')) throw new Stop();
      if (this.tokens[this.at] === close) break;
      if (!first) made += ',';
      made += this.entry(open, depth + 1, (part) => seen(made + part + close));
    }
    this.at++;
    return made + close;
  }

  private entry(open: string, depth: number, seen: (text: string) => void): string {
    if (open === '[') {
      if (depth === 1) this.things.push({});
      return this.value(depth, seen);
    }
    if (!this.isQuoted(this.tokens[this.at])) throw new Stop();
    const key = this.text();
    if (this.next() !== ':') throw new Stop();
    const thing = this.things.at(-1);
    const keep = (text: string) => {
      if (depth === 2 && this.isList && thing) thing[key.slice(1, -1)] = text;
      seen(`${key}:${text}`);
    };
    const isMissing = this.tokens[this.at] === '}' || this.at === this.tokens.length;
    if (isMissing) keep('');
    return isMissing ? `${key}:` : `${key}:${this.value(depth, keep)}`;
  }

  /** null where no list that holds something stands there. */
  read(): MendedList | null {
    this.isList = this.tokens[0] === '[';
    try {
      this.value(0, () => undefined);
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
    }
    const { things, isBroken } = this;
    return this.isList && things.length > 0 ? { things: things.slice(0, MOST_THINGS), isBroken } : null;
  }
}

export const readMended = (text: string): MendedList | null => new Reader(text).read();
