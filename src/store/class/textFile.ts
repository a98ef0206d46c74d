// What: result codes out of a text file.
import { CLASS_TEXTS } from '../texts/class.ts';
import { MAX_TEXT } from './findCodes.ts';
import { takeText, useCollected } from './collected.ts';

const told = (text: string) => useCollected.setState({ told: text });

export async function takeCodeFile(file: Blob): Promise<void> {
  if (file.size > 2 * MAX_TEXT) return told(CLASS_TEXTS.fileTooLarge);
  try {
    takeText(await file.text());
  } catch {
    told(CLASS_TEXTS.notReadable);
  }
}
