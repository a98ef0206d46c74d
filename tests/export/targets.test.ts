// What: a run for each trainer: the rows that its reader asks for, settings under its names, all others named in the README, rewards that give
// Rollscope's numbers through its own call, and what cannot be exported refused in a sentence.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { setLeaves } from '../../src/config/setLeaf.ts';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import { runToExport } from '../../src/export/runToExport.ts';
import type { RecordedRun } from '../../src/export/runToExport.ts';
import { TARGETS, targetByName } from '../../src/export/target.ts';
import { writeExport } from '../../src/export/writeExport.ts';
import type { ExportFiles } from '../../src/export/writeExport.ts';
import { png } from '../data/files/given.ts';
import { NAMES_THERE } from './namesThere.ts';
import { hasPython } from './pythonHarness.ts';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const picture = (name: string) => ({ name, type: 'image/png', bytes: png(200, 100) });
const shared = picture('a dog/é.png');
const run = (set: Readonly<Record<string, string>> = {}): RecordedRun => ({
  config: setLeaves(defaultConfig(), Object.entries({ temperature: '0.8', kl_gap_max: '3', ...set })),
  prompts: [
    { id: 'p1', images: [shared], question: 'where is the dog?', answer: 'dog', facts: [], boxes: [[0.25, 0.5, 0.5, 1]], labels: ['dog'], split: 'train', further: {} }, // prettier-ignore
    { id: 'p2', images: [shared, picture('b.png')], question: 'which?', answer: 'cat', facts: [], boxes: [], labels: [], split: 'heldOut', further: {} }, // prettier-ignore
  ],
  rewards: [],
});
const exported = (name: string, given = run()) => writeExport(targetByName(name), runToExport(given, 'percent'));
const textOf = (files: ExportFiles, path: string) => files.get(path) as string;
const rowsOf = (files: ExportFiles, path: string) =>
  textOf(files, path).trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>); // prettier-ignore

test.each([...TARGETS.keys()])(
  '%s: settings under its names; what has no counterpart stands in the README, what is as by default does not',
  async (name) => {
    const given = runToExport(run({ beta: '0.1', optim: 'adamw', learning_rate: '1e-5' }), 'percent');
    const files = await writeExport(targetByName(name), given);
    const readme = textOf(files, 'README.md');
    expect(readme).toContain('- `kl_gap_max` = 3');
    expect(readme).not.toMatch(/`(?:temperature|loss_type|learning_rate|beta|ratio_items)` =/);
    expect(readme).toContain('<box>x0 y0 x1 y1</box>');
    const made = [...files].map(([path, content]) => (path.endsWith('.py') || typeof content !== 'string' ? '' : content)).join('\n'); // prettier-ignore
    expect(made).toMatch(/temperature\W+0\.8/);
    expect(made).toMatch(/(?:beta|kl_loss_coef|kl_coef|init_coef)\W+0\.1/);
    expect(made).toMatch(/(?:learning_rate|optim\.lr|adam\.lr)\W+(?:0\.00001|1e-5)/);
  },
);

test.each(Object.entries(NAMES_THERE))('%s knows every name that is written', async (name, known) => {
  const { settings } = await import('../../src/export/exportedRun.ts').then(
    async ({ exportedRun }) =>
    targetByName(name).write(exportedRun(runToExport(run({ optim: 'adamw', loss_type: 'dapo', beta: '0.1', epsilon_high: '0.3', delta: '4' }), 'percent'))), // prettier-ignore
  );
  expect(Object.keys(settings.settings).filter((one) => !known.has(one))).toEqual([]);
});

test('TRL: an ImageFolder of its columns, the pictures of a split beside them', async () => {
  const files = await exported('trl');
  const [row] = rowsOf(files, 'data/train/metadata.jsonl');
  expect(row).toMatchObject({ images_file_names: ['images/001-a-dog-é.png'], solution: 'dog', size: [200, 100] });
  expect(row!['prompt']).toEqual([{ role: 'user', content: expect.stringMatching(/^where is the dog\?\nAnswer in this form: <think>/) }]); // prettier-ignore
  expect(JSON.parse(row!['truth'] as string)).toMatchObject({ id: 'p1', answer: 'dog', boxes: [[0.25, 0.5, 0.5, 1]] });
  expect(files.get('data/train/images/001-a-dog-é.png')).toBe(shared.bytes);
  expect([...files.keys()].filter((path) => path.startsWith('data/test/images'))).toHaveLength(2);
});

