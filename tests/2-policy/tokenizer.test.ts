// What: the tokenizer of the bundles: template, round trips, and the byte table against decode on random strings.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeTokenBytes } from '../../src/2-policy/bundle/tokenBytes.ts';
import { makeTokenizer } from '../../src/2-policy/bundle/tokenizer.ts';
import type { PolicyTokenizer } from '../../src/2-policy/types.ts';
import { openBundle, SHAPES, TINY } from './bundleFiles.ts';

const textOf = ({ tokenBytes: { offsets, bytes } }: PolicyTokenizer, ids: ArrayLike<number>): string =>
  new TextDecoder().decode(
    Uint8Array.from(Array.from(ids).flatMap((v) => [...bytes.subarray(offsets[v]!, offsets[v + 1]!)])),
  );

describe.each([
  ['shapes', SHAPES, 640, 36],
  ['tiny', TINY, 96, 4],
])('%s', (name, folder, vocabSize, imageTokens) => {
  let tokenizer: PolicyTokenizer;
  beforeAll(async () => {
    tokenizer = makeTokenizer(await openBundle(folder), imageTokens, vocabSize);
  });

  it('builds the prompt of SmolVLM', () => {
    const ids = [...tokenizer.encodePrompt('Where is it?', 1)];
    const id = (text: string): number => tokenizer.encode(text)[0]!;
    const [start, frame, global, image] = ['<|im_start|>', '<fake_token_around_image>', '<global-img>', '<image>'].map(
      id,
    );
    expect(ids[0]).toBe(start);
    expect(ids.filter((v) => v === image).length).toBe(imageTokens);
    const first = ids.indexOf(frame!);
    expect(ids.slice(first, first + 3)).toEqual([frame, global, image]);
    expect(ids[first + 2 + imageTokens]).toBe(frame);
    expect(tokenizer.decode(ids.slice(first + 3 + imageTokens))).toBe('Where is it?\nAssistant:');
    expect(tokenizer.decode(tokenizer.encodePrompt('Hi', 0))).toBe('User: Hi\nAssistant:');
    expect(tokenizer.imageTokenId).toBe(image);
    expect([...tokenizer.encodePrompt('?', 2)].filter((v) => v === image).length).toBe(2 * imageTokens);
  });

  it('knows its stop and pad tokens', () => {
    expect(tokenizer.stopIds).toContain(tokenizer.encode('<end_of_utterance>')[0]);
    expect(tokenizer.padId).toBe(tokenizer.encode('<|im_end|>')[0]);
  });

  it('gives added tokens their text and special tokens nothing', () => {
    expect(textOf(tokenizer, tokenizer.encode('<box>12 7</box>'))).toBe('<box>12 7</box>');
    expect(tokenizer.encode('<box>').length).toBe(1);
    expect(textOf(tokenizer, tokenizer.encode('<|im_start|>a<end_of_utterance>'))).toBe('a');
    expect(tokenizer.tokenBytes.offsets.length).toBe(vocabSize + 1);
  });

  it('bytes and decode agree on random tokens', () => {
    const token = fc.integer({ min: 0, max: vocabSize - 1 });
    fc.assert(
      fc.property(fc.array(token, { maxLength: 30 }), (ids) => {
        expect(textOf(tokenizer, ids)).toBe(tokenizer.decode(ids));
      }),
    );
  });

  it.runIf(name === 'shapes')('round trips any string, also in UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const ids = tokenizer.encode(text);
        expect(textOf(tokenizer, ids)).toBe(text);
        expect(tokenizer.decode(ids)).toBe(text);
      }),
    );
  });
});

describe('makeTokenBytes', () => {
  it('reads byte-level characters, byte fallback and SentencePiece spaces', () => {
    const of = (text: string, byteLevel: boolean): number[] => [
      ...makeTokenBytes([{ text, kind: 'model' }], byteLevel).bytes,
    ];
    expect(of('\u0120a\u010a', true)).toEqual([32, 97, 10]);
    expect(of('\u0143', true)).toEqual([173]);
    expect(of('<0x0A>', false)).toEqual([10]);
    expect(of('\u2581hi', false)).toEqual([32, 104, 105]);
    expect([...makeTokenBytes([undefined, { text: '<x>', kind: 'special' }], true).offsets]).toEqual([0, 0, 0]);
  });
});
