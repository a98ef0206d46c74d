// What: twin of bareWords.wgsl, by the text functions of the language.
import { BLANK } from './unicode.ref.ts';

const SPACE = new RegExp(`[${BLANK}]+`);
const MARKS = /[!-/:-@[-`{-~]/g;
const ARTICLES = ['', 'a', 'an', 'the'];

export const bareWords = (text: string): string =>
  text
    .toLowerCase()
    .split(SPACE)
    .map((word) => word.replace(MARKS, ''))
    .filter((word) => !ARTICLES.includes(word))
    .join(' ');
