// What: what a sentence about a prompt calls it: as the page shows it, else by its id.
import type { PromptInput } from '../protocol.ts';

export const promptName = ({ id, name }: Pick<PromptInput, 'id' | 'name'>): string =>
  name ? `“${name}”` : `Prompt '${id}'`;