test('TRL: YAML 1.1 takes 1e-8 for a text', async () => {
  const yaml = textOf(
    await exported('trl', run({ optim: 'adamw', learning_rate: '1e-7', beta: '0.04' })),
    'grpo_config.yaml',
  );
  expect(yaml).toMatch(/^learning_rate: 1\.0e-7$/m);
  expect(yaml).toMatch(/^adam_epsilon: 1\.0e-8$/m);
  expect(yaml).toMatch(/^beta: 0\.04$/m);
});

test('EasyR1 and OpenRLHF: their columns, the size of the picture within the truth', async () => {
  const [easy] = rowsOf(await exported('easyr1'), 'data/test.jsonl');
  expect(easy).toMatchObject({ images: ['images/001-a-dog-é.png', 'images/002-b.png'] });
  expect(easy!['problem']).toMatch(/^<image><image>which\?\n/);
  expect(JSON.parse(easy!['answer'] as string)).toMatchObject({ id: 'p2', answer: 'cat', size: [200, 100] });
  const [open] = rowsOf(await exported('openrlhf'), 'data/test.jsonl');
  const [{ content }] = open!['prompt'] as [{ content: { type: string }[] }];
  expect(content.map(({ type }) => type)).toEqual(['image', 'image', 'text']);
  expect(JSON.parse(open!['label'] as string)).toMatchObject({ answer: 'cat', size: [200, 100] });
  const script = textOf(await exported('openrlhf', run({ beta: '0.1' })), 'run.sh');
  expect(script).toMatch(/ --algo\.kl\.use_loss \\\n/);
  expect(textOf(await exported('openrlhf', run({ beta: '0' })), 'run.sh')).not.toContain('use_loss');
});

test('verl and ms-swift: as many <image> as pictures, the truth under the name that each hands to its rewards', async () => {
  const [verl] = rowsOf(await exported('verl'), 'data/test.jsonl');
  expect(verl).toMatchObject({ data_source: 'rollscope', images: [{ image: 'images/001-a-dog-é.png' }, { image: 'images/002-b.png' }] }); // prettier-ignore
  expect((verl!['prompt'] as { content: string }[])[0]!.content).toMatch(/^<image><image>which\?\n/);
  expect(verl!['reward_model']).toMatchObject({
    style: 'rule',
    ground_truth: expect.stringContaining('"answer":"cat"'),
  });
  const [swift] = rowsOf(await exported('ms-swift'), 'train.jsonl');
  expect(swift).toMatchObject({ images: ['images/001-a-dog-é.png'], objects: { ref: ['dog'], bbox: [[0.25, 0.5, 0.5, 1]], bbox_type: 'norm1' } }); // prettier-ignore
  expect(swift).not.toHaveProperty('answer');
});

