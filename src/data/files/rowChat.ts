// What: messages in any of the usual forms → the first question, its answer, and the pictures between the words.
// Source: LLaVA ({from, value}), OpenAI and verl ({role, content}, content a text or parts), ms-swift's ShareGPT ({human, assistant}), Anthropic
// (parts with a source).
import { isRecord, parseJson } from '../dataPrompt.ts';
import type { NamedImage } from './importer.ts';
import { picturesOf } from './rowPictures.ts';
import { ROW_TEXTS } from './rowTexts.ts';
import { wordOf } from './wordOf.ts';

const USER = /^(human|user)$/i;
const ASSISTANT = /^(gpt|assistant|bot|model|chatgpt)$/i;

interface Turn {
  readonly role: string;
  /** With a mark <image> where a picture stands. */
  readonly text: string;
  /** Those that the message itself brings. */
  readonly pictures: readonly NamedImage[];
}

export interface Chat {
  /** With its marks. */
  readonly question: string;
  readonly answer: string | undefined;
  readonly pictures: readonly NamedImage[];
  readonly changes: readonly string[];
}

/** A part of a message; null where it is a picture that cannot be read. */
function readPart(part: unknown): Pick<Turn, 'text' | 'pictures'> | null {
  if (typeof part === 'string') return { text: part, pictures: [] };
  if (!isRecord(part)) return null;
  const { text, source } = part;
  const type = typeof part['type'] === 'string' ? part['type'] : 'image' in part ? 'image' : 'text';
  if (/text/.test(type)) return { text: typeof text === 'string' ? text : '', pictures: [] };
  if (!/image/.test(type)) return { text: `<${type}>`, pictures: [] };
  const cell = isRecord(source)
    ? source['type'] === 'base64'
      ? { bytes: source['data'] }
      : source['url']
    : (part['image_url'] ?? part['image'] ?? part['url'] ?? part['path']);
  const pictures = picturesOf(cell);
  return pictures && { text: '<image>', pictures };
}

function turn(role: unknown, content: unknown): Turn | null {
  if (typeof content === 'number') return { role: wordOf(role), text: String(content), pictures: [] };
  const parts = (Array.isArray(content) ? content : [content ?? '']).map(readPart);
  if (parts.some((part) => part === null)) return null;
  return {
    role: wordOf(role),
    text: parts.map((part) => part!.text).join(''),
    pictures: parts.flatMap((part) => part!.pictures),
  };
}

function readMessage(message: unknown): readonly (Turn | null)[] {
  if (!isRecord(message)) return [null];
  if ('human' in message) return [turn('user', message['human']), turn('assistant', message['assistant'])];
  if ('from' in message) return [turn(message['from'], message['value'])];
  return 'role' in message ? [turn(message['role'], message['content'])] : [null];
}

/** The cell as a list, be it written as JSON; null where it is none. */
export function listIn(cell: unknown): readonly unknown[] | null {
  const value = typeof cell === 'string' && /^\s*\[/.test(cell) ? parseJson(cell) : cell;
  return Array.isArray(value) ? value : null;
}

/** null where these are no messages, or none is a question. */
export function readChat(cell: unknown): Chat | null {
  const turns = listIn(cell)?.flatMap(readMessage);
  if (!turns || turns.some((one) => one === null)) return null;
  const spoken = (turns as readonly Turn[]).filter(({ role }) => role !== 'system');
  const first = spoken[0];
  if (!first || !USER.test(first.role)) return null;
  const reply = spoken[1] && ASSISTANT.test(spoken[1].role) ? spoken[1] : undefined;
  const changes = [
    ...(spoken.length < turns.length ? [ROW_TEXTS.changes.system] : []),
    ...(spoken.length > (reply ? 2 : 1) ? [ROW_TEXTS.changes.furtherTurns] : []),
  ];
  return { question: first.text, answer: reply?.text, pictures: first.pictures, changes };
}

const MARK = /<image(?:[ _]?(\d+))?>|<\|image_(\d+)\|>|<\|vision_start\|>(?:<\|image_pad\|>)+<\|vision_end\|>/gi;
const LEADING = new RegExp(`^(?:\\s*(?:${MARK.source}))+\\s*`, 'i');

/** How many marks the text ends with. */
function countBehind(text: string, marks: readonly RegExpExecArray[]): number {
  let [count, end] = [0, text.length];
  for (const { 0: mark, index } of [...marks].reverse()) {
    if (text.slice(index + mark.length, end).trim() !== '') break;
    [count, end] = [count + 1, index];
  }
  return count;
}

export interface Unmarked {
  readonly question: string;
  /** How many pictures the marks ask for. */
  readonly marks: number;
  /** A picture stood between the words. */
  readonly within: boolean;
}

/** Marks before or behind the text go, since pictures are shown before it; those between the words become “(image 2)”. */
export function withoutMarks(text: string): Unmarked {
  const numbers = [...text.matchAll(MARK)].map((mark, i) => Number(mark[1] ?? mark[2] ?? i + 1));
  const marks = numbers.reduce((most, number) => Math.max(most, number), 0);
  const leading = LEADING.exec(text)?.[0] ?? '';
  const rest = text.slice(leading.length);
  const inRest = [...rest.matchAll(MARK)];
  const further = inRest.length;
  const behind = leading === '' ? countBehind(rest, inRest) : 0;
  if (further === behind) return { question: rest.replace(MARK, '').trim(), marks, within: false };
  let at = numbers.length - further;
  const named = rest.replace(MARK, () => (marks === 1 ? '(image)' : `(image ${numbers[at++]})`));
  return { question: named.trim(), marks, within: true };
}
