// What: links: every state round trips, readable where short; broken, hostile, huge and newer ones are refused in a sentence.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KNOBS } from '../../src/config/knobTable.ts';
import { setLeaf, withLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { toBase64url } from '../../src/store/container/base64url.ts';
import { gzip } from '../../src/9-curves/gzip.ts';
import { packValue } from '../../src/9-curves/packValue.ts';
import { LAYOUT_NAMES } from '../../src/store/layout/layoutChoices.ts';
import { decodeLink, LinkError } from '../../src/store/link/decodeLink.ts';
import { encodeLink } from '../../src/store/link/encodeLink.ts';
import { unknownRewardsSentence, withKnownRewards } from '../../src/store/link/knownRewards.ts';
import { emptyLink } from '../../src/store/link/linkState.ts';
import type { LinkState } from '../../src/store/link/linkState.ts';
import { linkState } from './linkStates.ts';

const with1 = (name: string, leaf: string): LinkState => ({
  ...emptyLink(),
  config: setLeaf(defaultConfig(), name, leaf),
});

describe('round trips', () => {
  test('any state, through an address as the browser keeps it', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(linkState, async (state) => {
        const { hash } = new URL(`https://example.org/a/#${await encodeLink(state)}`);
        expect(await decodeLink(hash)).toEqual(state);
      }),
      { numRuns: 300 },
    );
  });

  test('the usual page has no hash, a few settings stay readable, names of layout are no settings', async () => {
    expect(await encodeLink(emptyLink())).toBe('');
    const short = { ...with1('learning_rate', '2e-3'), access: { hidden: ['editor', 'samples'], locked: ['seed'] } };
    expect(await encodeLink(short)).toBe('learning_rate=0.002&hide=editor,samples&lock=seed');
    expect(LAYOUT_NAMES.filter((name) => KNOBS.has(name))).toEqual([]);
  });

  test('written by hand: any order, a recipe by name', async () => {
    const { config } = await decodeLink('#reward_weights=2,1&seed=7&recipe=dapo&reward_funcs=boxIou,format');
    expect(config.recipe).toBe('dapo');
    expect(config.data.seed).toBe(7);
    expect(config.reward.reward_funcs).toEqual([{ block: 'boxIou', weight: 2 }, { block: 'format' }]);
  });
});

describe('uses of blocks with their knobs', () => {
  const made = validateConfig(
    withLeaf(
      withLeaf(defaultConfig(), 'views', [
        { block: 'patchDrop', as: 'masked', p: 0.5 },
        { block: 'noise', sigma: 0.2 },
      ]),
      'reward_funcs',
      [
        { block: 'boxIou', weight: 2 },
        { block: 'format', as: 'form', weight: 0.1 },
      ],
    ),
  );

  test('stay readable and come back: blocks, names, order, knobs', async () => {
    const hash = await encodeLink({ ...emptyLink(), config: made });
    expect(hash).toContain('views=patchDrop:masked,noise');
    expect(hash).toContain('masked.p=0.5');
    expect((await decodeLink(`#${hash}`)).config).toEqual(made);
  });

  test('a knob is locked and hidden by its name', async () => {
    const access = { hidden: ['noise.sigma'], locked: ['masked.p', 'views'] };
    const hash = await encodeLink({ ...emptyLink(), config: made, access });
    expect((await decodeLink(`#${hash}`)).access).toEqual(access);
  });

  test('packed with a reward the same', async () => {
    const rewards = [{ name: 'mine', wgsl: '// What: mine' }];
    const hash = await encodeLink({ ...emptyLink(), config: made, rewards });
    expect(hash).toMatch(/^z=/);
    expect((await decodeLink(`#${hash}`)).config).toEqual(made);
  });
});

