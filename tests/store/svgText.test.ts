// What: SVG texts that would hang a page whose expressions go back and forth over them: every reader is linear. And what counts as the
// beginning of an SVG, and as a picture that lies elsewhere.
import { describe, expect, it } from 'vitest';
import { beginsAsSvg, pictureOutside, svgText, withNamespaces } from '../../src/store/prompts/svgText.ts';

describe('a megabyte of what never ends', () => {
  // Expressions took hours for the first (each comment may reach over the next one), minutes for the others.
  it('comments before anything else', () => expect(beginsAsSvg('<!---->'.repeat(150_000))).toBe(false));
  it.each(['<!--', '<![CDATA[', '<image ', '<use href="#a" ', '<!--<image '])('%s', (piece) => {
    expect(pictureOutside(piece.repeat(1e6 / piece.length))).toBeNull();
  });
  it('namespaces', () => expect(withNamespaces('<svg '.repeat(200_000))).toContain('xmlns='));
});

describe('the beginning', () => {
  it.each([
    ['<svg>', true],
    ['\n <?xml version="1.0"?> <!-- a > b --> <!DOCTYPE svg PUBLIC "x">\n<svg\nwidth="3">', true],
    ['<svgx>', false],
    ['<!-- <svg> -->', false],
    ['<!-- <svg>', false],
    ['<html><svg>', false],
    ['', false],
  ])('%j', (text, is) => expect(beginsAsSvg(text)).toBe(is));
});

describe('pictures elsewhere', () => {
  it.each([
    ['<image href="a.png"/>', 'a.png'],
    ['<!-- <image href="a.png"/> --><image href="#b"/>', null],
    ['<!-- a --><image x="1" xlink:href=\'http://b/c.png\'>', 'http://b/c.png'],
    ['<style><![CDATA[<image href="a.png"/>]]></style><use href="b.svg#c"/>', 'b.svg#c'],
    ['<image href="data:image/png;base64,AA"/><svg:feImage href="c.png"/>', 'c.png'],
    ['<image nohref="a.png"/>', null],
    ['<image href="a.png"', null],
  ])('%j', (text, outside) => expect(pictureOutside(text)).toBe(outside));
});

it('an encoding that nobody knows is a reason, not an exception of the engine', async () => {
  await expect(svgText(new Blob(['<?xml encoding="no-such"?><svg/>']))).rejects.toThrow('encoding no-such');
});
