// What: the reward editor and the reward sandbox with the real engine, as a visitor uses them: try, break, mend, use, NaN, a loop without
// end, revert, a reward of one's own from the template that counts in the run, rename, delete; presets, a typed answer, an edited group, samples.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newVisitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

const LONG = 150_000;
let visitor: Visitor;

beforeAll(async () => {
  visitor = await newVisitor(4603);
  await visitor.open();
  await visitor.playable(LONG);
}, LONG);
afterAll(() => visitor?.leave());

const code = () => visitor.page.locator('.code-field .cm-content');
const found = (text: string | RegExp) =>
  visitor.page.locator('.problems').filter({ hasText: text }).waitFor({ timeout: LONG });

/** Puts a text in place of all that stands there; each line in one go, so that nothing is completed or indented. */
async function write(text: string): Promise<void> {
  await code().focus();
  await visitor.page.keyboard.press('Control+a');
  await visitor.page.keyboard.press('Delete');
  await visitor.page.evaluate((all) => {
    const data = new DataTransfer();
    data.setData('text/plain', all);
    const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector('.cm-content')!.dispatchEvent(paste);
  }, text);
}

const OWN = (value: string, more = '') => `// Reward: mine
// Range: [0, 1]
// Knob: level = 0.5, 0, 1, what every answer gets
// Uses: common/dispatch, 4-rewards/prelude
override WORKGROUP_SIZE: u32 = 64;
struct OwnParams { rollouts: u32, generations: u32, maxTokens: u32, bytesPerRollout: u32, level: f32 }
@group(0) @binding(0) var<uniform> params: OwnParams;
${more}
@compute @workgroup_size(WORKGROUP_SIZE)
fn mine(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = ${value};
}
`;

test('a shipped reward is read and tried before the first step', { timeout: LONG }, async () => {
  const { page } = visitor;
  await page.getByRole('button', { name: 'Rewards', exact: true }).click();
  await code().waitFor();
  await expect.poll(() => code().innerText()).toMatch(/IoU/);
  await page.locator('.cm-content span[class]').nth(20).waitFor(); // CodeMirror colours in idle time
  await page.getByRole('button', { name: 'Try it' }).click();
  await found(/It compiles and runs/);
  await page.getByText('Run one step first').waitFor();
  // Tried on the presets by itself: the box of a perfect answer is the true one, an empty answer has none.
  const presets = page.locator('.preset-trials tbody tr');
  expect(Number(await presets.filter({ hasText: 'A perfect answer' }).locator('td').innerText())).toBeGreaterThan(0.95);
  expect(Number(await presets.filter({ hasText: 'Nothing at all' }).locator('td').innerText())).toBe(0);
});

