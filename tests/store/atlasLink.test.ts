// What: the addresses of the atlas and of its cards, read and written; a run's settings stay beside them.
import { beforeEach, expect, test } from 'vitest';
import { decodeLink } from '../../src/store/link/decodeLink.ts';
import { encodeLink } from '../../src/store/link/encodeLink.ts';
import { emptyLink } from '../../src/store/link/linkState.ts';
import { applyLayout, readLayout } from '../../src/store/layout/layoutChoices.ts';
import { openAtlas, useView } from '../../src/store/view.ts';

beforeEach(() => openAtlas(null));

test.each(['atlas', 'atlas=papo', 'recipe=dapo&atlas=vppo', 'recipe=dapo&atlas'])('#%s', async (hash) => {
  expect(await encodeLink(await decodeLink(`#${hash}`))).toBe(hash);
});

test('closed, open, a card; what cannot be the name of a card changes nothing', () => {
  expect(readLayout()).not.toHaveProperty('atlas');
  for (const id of ['', 'papo']) {
    applyLayout({ atlas: id });
    expect(useView.getState().atlas).toBe(id);
    expect(readLayout()).toHaveProperty('atlas', id);
  }
  applyLayout({ atlas: '../<b>' });
  expect(useView.getState().atlas).toBe('papo');
});

test('no other name stands without a value', async () => {
  await expect(decodeLink('#recipe')).rejects.toThrow('should be name=value');
  expect(await encodeLink({ ...emptyLink(), layout: { column: '' } })).toBe('column=');
});