describe('rewards that nobody here knows', () => {
  const known = ['boxIou', 'format', 'answerFolded'];
  const read = async (hash: string) => withKnownRewards((await decodeLink(hash)).config, known);

  test('are named, leave with their weight, and the rest of the link holds', async () => {
    const read1 = await read('#reward_funcs=boxIou,boxIuo,format&reward_weights=1,2,0.5&learning_rate=0.003');
    expect(read1.config.reward.reward_funcs).toEqual([{ block: 'boxIou' }, { block: 'format', weight: 0.5 }]);
    expect(read1.config.optimizer.learning_rate).toBe(0.003);
    expect(unknownRewardsSentence(read1, known)).toBe(
      'There is no reward “boxIuo” here; did you mean “boxIou”? It was left out; the rest of the link was used.',
    );
  });

  test('several in one sentence; where none is left, another stands in and is named', async () => {
    const none = await read('#reward_funcs=one,two&reward_weights=1,2');
    expect(none.config.reward.reward_funcs).toEqual([{ block: 'format' }]);
    expect(validateConfig(none.config)).toEqual(none.config);
    expect(unknownRewardsSentence(none, known)).toBe(
      'There are no rewards “one”, “two” here; they were left out; the rest of the link was used. The run uses only “format”.',
    );
    const fine = await read('#reward_funcs=format');
    expect(fine).toMatchObject({ unknown: [], replaced: false });
  });

  test('without weights there stay none; a huge name is cut in the sentence', async () => {
    const long = await read(`#reward_funcs=format,${'x'.repeat(500)}`);
    expect(long.config.reward.reward_funcs).toEqual([{ block: 'format' }]);
    expect(unknownRewardsSentence(long, known).length).toBeLessThan(200);
  });
});

describe('refused in one sentence', () => {
  const sentence = async (hash: string) => {
    const error = await decodeLink(hash).then(
      () => null,
      (thrown: Error) => thrown,
    );
    expect(error, hash.slice(0, 60)).toBeInstanceOf(LinkError);
    expect(error!.message).toMatch(/^The link cannot be used: .*\. The page opens with its default settings\.$/);
    return error!.message;
  };
  const packed = async (value: unknown) => `z=${toBase64url(await gzip(packValue('link', value)))}`;
  const body = { version: 1, recipe: 'grpo', leaves: {}, layout: {}, prompts: [], rewards: [] };

  test('typos, wrong values, escapes cut off', async () => {
    expect(await sentence('#learnin_rate=1')).toContain('did you mean “learning_rate”?');
    expect(await sentence('#learning_rate=fast')).toContain('must be a number');
    expect(await sentence('#recipe=nope')).toContain("no recipe 'nope'");
    await sentence('#seed=%E0%A4%A');
    await sentence('#seed');
    await sentence('#num_generations=1');
    await sentence(`#${'a=1&'.repeat(1000)}`);
    await sentence('#__proto__=1');
  });

  test('newer versions', async () => {
    expect(await sentence('#v=2&seed=1')).toContain('newer version');
    expect(await sentence(`#${await packed({ ...body, version: 2 })}`)).toContain('newer version');
  });

  test('a bomb, a giant, nesting without end', async () => {
    const bomb = toBase64url(await gzip(new Uint8Array(60e6)));
    expect(await sentence(`#z=${bomb}`)).toContain('more than 4 MB');
    expect(await sentence(`#seed=${'1'.repeat(300_000)}`)).toContain('too long');
    const nested = new TextEncoder().encode(`{"kind":"link","parts":[],"value":${'['.repeat(1e5)}${']'.repeat(1e5)}}`);
    const head = Uint8Array.from([82, 83, 67, 80, 1, 0, 0, 0, ...new Uint8Array(Uint32Array.of(nested.length).buffer)]);
    const whole = new Uint8Array([...head, ...nested]);
    await sentence(`#z=${toBase64url(await gzip(whole))}`);
  });

  test('wrong things inside', async () => {
    for (const wrong of [
      { leaves: { learning_rate: 'x' } },
      { leaves: { unknown: 1 } },
      { prompts: [{ id: 1 }] },
      { prompts: 'all' },
      { rewards: [{ name: 'a/../b', wgsl: '' }] },
      { rewards: [{ name: 'mine', wgsl: 'x'.repeat(30_000) }] },
      { layout: [] },
      { recipe: 5 },
    ])
      await sentence(`#${await packed({ ...body, ...wrong })}`);
  });

  test(
    'random letters, and links with a letter changed: a sentence or a state, never another error',
    { timeout: 300_000 },
    async () => {
      const whole = `z=${(await packed({ ...body, leaves: { seed: 5 } })).slice(2)}&hide=editor`;
      const letter = fc.string({ minLength: 1, maxLength: 1 });
      const broken = fc
        .tuple(fc.nat(whole.length - 1), letter)
        .map(([at, other]) => whole.slice(0, at) + other + whole.slice(at + 1));
      await fc.assert(
        fc.asyncProperty(fc.oneof(fc.string(), broken), async (hash) => {
          await decodeLink(`#${hash}`).catch((error: unknown) => expect(error).toBeInstanceOf(LinkError));
        }),
        { numRuns: 500 },
      );
    },
  );
});
