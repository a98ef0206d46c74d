// What: links as mail programs, chats and pages leave them, and links that somebody went on writing by hand: read as they were meant,
// or one sentence.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffConfigs } from '../../src/config/setLeaf.ts';
import { atlasCard } from '../../src/store/link/atlasCard.ts';
import { decodeLink, LinkError, readLink } from '../../src/store/link/decodeLink.ts';
import { encodeLink } from '../../src/store/link/encodeLink.ts';
import { emptyLink } from '../../src/store/link/linkState.ts';
import type { LinkState } from '../../src/store/link/linkState.ts';
import { readingsOf } from '../../src/store/link/mendLink.ts';
import { caseFile } from '../cases/casesOf.ts';
import { linkState } from './linkStates.ts';

const packed = caseFile('link/link-z.txt').toString().trim();

/** A state that cannot be written readably: pictures and rewards travel in z, at the end of the link. */
const packedState = linkState.map((state): LinkState => ({
  ...state,
  access: { hidden: [], locked: [] },
  rewards: [{ name: 'mine', wgsl: '// What: mine' }],
}));
const holds = (states: fc.Arbitrary<LinkState>, damage: (text: string) => string) =>
  fc.assert(
    fc.asyncProperty(states, async (state) => {
      const text = await encodeLink(state);
      expect(await decodeLink(`#${damage(text)}`)).toEqual(state);
    }),
    { numRuns: 40 },
  );
const noisy = (sign: string) => (text: string) => text.replace(/^z=/, `z=${sign}`).replace(/.{37}/g, `$&${sign}`);

describe('damage on the way', () => {
  test.each([
    ['encoded once more', encodeURIComponent],
    ['encoded twice more', (text: string) => encodeURIComponent(encodeURIComponent(text))],
    ['its &s from the source of a page', (text: string) => text.replaceAll('&', '&amp;')],
    ['both', (text: string) => encodeURIComponent(text.replaceAll('&', '&amp;'))],
    ['&s twice from the source of a page', (text: string) => text.replaceAll('&', '&amp;amp;')],
    ['a # too many', (text: string) => `#${text}`],
  ])('any state: %s', async (_name, damage) => {
    await holds(
      linkState.filter(({ layout }) => layout['atlas'] !== ''),
      damage,
    );
  });

  test.each([
    ['full stop', (text: string) => `${text}.`],
    ['bracket and full stop', (text: string) => `${text}).`],
    ['angle bracket, comma, quotation marks', (text: string) => `${text}>,”`],
    ['encoded bracket', (text: string) => `${text}%29`],
    ['line breaks', noisy('\r\n')],
    ['spaces', noisy(' ')],
    ['spaces, encoded', noisy('%20')],
    ['breaks nobody sees', noisy('\u200b')],
    ['backslashes of a chat', (text: string) => text.replaceAll('_', '\\_')],
    ['long dashes', (text: string) => text.replaceAll('--', '—')],
    ['the source of a mail', (text: string) => text.replaceAll('=', '=3D').replace(/.{70}/g, '$&=\r\n')],
    ['encoded, in brackets', (text: string) => `${encodeURIComponent(text)}).`],
  ])('a packed state: %s', async (_name, damage) => {
    await holds(packedState, damage);
  });

  test.each([
    '#recipe=dapo&learning_rate=0.003.',
    '#recipe=dapo&amp;learning_rate=0.003',
    '#recipe%3Ddapo%26learning_rate%3D0.003',
    '#recipe=3Ddapo&learning_rate=3D0.003',
    '#learning_rate=0.003&recipe=dapo),',
    '# learning_rate=0.003&recipe=dapo',
  ])('written by hand: %s', async (hash) => {
    const { config } = await decodeLink(hash);
    expect([config.recipe, config.optimizer.learning_rate]).toEqual(['dapo', 0.003]);
  });

  test('any noise at all: a sentence or a state, never another error', { timeout: 300_000 }, async () => {
    const piece = fc.constantFrom(
      '&amp;',
      '%25',
      '%3D',
      '=3D',
      '%',
      '=',
      '&',
      '#',
      ').',
      ' ',
      '\n',
      '—',
      'hide=',
      'z=',
      packed.slice(1),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 12 }), async (pieces) => {
        await readLink(`#${pieces.join('')}`).catch((error: unknown) => expect(error).toBeInstanceOf(LinkError));
      }),
      { numRuns: 400 },
    );
  });

  test('text that ends with a full stop keeps it where the link is whole', async () => {
    expect((await decodeLink('#model=models/a.b.')).config.engine.model).toBe('models/a.b.');
    expect((await decodeLink('#hide=something-newer&model=models/a.')).config.engine.model).toBe('models/a.');
  });
});

