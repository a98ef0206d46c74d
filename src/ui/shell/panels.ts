// What: the panels that slide in from the right (settings, reward editor, share …). A new panel is one new file
// `src/ui/<area>/<name>.panel.ts` with `export const panel: PanelFile`; its component is loaded when it is first opened.
import { lazy } from 'react';
import type { ComponentType, LazyExoticComponent } from 'react';

export interface PanelProps {
  readonly onClose: () => void;
}

export interface PanelFile {
  /** Stable: links that hide or lock a panel name it. */
  readonly id: string;
  readonly title: string;
  /** Place of its button in the header, small = left. */
  readonly order: number;
  /** false = opened from elsewhere (a link in a text, another panel): it has no button in the header. */
  readonly button?: boolean;
  /** A wide panel takes two thirds of the screen. */
  readonly wide?: boolean;
  readonly load: () => Promise<ComponentType<PanelProps>>;
}

export interface Panel extends PanelFile {
  readonly Component: LazyExoticComponent<ComponentType<PanelProps>>;
}

const files = import.meta.glob<PanelFile>('../*/*.panel.ts', { eager: true, import: 'panel' });

export const PANELS: readonly Panel[] = Object.values(files)
  .map((file) => ({ ...file, Component: lazy(async () => ({ default: await file.load() })) }))
  .sort((a, b) => a.order - b.order);
