// What: TRL itself trains two steps on an exported folder, with Pocket's decoder behind random eyes as its model; the rewards that it logs are those
// that Rollscope gives to the same answers. Not in CI: ROLLSCOPE_TRL_PYTHON=PYTHON npx vitest run tests/export/trlRun.test.ts, where PYTHON has
// torch, trl 1.16, transformers, peft, datasets, pillow and onnx; ROLLSCOPE_TRL_MODEL=FOLDER where the model has been made already. Minutes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { grammarOf } from '../../src/4-rewards/grammars.ts';
import { scoreRewards } from '../../src/4-rewards/scoreRewards.ts';
import type { Truth } from '../../src/4-rewards/types.ts';
import { setLeaves } from '../../src/config/setLeaf.ts';
import { rewardUsesOf } from '../../src/config/uses.ts';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import { DataFile } from '../../src/data/files/dataFile.ts';
import { openParquet } from '../../src/data/files/parquetRows.ts';
import { runToExport } from '../../src/export/runToExport.ts';
import { targetByName } from '../../src/export/target.ts';
import { writeExport } from '../../src/export/writeExport.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { parseTexts } from '../4-rewards/completionFixtures.ts';

const PYTHON = process.env['ROLLSCOPE_TRL_PYTHON'];
const GENERATIONS = 4;
const SAMPLES = 'public/samples';
interface Sample {
  readonly name: string;
  readonly picture: string;
  readonly question: string;
  readonly answer: string;
  readonly boxes: readonly (readonly [number, number, number, number])[];
  readonly labels: readonly string[];
}
const { samples } = JSON.parse(readFileSync(`${SAMPLES}/samples.json`, 'utf8')) as { readonly samples: readonly Sample[] }; // prettier-ignore
const prompts = samples.slice(0, 5).map(({ name, picture, ...truth }, i) => ({
  ...{ id: name, ...truth, facts: [], further: {}, split: i < 4 ? ('train' as const) : ('heldOut' as const) },
  images: [{ name, type: 'image/webp', bytes: new Uint8Array(readFileSync(join(SAMPLES, picture))) }],
}));
const config = setLeaves(defaultConfig(), Object.entries({ num_generations: `${GENERATIONS}`, generation_batch_size: `${2 * GENERATIONS}`, max_completion_length: '32', optim: 'adamw', learning_rate: '1e-4' })); // prettier-ignore
const uses = rewardUsesOf(config).map(({ block, ...rest }) => ({ ...rest, name: block }));

test.skipIf(!PYTHON)('TRL trains on an exported folder', { timeout: 3_600_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollscope-trl-'));
  const python = (given: readonly string[], cwd: string) =>
    execFileSync(PYTHON!, [...given], { cwd, env: { ...process.env, CUDA_VISIBLE_DEVICES: '', HF_HUB_OFFLINE: '1' }, stdio: 'pipe', maxBuffer: 2 ** 28 }); // prettier-ignore
  try {
    const model = process.env['ROLLSCOPE_TRL_MODEL'] ?? join(folder, 'model');
    if (!process.env['ROLLSCOPE_TRL_MODEL']) python(['-m', 'pocket.make_seeing_twin', model], resolve('pretrain'));
    const run = runToExport({ config, prompts, rewards: [] }, 'percent');
    for (const [path, content] of await writeExport(targetByName('trl'), run)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    python(['train.py', model, '--max_steps', '2'], folder);

    const names = readdirSync(join(folder, 'out/completions')).sort();
    expect(names).toEqual(['completions_00001.parquet', 'completions_00002.parquet']);
    const grammar = grammarOf(config.grammar.grammar);
    let answers = 0;
    for (const name of names) {
      const table = await openParquet(
        new DataFile(name, new Blob([readFileSync(join(folder, 'out/completions', name))])),
      );
      const rows = await table.read(table.rows);
      const texts = rows.map(({ completion }) => (completion as { content: string }[])[0]!.content);
      const truths = rows.flatMap((row, r) => {
        if (r % GENERATIONS > 0) return [];
        const [{ content }] = row['prompt'] as [{ content: string | { text?: string }[] }];
        const asked = typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join('');
        return run.prompts.filter(({ question }) => asked.startsWith(question)).map(({ truth }): Truth => truth);
      });
      const parsed = await parseTexts(new ReferenceCompute(), texts, { grammar });
      const { columns } = await scoreRewards(new ReferenceCompute(), { parsed, truths, generations: GENERATIONS, signals: new Map(), uses }); // prettier-ignore
      for (const { name: reward, values } of columns)
        values.forEach((value, r) => expect(rows[r]![reward], `${reward} of ${texts[r]}`).toBeCloseTo(value, 5));
      expect(columns.length).toBeGreaterThan(1);
      answers += rows.length;
    }
    expect(answers).toBe(4 * GENERATIONS);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
