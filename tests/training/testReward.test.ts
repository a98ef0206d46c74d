// What: a reward on trial in the real engine (tiny bundle, Dawn): old and new columns over the answers of the last step, and
// every way in which it can be refused; the run goes on through all of them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shaderText } from '../../src/gpu/kernels.ts';
import { newCompute } from '../gpu/nodeDevice.ts';
import { NodeSession, tinyConfig } from './nodeSession.ts';

const TEXT = shaderText('4-rewards/lengthWindow');
const writing = (value: string) => TEXT.replace(/(column\[\w+\] = )([^;]+);/, `$1 ${value};`);
let session: NodeSession;

beforeAll(async () => {
  session = await NodeSession.ready(tinyConfig(), newCompute);
});
afterAll(() => session?.close());

async function tried(wgsl: string, name = 'lengthWindow', knobs: Readonly<Record<string, number>> = {}) {
  await session.must({ type: 'testReward', name, wgsl, knobs });
  return session.of('rewardTested').at(-1)!;
}

test('before the first step it is compiled and run on empty answers', async () => {
  expect(await tried(TEXT)).toMatchObject({ name: 'lengthWindow', problems: [], trials: [] });
  expect((await tried(writing('bitcast<f32>(2143289344u + gid.y)'))).problems[0]!.message).toMatch(
    /an empty answer.*finite/,
  );
});

describe('after a step', () => {
  beforeAll(() => session.must({ type: 'step' }));

  test('the same shader gives the column of the step, another its own', async () => {
    const same = await tried(TEXT);
    expect(same.problems).toEqual([]);
    expect(same.trials).toHaveLength(8);
    for (const { before, after } of same.trials) expect(after).toBe(before);
    const quarter = await tried(writing('0.25'));
    expect(quarter.trials.map(({ after }) => after)).toEqual(new Array(8).fill(0.25));
    expect(quarter.trials.map(({ before }) => before)).toEqual(same.trials.map(({ before }) => before));
  });

  test('a reward that does not run has its column worked out; a new one has none; knobs count', async () => {
    const format = await tried(shaderText('4-rewards/format'), 'format');
    for (const { before, after } of format.trials) expect(after).toBe(before);
    const own = TEXT.replaceAll('lengthWindow', 'mine');
    const fresh = await tried(own, 'mine');
    expect(fresh.problems).toEqual([]);
    expect(fresh.trials.every(({ before }) => before === null)).toBe(true);
    const knob = /\/\/ Knob: (\w+) = /.exec(TEXT)![1]!;
    expect((await tried(TEXT, 'lengthWindow', { [knob]: -1e9 })).problems[0]!.message).toMatch(/is not between/);
  });

  test('values outside of the range are named, and it can be used all the same', async () => {
    const { problems, trials } = await tried(writing('7.0'));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ severity: 'warning' });
    expect(problems[0]!.message).toMatch(/answer 1 to prompt “[abc]” and of 7 more is 7, outside the declared range/);
    expect(trials).toHaveLength(8);
  });

  test.each([
    ['NaN', writing('bitcast<f32>(2143289344u + gid.y)'), /answer 1 to prompt “[abc]” and of 7 more is NaN/],
    ['infinity', writing('1.0 / f32(gid.y)'), /is (Infinity|NaN)/],
    [
      'a loop without end',
      TEXT.replace(
        '@compute',
        'fn spin(x: u32) -> f32 { var y = x;\nloop { y++; if y == 0u { break; } }\nreturn 0.0; }\n@compute',
      ).replace(/(column\[\w+\] = )/, '$1 spin(r) + '),
      /^The loop at line \d+ ran more than 1,000,000 times/,
    ],
    ['no header', TEXT.replace('// Range', '// Rage'), /Range/],
    ['a huge array', TEXT.replace('@compute', 'var<private> big: array<f32, 1000000>;\n@compute'), /1000000 elements/],
    ['a missing buffer', TEXT.replace('column[', 'columns['), /columns/],
    ['an entry point of another name', TEXT.replace('fn lengthWindow', 'fn other'), /entry point/],
  ])('%s is refused in a sentence', async (_name, wgsl, sentence) => {
    const { problems, trials } = await tried(wgsl);
    expect(problems[0]!.severity).toBe('error');
    expect(problems[0]!.message).toMatch(sentence);
    if (_name !== 'NaN' && _name !== 'infinity') expect(trials).toEqual([]);
    expect(await session.send({ type: 'editReward', name: 'lengthWindow', wgsl })).toBe(false);
  });

  test('all that the compiler says comes at its line and column', async () => {
    const broken = TEXT.replace(
      '@compute',
      'fn a() -> f32 { for (var i = 0; i < 3; i++) { let x = 1; } return tru; }\n@compute',
    );
    const { problems } = await tried(broken);
    const line = TEXT.slice(0, TEXT.indexOf('@compute')).split('\n').length;
    const column = broken.split('\n')[line - 1]!.indexOf('tru;') + 1;
    expect(problems[0]).toMatchObject({ severity: 'error', line, column });
    expect(problems[0]!.message).toMatch(/tru/);
  });

  test('it may read the picture, other columns and what every step has; messages keep their lines', async () => {
    const colour = await tried(shaderText('4-rewards/boxColour'), 'boxColour');
    expect(colour.problems).toEqual([]);
    const reading = (needs: string, value: string) =>
      TEXT.replaceAll('lengthWindow', 'mine')
        .replace('// Uses:', `// Needs: ${needs}\n// Uses:`)
        .replace(/(column\[\w+\] = )([^;]+);/, `$1 ${value};`);
    const name = tinyConfig().reward.reward_funcs[0]!.block;
    const constant = `SIGNAL_REWARD_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`;
    const copy = await tried(reading(`reward/${name}, logProb`, `rolloutSignal(${constant}, r)`), 'mine');
    const known = await tried(shaderText(`4-rewards/${name}`), name);
    expect(copy.problems).toEqual([]);
    expect(copy.trials.map(({ after }) => after)).toEqual(known.trials.map(({ after }) => after));
    const missing = await tried(reading('judge/score', '0.0'), 'mine');
    expect(missing.problems[0]!.message).toMatch(/^It needs the signal 'judge\/score': add the probe/);
    const broken = reading('logProb', 'tokenSignal(SIGNAL_LOG_PROB, r, 0u) + nonsense');
    const line = broken.split('\n').findIndex((text) => text.includes('nonsense')) + 1;
    expect((await tried(broken, 'mine')).problems[0]).toMatchObject({ severity: 'error', line });
  });

  test('the run goes on, and an edit is used from the next step', async () => {
    await session.must({ type: 'editReward', name: 'lengthWindow', wgsl: writing('0.25') });
    await session.must({ type: 'step' });
    expect(session.metrics().at(-1)!['rewards/lengthWindow/mean']).toBe(0.25);
  });
});

test('where there is no WebGPU an edit is refused and the page’s own rewards go on', async () => {
  const plain = await NodeSession.ready(tinyConfig());
  await plain.must({ type: 'testReward', name: 'lengthWindow', wgsl: TEXT });
  expect(plain.of('rewardTested')[0]!.problems[0]!.message).toMatch(/need WebGPU/);
  expect(await plain.send({ type: 'editReward', name: 'lengthWindow', wgsl: TEXT })).toBe(false);
  await plain.must({ type: 'step' });
  await plain.close();
});
