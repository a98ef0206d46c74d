// What: `--tokens DIR`: token_exports/step_N/rank_0.jsonl and, when a step is whole, STABLE beside it, as prime-rl lays them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tokenExport } from '../export/tokenExport.ts';
import type { HostEvent } from './hostMessages.ts';

export class TokenFolder {
  constructor(
    private readonly folder: string,
    private readonly name: string,
  ) {}

  receive(event: HostEvent): void {
    if (event.type !== 'stepDone') return;
    const { step } = event.point;
    const folder = join(this.folder, 'token_exports', `step_${step}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'rank_0.jsonl'), tokenExport(step, event.groups, this.name));
    writeFileSync(join(folder, 'STABLE'), '');
  }
}
