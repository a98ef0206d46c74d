// What: public/evidence/<recipe>.json: the recorded runs of a recipe's claim, where this page has them.
import { isEvidence } from '../config/evidenceStatus.ts';
import type { Evidence } from '../config/evidenceStatus.ts';

const files = import.meta.glob<unknown>('/public/evidence/*.json', { import: 'default' });

/** Each file is a small one of the build, loaded when it is asked for; one that could not be loaded counts as missing. */
export async function evidenceFile(name: string): Promise<Evidence | null> {
  const file = await files[`/public/evidence/${name}.json`]?.().catch(() => null);
  return isEvidence(file) ? file : null;
}
