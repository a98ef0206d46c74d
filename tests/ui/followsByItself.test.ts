// What: what the page makes of names that it has never heard: shades of signals, charts of metrics, units, blocks of a stage.
import { expect, test } from 'vitest';
import { tokenFacts } from '../../src/store/group/tokenFacts.ts';
import type { RolloutUnits, RolloutView } from '../../src/training/protocol.ts';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import { claimConfigs, settingsOf } from '../../src/config/claimConfigs.ts';
import type { Claim, Recipe } from '../../src/config/recipe.ts';
import { setLeaf } from '../../src/config/setLeaf.ts';
import { namesOf } from '../../src/ui/curves/chartFiles.ts';
import { chartsFor } from '../../src/ui/curves/chartsShown.ts';
import { backgroundOf, fullOf } from '../../src/ui/group/shades.ts';
import { shadeOf, shadesOf } from '../../src/ui/group/signalShades.ts';
import { barsOf, bracketOf, kindsIn, NO_UNITS, scalesOf, shownKind } from '../../src/ui/group/units.ts';
import { sourceOf } from '../../src/ui/pipeline/blockFiles.ts';
import { blocksOfStage } from '../../src/ui/pipeline/stageBlocks.ts';
import { evidenceLines } from '../../src/ui/shell/recipeEvidence.ts';
import { foundIn } from '../../src/ui/settings/found.ts';

const rollout = (signals: RolloutView['signals'], units?: readonly RolloutUnits[]): RolloutView => ({
  ...{ text: 'ab', boxes: [], answer: null, rewards: {}, reward: 0, advantage: 0, truncated: false },
  tokens: ['a', 'b', 'c'].map((text) => ({ text, logProb: -1, entropy: 1 })),
  ...(signals && { signals }),
  ...(units && { units }),
});

test('a signal with both signs diverges from 0; another runs over its own range', () => {
  const signals = { 'look/sway': Float32Array.of(-2, 0, 1), 'look/reach': Float32Array.of(4, 5, 8) };
  const facts = [tokenFacts(rollout(signals))];
  const shades = shadesOf(facts);
  const [sway, reach] = [shadeOf('signal:look/sway', shades), shadeOf('signal:look/reach', shades)];
  expect([sway.scale, sway.full, reach.scale, reach.from, reach.full]).toEqual(['sign', 2, 'strength', 4, 8]);
  const percent = (id: string, t: number) => {
    const shade = shadeOf(id, shades);
    return backgroundOf(shade, fullOf(shade, facts), facts[0]![t]!);
  };
  expect([0, 1, 2].map((t) => percent('signal:look/sway', t))).toEqual([
    expect.stringMatching(/below\) 62%/),
    undefined,
    expect.stringMatching(/above\) 31%/),
  ]);
  expect([0, 1, 2].map((t) => /\d+%/.exec(percent('signal:look/reach', t) ?? '')?.[0])).toEqual([
    undefined,
    '16%',
    '62%',
  ]);
});

test('signals that have a shade of their own are not shown twice; old names go on', () => {
  const known = { coef: 1, weight: 1, advantage: 1, 'view/logProb': 1, other: 1 };
  const signals = Object.fromEntries(Object.keys(known).map((name) => [name, Float32Array.of(1, 1, 1)]));
  expect(Object.keys(tokenFacts(rollout(signals))[0]!.further)).toEqual(['other']);
  expect(Object.keys(tokenFacts(rollout({ viewLogProb: Float32Array.of(1, 1, 1) }))[0]!.further)).toEqual([]);
  expect(shadeOf('signal:gone', shadesOf([])).value(tokenFacts(rollout({}))[0]!)).toBeNull();
});

test('a metric that no file claims has a chart; the recipe says which is first; the usual ones stay apart', () => {
  const config = defaultConfig();
  const names = ['entropy', 'look/reach', 'control/learning_rate', 'num_tokens', 'reward', 'reward_std'];
  const { charts, further } = chartsFor(config, names);
  expect(charts[0]!.title).toBe('Reward');
  const titles = charts.map(({ title }) => title);
  expect(titles.slice(-2)).toEqual(['control/learning_rate', 'look/reach']);
  expect(further.map(({ title }) => title)).toEqual(['num_tokens']);
  expect(charts.find(({ title }) => title === 'control/learning_rate')!.explanation).not.toBe('');
  const other = chartsFor(setLeaf({ ...config, recipe: 'dapo' }, 'seed', '1'), names);
  expect(other.charts[0]!.title).toBe('Entropy');
  expect(chartsFor(config, []).charts.every(({ kind }) => kind === 'histogram')).toBe(true);
});

test('a family of metrics is one chart with a line per member', () => {
  const config = setLeaf(defaultConfig(), 'controllers', 'lrSchedule,recapWeights:weights');
  const lambdas = ['boxIou', 'format', 'expertNll'].map((name) => `weights/lambda/${name}`);
  const { charts } = chartsFor(config, [...lambdas, 'weights/i/format', 'weights/other']);
  const own = charts.filter(({ title }) => title.startsWith('weights/'));
  expect(own.map(({ title, metrics }) => [title, metrics])).toEqual([
    ['weights/i/*', ['weights/i/format']],
    ['weights/lambda/*', lambdas.toSorted()],
    ['weights/other', ['weights/other']],
  ]);
  expect(own[1]!.explanation).toMatch(/Factor of the objective/);
  expect(namesOf(own[1]!, lambdas)).toEqual(lambdas.toSorted());
});

