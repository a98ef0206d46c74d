// What: texts of a bundle that say impossible things: refused while loading, before a picture of no size, a prompt of a million tokens or a
// token that the network does not have.
import { describe, expect, it } from 'vitest';
import { imageFacts, maxPositions } from '../../src/2-policy/bundle/imageFacts.ts';
import { loadBundle } from '../../src/2-policy/bundle/loadBundle.ts';
import type { Json } from '../../src/2-policy/bundle/json.ts';
import type { Bundle } from '../../src/2-policy/bundle/loadBundle.ts';
import { makeTokenizer } from '../../src/2-policy/bundle/tokenizer.ts';
import { folderFiles, openBundle, TINY } from './bundleFiles.ts';

const bundle = await openBundle();
const vision = bundle.config['vision_config'] as Json;

describe('pictures', () => {
  it.each([
    { scale_factor: 0 },
    { scale_factor: 'two' },
    { scale_factor: 1e-6 },
    { vision_config: { ...vision, image_size: 1e9 } },
    { vision_config: { ...vision, image_size: 32.5 } },
    { vision_config: { ...vision, patch_size: 64 } },
  ])('config.json with %j', (more) => {
    expect(() => imageFacts({ ...bundle, config: { ...bundle.config, ...more } })).toThrow(
      /^config\.json: image_size .* do not make a picture that can be read/,
    );
  });

  it.each([{ image_std: [0, 0.5, 0.5] }, { image_std: [0.5] }, { image_mean: 'grey' }, { image_mean: [0, 0, '0'] }])(
    'preprocessor_config.json with %j',
    (preprocessor) => {
      expect(() => imageFacts({ ...bundle, preprocessor })).toThrow(
        /^preprocessor_config\.json: image_\w+ must be three/,
      );
    },
  );

  it('of the tiny bundle are as before, also where nothing is said of colours', () => {
    const grey = [0.5, 0.5, 0.5];
    const facts = { imageSize: 32, imageTokens: 4, imageMean: grey, imageStd: grey };
    expect(imageFacts(bundle)).toEqual(facts);
    expect(imageFacts({ ...bundle, preprocessor: {} })).toEqual(facts);
    expect(maxPositions(bundle.config)).toBe(128);
    expect(maxPositions({ text_config: 5 })).toBe(2048);
    expect(() => maxPositions({ max_position_embeddings: -1 })).toThrow('must be a whole number above 0');
  });
});

describe('tokens', () => {
  const made = (more: Partial<Bundle>, tokens = 96) => makeTokenizer({ ...bundle, ...more }, 4, tokens);
  it.each([3, { a: 1 }, [null], [{ id: 1 }]])('added_tokens are %j', (added) => {
    expect(() => made({ tokenizer: { ...bundle.tokenizer, added_tokens: added } })).toThrow(/^tokenizer\.json/);
  });
  it('that the network does not have', () => {
    expect(() => makeTokenizer(bundle, 4, 50)).toThrow(
      'config.json names the token 88 for a picture, but the network knows 50.',
    );
    const few = { ...bundle.config, image_token_id: 40 };
    expect(() => made({ config: few }, 50)).toThrow(/^tokenizer\.json has tokens that are none of the 50/);
  });
  it('end nothing where there are none of that number', () => {
    expect(made({ generation: { eos_token_id: [5000, 0.5, 89], pad_token_id: -1 } }).stopIds).toEqual([89]);
    expect(made({ generation: { eos_token_id: -1, pad_token_id: -1 } })).toMatchObject({ stopIds: [89], padId: 2 });
  });
});

it.each([
  '{"files": 7}',
  '{"files": [{"path": 1}]}',
  '{"files": [null]}',
  '{"files": [{"path": "a", "bytes": "many"}]}',
])('files.json: %s', async (text) => {
  const files = { ...folderFiles(TINY), 'files.json': new Blob([text]) };
  await expect(loadBundle({ kind: 'files', files }, { provider: 'wasm' })).rejects.toThrow(
    'files.json is no list of files',
  );
});
