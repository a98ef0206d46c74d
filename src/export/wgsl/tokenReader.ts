// What: reads tokens one after the other.
import { WgslSyntaxError } from './syntax.ts';
import { tokensOf } from './tokens.ts';
import type { Token } from './tokens.ts';

export class TokenReader {
  private readonly tokens: Token[];
  private at = 0;

  constructor(text: string) {
    this.tokens = tokensOf(text);
  }

  get next(): Token {
    return this.tokens[this.at]!;
  }

  ahead(count: number): Token {
    return this.tokens[Math.min(this.at + count, this.tokens.length - 1)]!;
  }

  get isAtEnd(): boolean {
    return this.next.kind === 'end';
  }

  take(): Token {
    const token = this.next;
    if (token.kind !== 'end') this.at++;
    return token;
  }

  is(text: string): boolean {
    return this.next.text === text && this.next.kind !== 'number';
  }

  /** Takes it where it is next. */
  eat(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  must(text: string): void {
    if (!this.eat(text)) this.fail(`“${text}” was expected before “${this.next.text}”.`);
  }

  name(): string {
    if (this.next.kind !== 'name') this.fail(`a name was expected before “${this.next.text}”.`);
    return this.take().text;
  }

  /** Items with commas between them, up to `end`. */
  list<Item>(end: string, item: () => Item): Item[] {
    const items: Item[] = [];
    while (!this.eat(end)) {
      items.push(item());
      if (!this.eat(',') && !this.is(end)) this.fail(`“,” or “${end}” was expected before “${this.next.text}”.`);
    }
    return items;
  }

  fail(message: string): never {
    throw new WgslSyntaxError(message, this.next.line);
  }
}
