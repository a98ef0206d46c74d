// What: `npm run evidence` without a browser: its command line, what a run asks of the engine, and that a stopped command goes on
// where it was; and what its files say of the recipes that there are.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { emptyEvidence, readEvidence, withRun, writeEvidence } from '../../bench/evidence/evidenceFile.ts';
import { makeRun } from '../../bench/evidence/makeRun.ts';
import type { Engine } from '../../bench/evidence/makeRun.ts';
import { parseEvidenceOptions } from '../../bench/evidence/options.ts';
import { evidenceTable } from '../../bench/evidence/table.ts';
import { settingsOf } from '../../src/config/claimConfigs.ts';
import { evidenceMedians, evidenceStatus, isShown, valueOfSeries } from '../../src/config/evidenceStatus.ts';
import type { Evidence } from '../../src/config/evidenceStatus.ts';
import { RECIPES, recipeByName } from '../../src/config/recipes.ts';
import { usesOf } from '../../src/config/uses.ts';
import { ROOT } from '../../src/headless/project.mjs';
import type { HostCommand, HostEvent } from '../../src/headless/hostMessages.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollscope-evidence-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Carries everything out; a step's metric is as high as `valueOf` says. */
class FakeEngine implements Engine {
  readonly commands: HostCommand[] = [];
  private listener: ((event: HostEvent) => void) | null = null;
  constructor(private readonly valueOf: (seed: number, isOn: boolean, step: number) => Record<string, number>) {}
  listen(listener: (event: HostEvent) => void) {
    this.listener = listener;
    return () => (this.listener = null);
  }
  carryOut(...commands: readonly HostCommand[]): Promise<void> {
    this.commands.push(...commands);
    const configure = commands.find((command) => command.type === 'configure')!;
    const start = commands.find((command) => command.type === 'start')!;
    const isOn = usesOf(configure.config, 'data').length > 0;
    for (let step = 1; step <= start.steps!; step++) {
      const metrics = this.valueOf(configure.config.data.seed, isOn, step);
      this.listener?.({
        type: 'stepDone',
        point: { step, metrics },
        groups: [],
        secondsPerStage: {},
      } as unknown as HostEvent);
    }
    return Promise.resolve();
  }
}
const SKILLS = join(ROOT, 'src', 'scenes', 'pocket', 'skills');
const METRIC = 'eval_rewards/answerFolded/mean';

describe('the command line', () => {
  it('has the claim’s seeds and steps; other runs than the claim’s are kept elsewhere', () => {
    const own = parseEvidenceOptions(['recap']);
    expect(own).toMatchObject({ seeds: [0, 1, 2], steps: 32, skill: 'mixed' });
    expect(own.file).toBe(join(ROOT, 'public', 'evidence', 'recap.json'));
    expect(own.claim).toEqual(recipeByName('recap').claim);
    expect(parseEvidenceOptions(['recap', '--seeds', '1,5']).file).toBe(own.file);
    expect(parseEvidenceOptions(['recap', '--scenes', '4'])).toMatchObject({ claim: { scenes: 4 } });
    expect(parseEvidenceOptions(['recap', '--scenes', '4']).file).not.toBe(own.file);
    expect(parseEvidenceOptions(['recap', '--difficulty', '0.8'])).toMatchObject({ claim: { difficulty: 0.8 } });
    expect(parseEvidenceOptions(['recap', '--difficulty', '0.8']).file).not.toBe(own.file);
    expect(parseEvidenceOptions(['recap', '--skill', 'odd'])).toMatchObject({ skill: 'odd', claim: { skill: 'odd' } });
    expect(parseEvidenceOptions(['recap', '--skill', 'odd']).file).not.toBe(own.file);
    expect(() => parseEvidenceOptions(['recap', '--difficulty', '2'])).toThrow(/from 0 to 1/);
    const quick = parseEvidenceOptions(['recap', '--quick']);
    expect(quick).toMatchObject({ seeds: [0], steps: 2, claim: { steps: 2 } });
    expect(quick.configs.on.engine).toMatchObject({ eval_steps: 1, provider: 'wasm' });
    for (const args of [['--quick'], ['--steps', '3'], ['--set', 'temperature=0.9']])
      expect(parseEvidenceOptions(['recap', ...args]).file).toMatch(/rollscope-evidence.recap\.json$/);
  });

  it('--set holds with the special block alone where it names what the switch sets, and for both elsewhere', () => {
    const { configs } = parseEvidenceOptions(['papo', '--set', 'perception.coef=0.5', '--set', 'temperature=0.9']);
    const [on, off] = [settingsOf(configs.on), settingsOf(configs.off)];
    expect([on['perception.coef'], off['perception.coef']]).toEqual(['0.5', '0']);
    expect([on['temperature'], off['temperature']]).toEqual(['0.9', '0.9']);
  });

  it.each([
    [[], /Name one recipe/],
    [['recap', 'dapo'], /Name one recipe/],
    [['dapo'], /dapo has no claim; write one into its file/],
    [['recapp'], /did you mean 'recap'/],
    [['recap', '--seeds', '0,x'], /--seeds is '0,x'; write whole numbers from 0 on/],
    [['recap', '--steps', '0'], /--steps is '0'/],
    [['recap', '--set', 'temperature'], /--set is 'temperature'/],
  ])('%j is refused in a sentence', (args, sentence) => {
    expect(() => parseEvidenceOptions(args as string[])).toThrow(sentence);
  });
});

