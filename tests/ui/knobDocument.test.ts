// What: the field of a setting that may be a document: the list, and a text only where the value is a document of the visitor's own.
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { KNOBS } from '../../src/config/knobTable.ts';
import { KnobDocument } from '../../src/ui/settings/KnobDocument.tsx';

const { name, knob } = KNOBS.get('grammar')!;
const field = (value: string) =>
  renderToStaticMarkup(
    createElement(KnobDocument, {
      ...{ name, knob, value, isDisabled: false, describedBy: 'doc-grammar' },
      onCommit: () => undefined,
    }),
  );

test('a name shows the list alone', () => {
  const html = field('box_answer');
  expect(html).toContain('>box_answer<');
  expect(html).not.toContain('<textarea');
});

test('a document shows its text, one field per line, under a label', () => {
  const own = { name: 'own', doc: 'Ours.', source: 'us', tags: [{ name: 'plan', content: 'text' }] };
  const html = field(JSON.stringify(own));
  expect(html).toContain('your own (JSON)');
  expect(html).toContain('grammar as JSON');
  const text = /<textarea[^>]*>([^<]*)<\/textarea>/.exec(html)![1]!.replaceAll('&quot;', '"');
  expect(JSON.parse(text)).toEqual(own);
  expect(text.trim().split('\n').length).toBeGreaterThan(5);
});