test('a new one from the template: errors at their line, knobs, the table, in use', { timeout: 3 * LONG }, async () => {
  const { page } = visitor;
  await page.click('text=One step');
  await visitor.untilStep(1, LONG);
  await visitor.playable(LONG);
  await page.getByRole('button', { name: 'New reward' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('mine');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect.poll(() => code().innerText()).toMatch(/fn mine/);
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.locator('.trials tbody tr').first().waitFor({ timeout: LONG });
  await write(OWN('params.level + tru'));
  await page.getByRole('button', { name: 'Try it' }).click();
  await found(/Line 13.*tru/s);
  await page.locator('.cm-lint-marker-error').waitFor();
  await visitor.shoot('editor-error');
  await write(OWN('params.level'));
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.locator('.trials td', { hasText: '0.500' }).first().waitFor({ timeout: LONG });
  await page.getByRole('slider', { name: /level/ }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Use from the next step' }).click();
  await found(/mine will be used/);
  await visitor.shoot('editor-bench');
  await page.locator('.reward-editor .react-aria-Switch').click();
  const before = await visitor.stepCount();
  await page.click('text=One step');
  await visitor.untilStep(before + 1, LONG);
  await visitor.playable(LONG);
  await expect.poll(() => page.locator('.rollouts').innerText()).toMatch(/mine/);
});

test.each([
  ['NaN', OWN('bitcast<f32>(2143289344u + gid.y)'), /is NaN; a reward must be a finite number/],
  [
    'a loop without end',
    OWN('spin(r)', 'fn spin(a: u32) -> f32 {\n  loop { if a > 4000000000u { break; } }\n  return 0.0;\n}'),
    /The loop at line 9 ran more than 1,000,000 times/,
  ],
  ['values outside of the range', OWN('7.0'), /is 7, outside the declared range/],
  ['a huge array', OWN('0.5', 'var<private> big: array<f32, 9999999>;'), /9999999 elements/],
])('%s is named and does no harm', { timeout: LONG }, async (name, text, sentence) => {
  await write(text);
  await visitor.page.getByRole('button', { name: 'Try it' }).click();
  await found(sentence);
  if (name === 'NaN') await visitor.shoot('editor-nan');
  await visitor.playable(LONG);
});

test(
  'the sandbox: presets, a typed answer, the group with one answer edited, samples',
  { timeout: 2 * LONG },
  async () => {
    const { page } = visitor;
    await page.click('.drawer-head button'); // the open panel lies over the other buttons
    await page.getByRole('button', { name: 'Sandbox', exact: true }).click();
    const row = (name: string) => page.locator('.sandbox-answers tr').filter({ hasText: name });
    const total = async (name: string) => Number(await row(name).locator('td.total').innerText());
    await row('What the model answers now').waitFor({ timeout: LONG });
    expect(await total('A perfect answer')).toBeGreaterThan(await total('Nothing at all'));
    await page.getByRole('button', { name: 'A perfect answer' }).click();
    await page.getByRole('region', { name: 'What each reward pays' }).waitFor();
    expect(await page.locator('.span-text mark').allInnerTexts()).toContain('bird');
    expect(await page.locator('.answer-box').count()).toBe(1);
    await visitor.shoot('sandbox');
    await page.getByRole('button', { name: 'Edit this answer' }).click();
    await page.getByRole('textbox', { name: 'Type an answer' }).fill('bird');
    await expect.poll(() => row('Yours').count(), { timeout: LONG }).toBe(1);
    await expect.poll(() => total('Yours'), { timeout: LONG }).toBeLessThan(await total('A perfect answer'));
    // In the place of the first answer: its text, the whole group, and the advantages before and after.
    const group = page.locator('.edited-group');
    await page.getByRole('combobox', { name: 'It stands' }).selectOption('0');
    await group.waitFor({ timeout: LONG });
    const rows = async () => (await group.locator('tbody tr').allInnerTexts()).map((text) => text.split(/\s+/));
    for (const [, before, after] of await rows()) expect(after).toBe(before);
    await page.getByRole('textbox', { name: 'Type an answer' }).fill('nothing that was asked');
    await expect.poll(async () => (await rows())[0]![2], { timeout: LONG }).not.toBe((await rows())[0]![1]);
    expect((await rows()).slice(1).every(([, before, after]) => after === before)).toBe(true);
    await visitor.shoot('sandbox-group');
    await page.getByRole('button', { name: 'Draw 64 for this prompt' }).click();
    await page.getByRole('button', { name: 'Stop', exact: true }).click({ timeout: LONG });
    await page.getByText('Stopped.').waitFor({ timeout: LONG });
    await page.click('.drawer-head button');
    await page.getByRole('button', { name: 'Rewards', exact: true }).click();
  },
);

test('deleted: the run goes on without it', { timeout: LONG }, async () => {
  const { page } = visitor;
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const before = await visitor.stepCount();
  await page.click('text=One step');
  await visitor.untilStep(before + 1, LONG);
  await visitor.playable(LONG);
  expect(visitor.complaints).toEqual([]);
});
