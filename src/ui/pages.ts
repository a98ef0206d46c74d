// What: pages that take the workbench's place, beside the atlas (the teacher's page, a worksheet). A new one is one new file
// `src/ui/<area>/<name>.page.ts` with `export const page: PageFile`; its component is loaded when it is first shown.
import { lazy } from 'react';
import type { ComponentType, LazyExoticComponent } from 'react';

export interface OtherPageProps {
  /** What it shows, as the address has it; '' = nothing in particular. */
  readonly of: string;
}

export interface PageFile {
  readonly id: string;
  readonly load: () => Promise<ComponentType<OtherPageProps>>;
}

const files = import.meta.glob<PageFile>('./*/*.page.ts', { eager: true, import: 'page' });

export const PAGES: ReadonlyMap<string, LazyExoticComponent<ComponentType<OtherPageProps>>> = new Map(
  Object.values(files).map(({ id, load }) => [id, lazy(async () => ({ default: await load() }))]),
);
