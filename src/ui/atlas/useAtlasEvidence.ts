// What: the evidence files of all recipes of the atlas, loaded behind the first drawing; the cards fill in as they come.
import { useEffect, useState } from 'react';
import { goldenOf } from '../../atlas/goldenCounts.ts';
import { statusOf } from '../../atlas/status.ts';
import type { Status } from '../../atlas/status.ts';
import { recipeOf, SYSTEMS } from '../../atlas/systems.ts';
import type { System } from '../../atlas/system.ts';
import type { Evidence } from '../../config/evidenceStatus.ts';
import { evidenceFile } from '../../store/evidenceFile.ts';

export type EvidenceFiles = ReadonlyMap<string, Evidence | null>;

let kept: EvidenceFiles = new Map();

async function load(): Promise<EvidenceFiles> {
  const names = [...SYSTEMS.values()].flatMap((system) => recipeOf(system)?.name ?? []);
  const files = names.map(async (name) => [name, await evidenceFile(name)] as const);
  return new Map(await Promise.all(files));
}

export function useAtlasEvidence(): EvidenceFiles {
  const [files, setFiles] = useState(kept);
  useEffect(() => {
    if (kept.size > 0) return;
    void load().then((loaded) => setFiles((kept = loaded)));
  }, []);
  return files;
}

export const evidenceIn = (files: EvidenceFiles, system: System): Evidence | null =>
  files.get(recipeOf(system)?.name ?? '') ?? null;

export const statusIn = (files: EvidenceFiles, system: System): Status =>
  statusOf(system, evidenceIn(files, system), goldenOf(system));
