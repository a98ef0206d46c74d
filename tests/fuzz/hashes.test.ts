// What: the text behind # of an address, of anyone: every state comes back; letters changed, parts mixed, packed states of any values, noise of
// mails and chats: a state whose settings are sound, or one sentence. A small link never becomes much.
import fc from 'fast-check';
import { expect } from 'vitest';
import { gzip } from '../../src/9-curves/gzip.ts';
import { packValue } from '../../src/9-curves/packValue.ts';
import { validateConfig } from '../../src/config/validateConfig.ts';
import { toBase64url } from '../../src/store/container/base64url.ts';
import { atlasCard } from '../../src/store/link/atlasCard.ts';
import { decodeLink, readLink } from '../../src/store/link/decodeLink.ts';
import { firstPage } from '../../src/store/link/firstPage.ts';
import { encodeLink } from '../../src/store/link/encodeLink.ts';
import { linkState } from '../store/linkStates.ts';
import { anyJson, damagedJson } from './bytes.ts';
import { fuzzKind, outcome, told } from './fuzz.ts';
import { sentenceProblem } from './sentence.ts';

const fuzz = fuzzKind('hashes', 250);
const LINK = { errors: ['LinkError'] };

async function check(hash: string) {
  atlasCard(hash);
  firstPage(hash);
  const result = await outcome(
    () => readLink(hash),
    LINK,
    () => hash.slice(0, 300),
  );
  if ('sentence' in result) {
    expect(result.sentence).toMatch(/^The link cannot be used: .*\. The page opens with its default settings\.$/s);
    return told(result);
  }
  const { state, notes } = result.value;
  expect(validateConfig(state.config)).toEqual(state.config);
  for (const note of notes) expect(sentenceProblem(note), note).toBeNull();
  for (const { name } of state.rewards) expect(name).toMatch(/^[a-z]\w{0,59}$/i);
  return told(result);
}

fuzz('any state comes back', 0.1, linkState, async (state) => {
  const { hash } = new URL(`https://example.org/a/#${await encodeLink(state)}`);
  expect(await decodeLink(hash)).toEqual(state);
  return told({ value: state });
});

const piece = fc.constantFrom('&amp;', '%25', '%3D', '=3D', '%', '=', '&', '#', ').', ' ', '\n', '—', 'hide=', 'lock=seed', 'z=', 'z=H4sI', 'v=2', 'v=1', 'recipe=dapo', 'recipe=', 'seed=1', 'seed=NaN', 'learning_rate=1e999', 'reward_funcs=boxIou,x', 'views=noise:a', 'a.sigma=0.1', 'theme=dark', 'atlas', 'atlas=grpo', '__proto__=1', 'constructor.name=1', 'model=javascript:alert(1)', 'grammar={"name":1}'); // prettier-ignore
fuzz('parts in any order, and noise', 0.4, fc.array(fc.oneof(piece, piece, fc.string({ maxLength: 5 })), { maxLength: 12 }), (pieces) => check(`#${pieces.join('')}`)); // prettier-ignore
fuzz('settings', 0.2, fc.array(piece, { maxLength: 6 }), (pieces) => check(`#${pieces.join('&')}`));

const body = { version: 1, recipe: 'grpo', leaves: { seed: 5, reward_funcs: ['boxIou'], 'boxIou.weight': 2 }, layout: { theme: 'dark' }, prompts: [{ id: 'a', name: 'a', images: [{ name: 'a', type: 'image/png', bytes: Uint8Array.of(1) }], question: 'q', answer: '', facts: [], boxes: [[0.1, 0.2, 0.3, 0.4]], labels: [''], split: 'train', further: {} }], selected: 'a', rewards: [{ name: 'mine', wgsl: '// What' }] }; // prettier-ignore
const part = fc.oneof(anyJson, fc.constantFrom<unknown>([0.4, 0.2, 0.1, 0.9], [2, 3, 4, 5], '../x', 'image/svg+xml', 'x'.repeat(30_000), new Float32Array(3), { block: 'noise', sigma: {} })); // prettier-ignore
fuzz('packed states of any values', 0.2, damagedJson(body, part, ['leaves', 'views', 'points', 'captions', 'further', 'wgsl', 'sample']), async (value) => check(`#z=${toBase64url(await gzip(packValue('link', value)))}`)); // prettier-ignore

const whole = `z=${toBase64url(await gzip(packValue('link', body)))}`;
const letter = fc.tuple(fc.nat(whole.length - 1), fc.string({ maxLength: 2 }));
fuzz('packed states with letters changed', 0.1, letter, ([at, other]) => check(`#${whole.slice(0, at)}${other}${whole.slice(at + 1)}`)); // prettier-ignore
