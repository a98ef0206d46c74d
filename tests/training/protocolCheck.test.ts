// What: what the worker accepts. Everything else is refused with one sentence.
import { expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';
import { checkCommand, idOf } from '../../src/training/protocolCheck.ts';

const envelope = (command: object) => ({ version: PROTOCOL_VERSION, id: 1, ...command });
const prompt = { id: 'p', images: [new Blob([])], question: 'q', truth: { boxes: [[0, 0, 1, 1]] }, split: 'train' };
const vector = new Float32Array(2);
const checkpoint = {
  version: 1,
  config: defaultConfig(),
  step: 1,
  theta: vector,
  firstMoment: vector,
  secondMoment: vector,
  optimizerSteps: 1,
  history: [],
};

test.each([
  { type: 'configure', config: defaultConfig() },
  { type: 'load' },
  { type: 'load', files: { 'config.json': new Blob([]) } },
  { type: 'setPrompts', prompts: [prompt, { ...prompt, imageIds: ['x'], name: 'a.png' }] },
  { type: 'editReward', name: 'format', wgsl: null },
  { type: 'start', steps: null },
  { type: 'start', steps: 3 },
  ...['pause', 'resume', 'step', 'stage', 'reset', 'checkpoint', 'loseDevice'].map((type) => ({ type })),
  { type: 'watch', views: true },
  { type: 'restore', checkpoint },
  {
    type: 'restore',
    checkpoint: {
      version: 2,
      config: defaultConfig(),
      step: 1,
      vectors: { policy: { theta: vector, optimizer: null } },
      blocks: {},
      history: [],
    },
  },
  { type: 'evaluate', tag: 'before' },
  { type: 'tryAnswers', promptId: 'a', texts: [''], presets: true, greedy: false },
  { type: 'editAnswer', step: 1, group: 0, rollout: 2, text: 'red' },
  { type: 'probeReach', promptId: null, samples: 64 },
  { type: 'stopReach' },
])('accepts $type', (command) => {
  expect(checkCommand(envelope(command))).toEqual(envelope(command));
});

const refused: readonly [string, unknown, RegExp][] = [
  ['name', envelope({ type: 'setPrompts', prompts: [{ ...prompt, name: 1 }] }), /list of prompts/],
  ['image ids', envelope({ type: 'setPrompts', prompts: [{ ...prompt, imageIds: [1] }] }), /list of prompts/],
  ['no object', null, /must be an object/],
  ['version', { version: 0, id: 1, type: 'pause' }, /version 0, but the engine uses 1; reload/],
  ['no id', { version: PROTOCOL_VERSION, type: 'pause' }, /id/],
  ['unknown', envelope({ type: 'train' }), /no command 'train'/],
  ['inherited name', envelope({ type: 'toString' }), /no command 'toString'/],
  ['watch', envelope({ type: 'watch', views: 1 }), /views must be true or false/],
  ['texts', envelope({ type: 'tryAnswers', promptId: 'a', texts: ['a', 1], presets: true, greedy: true }), /64 texts/],
  ['a long text', envelope({ type: 'editAnswer', step: 1, group: 0, rollout: 0, text: 'a'.repeat(20_001) }), /20000/],
  ['samples', envelope({ type: 'probeReach', promptId: 'a', samples: 0 }), /samples must be a whole number, 1 … 64/],
  ['steps', envelope({ type: 'start', steps: 0 }), /steps must be a whole number/],
  ['prompt', envelope({ type: 'setPrompts', prompts: [{ ...prompt, split: 'test' }] }), /prompts must be/],
  ['truth', envelope({ type: 'setPrompts', prompts: [{ ...prompt, truth: { boxes: [1] } }] }), /prompts must be/],
  ['config', envelope({ type: 'configure', config: { sampling: { num_generations: 1 } } }), /at least 2/],
  ['stray field', envelope({ type: 'pause', now: true }), /no field 'now'/],
  ['checkpoint', envelope({ type: 'restore', checkpoint: { ...checkpoint, theta: [1] } }), /a checkpoint/],
];
test.each(refused)('refuses: %s', (_name, message, sentence) => {
  expect(() => checkCommand(message)).toThrow(sentence);
});

test('a broken message still has an id for its done event', () => {
  expect(idOf({ id: 4 })).toBe(4);
  expect(idOf('x')).toBe(-1);
});