const claimed = [...RECIPES.values()].filter(({ claim }) => claim !== undefined).map(({ name }) => name);
it.each(claimed)(
  'the claim of %s can be run: two configurations that differ, and a skill that the scenes have',
  (name) => {
    const { configs, skill, held } = parseEvidenceOptions([name]);
    expect(settingsOf(configs.on)).not.toEqual(settingsOf(configs.off));
    expect(['mixed', ...readdirSync(SKILLS).map((file) => file.replace('.ts', ''))]).toContain(skill);
    expect(held).toBeGreaterThan(0);
  },
);

describe('a run', () => {
  const options = { ...parseEvidenceOptions(['recap']), file: join(folder, 'recap.json') };

  it('trains on fresh scenes, the same with and without the block, and keeps the curves of both', async () => {
    const engine = new FakeEngine((_seed, isOn, step) => ({
      reward: step,
      ...(step % 4 === 0 && { [METRIC]: isOn ? 0.5 : 0.25 }),
    }));
    const on = await makeRun(engine, options, 1, 'on');
    const off = await makeRun(engine, options, 1, 'off');
    const orders = engine.commands.filter((command) => command.type === 'makeScenes');
    expect(orders[0]).toEqual(orders[1]);
    expect(orders[0]!.order).toMatchObject({ skill: 'mixed', seed: 2, count: 32 * 4, held: 24, difficulty: 0.3 });
    await makeRun(engine, { ...options, claim: { ...options.claim, scenes: 4, difficulty: 0.9 } }, 1, 'on');
    const again = engine.commands.splice(-4).find((command) => command.type === 'makeScenes');
    expect(again!.order).toMatchObject({ seed: 2, count: 4, held: 24, difficulty: 0.9 });
    const configs = engine.commands.flatMap((command) => (command.type === 'configure' ? [command.config] : []));
    expect(configs.map((config) => usesOf(config, 'data').length)).toEqual([1, 0]);
    expect(configs.map(({ data }) => data.seed)).toEqual([1, 1]);
    expect(engine.commands.map(({ type }) => type)).toEqual(
      [...Array(2)].flatMap(() => ['configure', 'reset', 'makeScenes', 'start']),
    );
    expect([on.value, off.value]).toEqual([0.5, 0.25]);
    expect(on.series[METRIC]!.slice(0, 5)).toEqual([null, null, null, 0.5, null]);
    expect(on.series['reward']).toHaveLength(32);
  });

  it('writes every metric of every step where it is told to', async () => {
    const log = mkdtempSync(join(tmpdir(), 'rollscope-log-'));
    const engine = new FakeEngine((_seed, _isOn, step) => ({ [METRIC]: 1, step }));
    await makeRun(engine, { ...options, log }, 4, 'off');
    const lines = readFileSync(join(log, 'recap-4-off.jsonl'), 'utf8').trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { step: number }).step)).toEqual(
      [...Array(32).keys()].map((i) => i + 1),
    );
    rmSync(log, { recursive: true });
  });

  it('refuses a metric that the control has not', async () => {
    const engine = new FakeEngine((_seed, isOn) => ({ [isOn ? METRIC : 'reward']: 1 }));
    await makeRun(engine, options, 0, 'on');
    await expect(makeRun(engine, options, 0, 'off')).rejects.toThrow(
      /'off' has no metric eval_rewards\/answerFolded\/mean/,
    );
  });

  it('is kept: the file goes on where it was, and says what the runs say', async () => {
    const engine = new FakeEngine((seed, isOn) => ({ [METRIC]: (isOn ? 0.2 : 0.1) + seed / 100 }));
    let kept = readEvidence(options).evidence;
    expect(kept).toEqual(emptyEvidence(options));
    for (const [seed, variant] of [
      [0, 'on'],
      [0, 'off'],
      [1, 'off'],
      [1, 'on'],
      [2, 'on'],
    ] as const) {
      kept = withRun(kept, { ...(await makeRun(engine, options, seed, variant)), commit: 'abc' });
      writeEvidence(options.file, kept);
    }
    const read = readEvidence(options);
    expect(read).toEqual({ evidence: kept, dropped: 0 });
    expect(read.evidence.runs.map(({ seed, variant }) => `${seed} ${variant}`)).toEqual([
      '0 on',
      '0 off',
      '1 on',
      '1 off',
      '2 on',
    ]);
    expect(evidenceStatus(options.recipe, read.evidence)).toBe('not yet');
    const whole = withRun(kept, { ...(await makeRun(engine, options, 2, 'off')), commit: 'abd' });
    expect(whole).toMatchObject({ shown: true, commit: 'abd', medians: { on: 0.21, off: 0.11 } });
    expect(evidenceStatus(options.recipe, whole)).toBe('shown');
    expect(evidenceTable(whole, 'shown')).toContain('| **median** | 0.2100 | 0.1100 | 0.1000 |');
    expect(readdirSync(folder)).toEqual(['recap.json']);
  });

  it('of another claim or other settings is made again; a damaged file is named', () => {
    const other = { ...options, claim: { ...options.claim, threshold: 0.5 } };
    expect(readEvidence(other)).toEqual({ evidence: emptyEvidence(other), dropped: 5 });
    const set = parseEvidenceOptions(['recap', '--set', 'temperature=0.9']);
    expect(readEvidence({ ...set, file: options.file }).dropped).toBe(5);
    writeFileSync(options.file, '{');
    expect(() => readEvidence(options)).toThrow(/recap\.json is no JSON; repair or delete it/);
  });
});

describe('the files in public/evidence', () => {
  const place = join(ROOT, 'public', 'evidence');
  const files = existsSync(place) ? readdirSync(place).filter((name) => name.endsWith('.json')) : [];
  const evidence = files.map((name) => JSON.parse(readFileSync(join(place, name), 'utf8')) as Evidence);
  it('belong to recipes, and their numbers follow from their curves', () => {
    for (const { recipe, claim, runs, medians, shown } of evidence) {
      expect(RECIPES.get(recipe), recipe).toBeDefined();
      for (const { series, value } of runs) {
        const again = valueOfSeries(series[claim.metric]);
        if (value === null || again === null) expect(value).toBe(again);
        else expect(Math.abs(value - again)).toBeLessThanOrEqual(1e-5 * Math.abs(again)); // curves keep six digits
      }
      const own = evidenceMedians(claim, runs);
      expect(medians).toEqual(own);
      expect(shown).toBe(own !== null && isShown(claim, own));
    }
  });
});
