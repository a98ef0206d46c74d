// What: a turn of a model that calls tools in JSON: whether it answers, and which tool it calls with what.
// Formula: the last <answer>…</answer>, if not empty, ends the rollout; else the last <tool_call>…</tool_call> is read as JSON, and none, or an
//   empty one, ends it as well.
// Source: DeepEyes (arXiv 2505.14362), visual_toolbox_v2.py: extract_answer, extract_action, execute.

export type Turn =
  | { readonly kind: 'end' }
  /** The call is no JSON. */
  | { readonly kind: 'unreadable' }
  /** JSON, but no call of a tool that is known, or without what the tool needs. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'zoom'; readonly box: unknown }
  | { readonly kind: 'rotate'; readonly angle: number };

const lastBlock = (text: string, name: string): string =>
  [...text.matchAll(new RegExp(`<${name}>([^]*?)</${name}>`, 'g'))].at(-1)?.[1] ?? '';

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** What stands between the tags of a call. */
export function readToolCall(text: string): Turn {
  let call: unknown;
  try {
    call = JSON.parse(text);
  } catch {
    return { kind: 'unreadable' };
  }
  const args = isFields(call) ? call['arguments'] : undefined;
  if (!isFields(call) || !isFields(args)) return { kind: 'unknown' };
  if (call['name'] === 'image_zoom_in_tool' && 'bbox_2d' in args) return { kind: 'zoom', box: args['bbox_2d'] };
  if (call['name'] === 'image_rotate_tool' && typeof args['angle'] === 'number') {
    return { kind: 'rotate', angle: args['angle'] };
  }
  return { kind: 'unknown' };
}

export function turnOf(text: string): Turn {
  if (lastBlock(text, 'answer') !== '') return { kind: 'end' };
  const call = lastBlock(text, 'tool_call');
  return call === '' ? { kind: 'end' } : readToolCall(call.trim());
}
