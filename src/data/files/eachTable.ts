// What: the tables of an importer, one after the other: one that refuses itself costs its sentence, the others are kept.
import { append } from './append.ts';
import { DataFileError } from '../dataPrompt.ts';
import type { DataFile } from './dataFile.ts';
import type { Found, FoundPrompt, Note } from './importer.ts';

export async function eachTable(files: readonly DataFile[], read: (file: DataFile) => Promise<Found>): Promise<Found> {
  const prompts: FoundPrompt[] = [];
  const notes: Note[] = [];
  for (const file of files)
    try {
      const found = await read(file);
      append(prompts, found.prompts);
      append(notes, found.notes);
    } catch (error) {
      if (!(error instanceof DataFileError)) throw error;
      notes.push({ about: 'file', sentence: error.message });
    }
  return { prompts, notes };
}
