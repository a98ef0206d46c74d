// What: all choices of layout by name: read off the page, applied to the page, listened to.
import type { LayoutChoice } from './layoutChoice.ts';

const files = import.meta.glob<LayoutChoice>('./*.choice.ts', { eager: true, import: 'choice' });
const CHOICES = Object.values(files).sort((a, b) => a.name.localeCompare(b.name));

export const LAYOUT_NAMES: readonly string[] = CHOICES.map(({ name }) => name);

export function readLayout(): Record<string, string> {
  const read = CHOICES.map((choice) => [choice.name, choice.read()] as const);
  return Object.fromEntries(read.filter((entry): entry is [string, string] => entry[1] !== null));
}

export function applyLayout(layout: Readonly<Record<string, string>>): void {
  for (const { name, apply, absent } of CHOICES) {
    if (layout[name] !== undefined) apply(layout[name]);
    else absent?.();
  }
}

export const listenToLayout = (changed: () => void) => CHOICES.forEach((choice) => choice.listen(changed));