test('brackets begin and end with a unit; bars are full at the largest value of the group', () => {
  const of = Int32Array.of(0, 0, -1);
  const one = rollout({}, [{ kind: 'turn', of, values: { gain: Float32Array.of(-0.5, 0.25) } }]);
  const two = rollout({}, [{ kind: 'turn', of, values: { gain: Float32Array.of(1, NaN) } }]);
  expect(kindsIn([one, two])).toEqual(['turn']);
  expect([shownKind([one], null), shownKind([one], 'gone'), shownKind([one], NO_UNITS)]).toEqual([
    'turn',
    'turn',
    null,
  ]);
  expect([0, 1, 2].map((t) => bracketOf(one.units![0], t))).toEqual(['unit first', 'unit last', undefined]);
  const scales = scalesOf([one, two], 'turn');
  expect(
    barsOf(one.units![0]!, scales)
      .flat()
      .map(({ share }) => share),
  ).toEqual([-0.5, 0.25]);
  expect(barsOf(two.units![0]!, scales).map((bars) => bars.length)).toEqual([1, 0]);
});

test('a stage lists what ran, rewards with their means, and the loss, each with a file that is there', async () => {
  const config = defaultConfig();
  const report = { step: 1, seconds: 1, summary: { boxIou: 0.5 } };
  const run = { axis: 'view', block: 'patchDrop', as: 'masked', seconds: 0.25, numbers: { passes: 2 } };
  const rewards = blocksOfStage('4-rewards', config, report);
  expect(rewards.map(({ as, numbers }) => [as, numbers])).toEqual([
    ['boxIou', { mean: 0.5 }],
    ['format', {}],
    ['answerFolded', {}],
  ]);
  const [view] = blocksOfStage('1-image', config, { ...report, blocks: [run, run] });
  expect(view).toMatchObject({
    as: 'masked',
    seconds: 0.5,
    numbers: { passes: 2 },
    path: 'src/1-image/views/patchDrop.ts',
  });
  expect(blocksOfStage('1-image', config, undefined)).toEqual([]);
  const [loss] = blocksOfStage('6-loss', config, report);
  for (const { path } of [...rewards, view!, loss!]) expect(await sourceOf(path)!(), path).toContain('What:');
});

test('the search finds blocks, those that could be added, and knobs of uses', () => {
  const config = setLeaf(defaultConfig(), 'views', 'patchDrop:masked');
  const wish = { onlyChanged: false, expert: false, changed: new Set<string>(), access: { hidden: [], locked: [] } };
  const found = (wanted: string, more = {}) =>
    foundIn(config, { ...wish, wanted, ...more }).flatMap(([, items]) =>
      items.map(
        ({ entry, cards }) => [entry.name, cards.flatMap(({ knobs }) => knobs.map(({ name }) => name))] as const,
      ),
    );
  expect(found('masked.patch').find(([name]) => name === 'views')![1]).toEqual(['masked.patch']);
  expect(found('maskTruth').map(([name]) => name)).toContain('views');
  expect(found('qqqq')).toEqual([]);
  // A use that is not in every run is seen without a search.
  expect(found('').map(([name]) => name)).toContain('views');
  expect(found('').map(([name]) => name)).not.toContain('controllers');
  expect(
    found('', { access: { hidden: ['masked.p'], locked: [] } }).find(([name]) => name === 'views')![1],
  ).not.toContain('masked.p');
});

test('evidence of a recipe: its claim, medians where every run is there, the status as computed', () => {
  const claim: Claim = {
    ...{ sentence: 'It rises.', metric: 'reward', direction: 'higher' as const },
    ...{ threshold: 0.1, steps: 2, seeds: [1, 2, 3], control: 'off' as const },
  };
  const recipe: Recipe = { name: 'mine', description: 'Mine.', claim, off: { set: { learning_rate: 0.5 } } };
  const { on, off } = claimConfigs(recipe);
  const settings = { on: settingsOf(on), off: settingsOf(off) };
  const run = (seed: number, variant: 'on' | 'off', value: number) => {
    return { seed, variant, series: { reward: [0, value] }, value, seconds: 1, commit: null };
  };
  const runs = [1, 2, 3].flatMap((seed) => [run(seed, 'on', 0.5 + seed / 100), run(seed, 'off', 0.25)]);
  const medians = 'Median of reward: 0.52 with the special block, 0.25 without it.';
  expect(evidenceLines(recipe, { claim, settings, runs })).toEqual(['It rises.', medians, 'Status: shown.']);
  expect(evidenceLines(recipe, { claim, settings, runs: runs.slice(1) })).toEqual(['It rises.', 'Status: not yet.']);
  expect(evidenceLines(recipe, '<html>')).toEqual(['It rises.', 'Status: not yet.']);
  expect(evidenceLines({ name: 'mine', description: 'Mine.' }, null)).toBeNull();
});
