// What: XML → elements. The page's reader runs in a worker, which has no DOMParser. Nothing outside the text is ever loaded, and entities that the
// text defines itself are not expanded.
import type * as Parser from '@rgrove/parse-xml';
import { DataFileError } from '../dataPrompt.ts';
import type { DataFile } from './dataFile.ts';
import { MARK_TEXTS } from './markTexts.ts';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Of all that is in it, trimmed. */
  readonly text: string;
}

/** Annotations are nested five deep or six. */
const DEEPEST = 100;

/** What the parser itself throws where the stack is at its end. */
function simple({ name, attributes, children, text }: Parser.XmlElement, depth = 0): XmlElement {
  if (depth > DEEPEST) throw new RangeError('An element lies too deep.');
  const inner = children.flatMap((child) =>
    child.type === 'element' ? [simple(child as Parser.XmlElement, depth + 1)] : [],
  );
  return { name, attributes, children: inner, text: text.trim() };
}

/** Asked for once: for each of thousands of sheets, Node would look for it again. */
let parser: Promise<typeof Parser> | null = null;

/** @throws DataFileError with the line where it is broken, or where it is nested too deep. */
export async function readXml(file: DataFile): Promise<XmlElement> {
  parser ??= import('@rgrove/parse-xml');
  const [text, { parseXml, XmlError }] = await Promise.all([file.text(), parser]);
  try {
    return simple(parseXml(text.trimStart(), { ignoreUndefinedEntities: true }).root!);
  } catch (error) {
    if (error instanceof XmlError) throw new DataFileError(MARK_TEXTS.brokenXml(file.label, error.line));
    if (error instanceof RangeError) throw new DataFileError(MARK_TEXTS.deepXml(file.label));
    throw error;
  }
}

export const childrenOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => child.name === name) ?? [];

export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name);

/** '' where there is none. */
export const textIn = (element: XmlElement | undefined, name: string): string => childOf(element, name)?.text ?? '';

/** undefined where it is no number. */
export function numberIn(element: XmlElement | undefined, name: string): number | undefined {
  const text = textIn(element, name);
  const value = text === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}