test.skipIf(!hasPython())('the calls of the trainers give Rollscope’s rewards', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollscope-export-'));
  folders.push(folder);
  for (const name of TARGETS.keys())
    for (const [path, content] of await exported(name)) {
      mkdirSync(dirname(join(folder, name, path)), { recursive: true });
      writeFileSync(join(folder, name, path), content);
    }
  const script = `
import json, sys, types
good = "<think>it is left</think><box>25 50 50 100</box><answer>Dog</answer>"
bad = "<box>0 0 50 100</box>"
row = json.loads(open("trl/data/train/metadata.jsonl").readline())
sys.path.insert(0, "trl")
import rewards
chat = [[{"role": "assistant", "content": text}] for text in (good, bad)]
made = {f.__name__: f(prompts=None, completions=chat, truth=[row["truth"]] * 2, size=[row["size"]] * 2, completion_ids=[[1], [2]]) for f in rewards.reward_funcs}
def fresh():
    sys.path.pop(0)
    for name in [name for name in sys.modules if name.startswith("rollscope_rewards") or name == "reward"]: del sys.modules[name]
fresh()
sys.path.insert(0, "verl")
import reward
row = json.loads(open("verl/data/train.jsonl").readline())
verl = [reward.compute_score("rollscope", text, row["reward_model"]["ground_truth"], row["extra_info"]) for text in (good, bad)]
fresh()
swift = types.ModuleType("swift"); swift.rewards = types.ModuleType("swift.rewards"); swift.rewards.ORM = object; swift.rewards.orms = {}
sys.modules["swift"], sys.modules["swift.rewards"] = swift, swift.rewards
sys.path.insert(0, "ms-swift")
import plugin
row = json.loads(open("ms-swift/train.jsonl").readline())
orms = {name: made()([good, bad], [row["solution"]] * 2, size=[row["size"]] * 2) for name, made in swift.rewards.orms.items()}
fresh()
sys.path.insert(0, "easyr1")
import reward
row = json.loads(open("easyr1/data/train.jsonl").readline())
other = json.dumps({**json.loads(row["answer"]), "id": "0", "boxes": []})
easy = reward.compute_score([{"response": text, "response_length": 3, "ground_truth": truth} for truth, text in ((row["answer"], good), (other, bad), (row["answer"], bad))])
fresh()
torch = types.ModuleType("torch"); torch.float = float
class Tensor(list):
    def mean(self): return sum(self) / len(self)
torch.tensor = lambda values, dtype=None: Tensor(values)
sys.modules["torch"] = torch
sys.path.insert(0, "openrlhf")
import reward
row = json.loads(open("openrlhf/data/train.jsonl").readline())
text = row["prompt"][0]["content"][-1]["text"]
prompt = f"<|im_start|>user\\n<|image_pad|>{text}<|im_end|>\\n<|im_start|>assistant\\n"
query = prompt.replace("<|image_pad|>", "<|image_pad|>" * 9) + good + "<|im_end|>"
open_rlhf = reward.reward_func([query], [prompt], [row["label"]])
try: reward.reward_func(["?"], [prompt], [row["label"]])
except ValueError as error: refused = str(error)
print(json.dumps({"easyr1": easy, "openrlhf": open_rlhf, "refused": refused, "trl": made, "weights": rewards.reward_weights, "verl": verl, "swift": orms}))
`;
  writeFileSync(join(folder, 'call.py'), script);
  const made = JSON.parse(execFileSync('python3', ['call.py'], { cwd: folder }).toString()) as Record<string, never>;
  const columns = { boxIou: [1, 0.25], format: [1, 0], answerFolded: [1, 0] };
  expect(made['trl']).toEqual(columns);
  expect(made['weights']).toEqual([1, 0.2, 1]);
  expect(made['verl']).toEqual([
    { score: 2.2, boxIou: 1, format: 1, answerFolded: 1 },
    { score: 0.25, boxIou: 0.25, format: 0, answerFolded: 0 },
  ]);
  const goodRow = { overall: 2.2, boxIou: 1, format: 1, answerFolded: 1 };
  expect(made['easyr1']).toEqual([
    goodRow,
    { overall: 0, boxIou: 0, format: 0, answerFolded: 0 },
    { overall: 0.25, boxIou: 0.25, format: 0, answerFolded: 0 },
  ]);
  expect(made['openrlhf']).toMatchObject({ rewards: [2.2], extra_logs: { boxIou: 1, format: 1, answerFolded: 1 } });
  expect(made['refused']).toMatch(/not in the query/);
  expect(made['swift']).toEqual({
    rollscope_boxIou: [1, 0.25],
    rollscope_format: [1, 0],
    rollscope_answerFolded: [1, 0],
  });
});

test('what cannot be exported is refused in a sentence', async () => {
  const { prompts, ...rest } = run();
  await expect(exported('trl', { ...rest, prompts: prompts.slice(1) })).rejects.toThrow(
    /^There is no prompt to train on/,
  );
  const odd = { name: 'x.avif', type: 'image/avif', bytes: png(4, 4) };
  expect(() => runToExport({ ...rest, prompts: [{ ...prompts[0]!, images: [odd] }] }, 'percent')).toThrow(
    /^The picture “x.avif” is image\/avif/,
  );
  const empty = { name: 'y.png', type: 'image/png', bytes: Uint8Array.of(1) };
  expect(() => runToExport({ ...rest, prompts: [{ ...prompts[0]!, images: [empty] }] }, 'percent')).toThrow(
    /^The size of the picture “y.png”/,
  );
  expect(() => targetByName('trlx')).toThrow(/There are: .*trl/);
});
