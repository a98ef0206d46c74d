// What: the files of a model from the visitor's own folder. They are kept, because an engine that has to be started anew
// needs them again; another choice in the setting `model` lets go of them.
import { create } from 'zustand';
import type { BundleFiles } from '../../training/protocol.ts';
import { useStore } from '../store.ts';

export const useDroppedModel = create<{ readonly files: BundleFiles | null }>()(() => ({ files: null }));

export const keepDroppedModel = (files: BundleFiles | null) => useDroppedModel.setState({ files });

useStore.subscribe(({ config }, before) => {
  if (config.engine.model !== before.config.engine.model) keepDroppedModel(null);
});

/** The field of the `load` command, where there is such a model. */
export function loadFiles(): { readonly files?: BundleFiles } {
  const { files } = useDroppedModel.getState();
  return files ? { files } : {};
}
