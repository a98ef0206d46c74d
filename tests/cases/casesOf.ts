// What: small inputs of the kinds that broke other people's tools, as they lie in this folder.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes of one of them, for example 'img/e6.jpg'. */
export const caseFile = (path: string): Buffer => readFileSync(join(import.meta.dirname, path));

/** Names of the files of a folder, in order. */
export const caseNames = (folder: string): string[] => readdirSync(join(import.meta.dirname, folder)).sort();