describe('beside a packed state', () => {
  const alone = async () => (await decodeLink(packed)).config;
  const changed = async (more: string) => {
    const { state, notes } = await readLink(`${packed}${more}`);
    const differ = diffConfigs(await alone(), state.config).map(({ name, b }) => [name, b] as const);
    return { differ: Object.fromEntries(differ), notes, state };
  };

  test('settings are laid over it', async () => {
    const { differ, notes } = await changed('&learning_rate=7&seed=12');
    expect(differ).toEqual({ learning_rate: 7, seed: 12 });
    expect(notes).toEqual([]);
  });

  test('in front of it, too, and knobs of uses', async () => {
    const { state } = await readLink(`#views=noise&noise.sigma=0.3&${packed.slice(1)}`);
    expect(state.config.view.views).toEqual([{ block: 'noise', sigma: 0.3 }]);
    expect(state.rewards.length + state.prompts.length).toBeGreaterThan(0);
  });

  test('one that does not fit is refused by name', async () => {
    await expect(decodeLink(`${packed}&learning_rate=fast`)).rejects.toThrow(/^The link cannot be used: learning_rate/);
    await expect(decodeLink(`${packed}&learnin_rate=7`)).rejects.toThrow(/did you mean “learning_rate”/);
  });

  test('a recipe takes the place of the packed settings, and that is said', async () => {
    const { state, notes } = await changed('&recipe=dapo');
    expect(state.config).toEqual((await decodeLink('#recipe=dapo')).config);
    expect(notes).toEqual([]);
    const rewards = [{ name: 'mine', wgsl: '// What: mine' }];
    const { config } = await decodeLink('#learning_rate=0.5&seed=9');
    const own = await encodeLink({ ...emptyLink(), config, rewards });
    const over = await readLink(`#${own}&recipe=dapo&top_k=3`);
    expect(over.state.config).toEqual((await decodeLink('#recipe=dapo&seed=9&top_k=3')).config);
    expect(over.notes).toEqual([
      'The link names the recipe “dapo” beside a packed state; its settings took the place of the packed ones.',
    ]);
    expect((await changed(`&recipe=${(await alone()).recipe}`)).differ).toEqual({});
    await expect(decodeLink(`${packed}&recipe=nope`)).rejects.toThrow("no recipe 'nope'");
  });
});

describe('names', () => {
  test('twice with two values: refused; with one, harmless', async () => {
    await expect(decodeLink('#seed=1&seed=2')).rejects.toThrow('it says “seed” twice');
    await expect(decodeLink('#hide=editor&hide=samples')).rejects.toThrow('it says “hide” twice');
    expect((await decodeLink('#seed=1&seed=1')).config.data.seed).toBe(1);
  });

  test.each([
    [
      'hide=editro',
      'The link hides or locks “editro”, which this page does not have; did you mean “editor”? The rest of the link was used.',
    ],
    [
      'lock=learnin_rate',
      'The link hides or locks “learnin_rate”, which this page does not have; did you mean “learning_rate”? The rest of the link was used.',
    ],
    [
      'hide=Editor',
      'The link hides or locks “Editor”, which this page does not have; did you mean “editor”? The rest of the link was used.',
    ],
    ['hide=editor; samples', /“editor; samples”/],
    [
      'hide=editro&lock=playy',
      'The link hides or locks “editro”, “playy”, which this page does not have; the rest of the link was used.',
    ],
  ])('%s is said', async (text, note) => {
    const { state, notes } = await readLink(`#${text}&seed=4`);
    expect(notes).toEqual([typeof note === 'string' ? note : expect.stringMatching(note)]);
    expect(state.config.data.seed).toBe(4);
  });

  test('known ones are not: controls, settings, old settings, knobs of uses', async () => {
    const { notes, state } = await readLink(
      '#hide=editor,samples,learning_rate,reward_weights&lock=noise.sigma,settings',
    );
    expect(notes).toEqual([]);
    expect(state.access).toEqual({
      hidden: ['editor', 'samples', 'learning_rate', 'reward_weights'],
      locked: ['noise.sigma', 'settings'],
    });
  });

  test('at the end of a sentence they are still read', async () => {
    expect((await readLink('#lock=seed&hide=editor).')).state.access).toEqual({ hidden: ['editor'], locked: ['seed'] });
    expect((await readLink('#hide=editor.')).notes).toEqual([]);
    expect((await decodeLink('#theme=dark.')).layout).toEqual({ theme: 'dark' });
  });

  test.each([
    ['#atlas', ''],
    ['#atlas=grpo', 'grpo'],
    ['#seed=1&atlas=grpo&theme=dark', 'grpo'],
    ['#atlas=grpo).', 'grpo'],
    ['#seed=1&amp;atlas=grpo', 'grpo'],
    ['#atlas%3Dgrpo', 'grpo'],
    ['#atlasx=1', null],
    ['#', null],
  ])('the card of %s', (hash, card) => {
    expect(atlasCard(hash)).toBe(card);
  });
});

test('hundreds of thousands of signs within an address are looked at once', () => {
  const text = `#seed=1${')'.repeat(300_000)}&lr=1`;
  expect(readingsOf(text)).toEqual([text]);
  expect(readingsOf(`#seed=1${')'.repeat(300_000)}`)).toContain('#seed=1');
});
