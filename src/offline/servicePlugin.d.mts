import type { Plugin } from 'vite';

export const POLICY: Readonly<Record<string, readonly string[]>>;
export function servicePlugin(): Plugin;
