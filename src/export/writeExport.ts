// What: everything that a target needs, as files: its data, settings and start, the pictures, the rewards in Python, and a README that names
// what has no counterpart. One place for what all targets share.
import { exportedRun } from './exportedRun.ts';
import type { ExportedRun, RunToExport } from './exportedRun.ts';
import { isAdam } from './grpoMapping.ts';
import { PACKAGE } from './python/rewardModules.ts';
import type { Target, TargetFiles } from './target.ts';

export type ExportFiles = ReadonlyMap<string, string | Uint8Array<ArrayBuffer>>;

const HANDED = /^(?:\/|[a-zA-Z]:)|(?:^|\/)\.\.(?:\/|$)/;

export async function writeExport(target: Target, given: RunToExport): Promise<ExportFiles> {
  const run = exportedRun(given);
  if (!run.prompts.some(({ split }) => split === 'train'))
    throw new Error(
      'There is no prompt to train on; add a picture with a question, or move one out of the held-out ones.',
    );
  const made = await target.write(run);
  const files = new Map<string, string | Uint8Array<ArrayBuffer>>(made.files);
  for (const [name, text] of run.rewards.files) files.set(`${PACKAGE}/${name}`, text);
  files.set('README.md', readme(target, run, made));
  for (const path of files.keys())
    if (HANDED.test(path)) throw new Error(`“${path}” would be written outside of the folder.`);
  return files;
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
const bullets = (lines: readonly string[]) => lines.map((line) => `- ${line}`).join('\n');

function readme({ title, readIn }: Target, run: ExportedRun, { settings, start, notes }: TargetFiles): string {
  const { config, rewards, uses } = run;
  const held = run.prompts.filter(({ split }) => split === 'heldOut').length;
  const left = settings.left.map(([name, value]) => `\`${name}\` = ${value}`);
  const stubs = [...rewards.stubs].map(([name, reason]) => `\`${name}\`: ${reason}. It raises an error until you write it, or take it out of \`${PACKAGE}/uses.py\`.`); // prettier-ignore
  const parts = [
    `# Continue with ${title}`,
    `A Rollscope run (recipe \`${config.recipe}\`) as ${title} reads it: ${counted(run.prompts.length, 'prompt')} (${held} held out), ${counted(uses.length, 'reward')}. Names were read in ${readIn}.`,
    start,
    '## The answers',
    `Every prompt ends with: “${run.instruction}”`,
    '## The rewards',
    `The folder \`${PACKAGE}\` is plain Python without dependencies, translated from the shaders that Rollscope trains with. Weights and settings: \`${PACKAGE}/uses.py\`. Boxes of the truth are fractions of the picture; what the model writes is divided by the far edge (${run.coordinates}).`,
    ...(stubs.length > 0 ? ['Not translated:', bullets(stubs)] : []),
    '## Settings without a counterpart',
    left.length > 0
      ? `These are not carried over:\n\n${bullets(left)}`
      : `Every setting that was changed from Rollscope’s defaults has one.${isAdam(config) ? '' : ' The optimizer is a matter of its own: see “To know”.'}`,
    ...(notes.length > 0 ? ['## To know', bullets(notes)] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}
