// What: float64 twin of severitySum.wgsl, by the authors' expressions and the JSON of the language.
import { isRecord, readJson } from './jsonText.ref.ts';
import { completionOf } from './namedBlock.ref.ts';
import { NOT_SCORABLE, rewardReference } from './prelude.ref.ts';
import { pythonFloat } from './pythonFloat.ref.ts';
import { BLANK, stripped } from './unicode.ref.ts';

const TAIL = new RegExp(`[${BLANK}]*\`\`\`$`);

function objectIn(reply: string): Readonly<Record<string, unknown>> | null {
  let text = stripped(stripped(reply).replace(/<think>[^]*?<\/think>/g, ''));
  if (text.startsWith('```')) text = stripped(text.replace(/^```[a-zA-Z0-9_+-]*/, '').replace(TAIL, ''));
  const whole = readJson(text);
  if (isRecord(whole)) return whole;
  const first = text.indexOf('{');
  let depth = 0;
  for (let i = first; i >= 0 && i < text.length; i++) {
    depth += text[i] === '{' ? 1 : text[i] === '}' ? -1 : 0;
    if (depth > 0) continue;
    const part = readJson(text.slice(first, i + 1));
    return isRecord(part) ? part : null;
  }
  return null;
}

function severityOf(entry: unknown): number {
  const severity = isRecord(entry) ? entry['severity'] : null;
  const value = typeof severity === 'string' ? pythonFloat(severity, false) : Number(severity);
  const counts = typeof severity === 'string' || typeof severity === 'number' || typeof severity === 'boolean';
  return counts && value > 0 ? value : 0;
}

export const reference = rewardReference((rollout) => {
  const reply = objectIn(completionOf(rollout));
  const errors = reply && 'errors' in reply ? reply['errors'] : [];
  if (!reply || !Array.isArray(errors)) return NOT_SCORABLE;
  return Math.min(
    errors.reduce((sum: number, entry) => sum + severityOf(entry), 0),
    1e6,
  );
});
