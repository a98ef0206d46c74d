// What: rows of R1-V and of TRL's grpo_vlm.py: `image`, `problem` and `solution`, a text with <answer>…</answer>; in VLM-R1's published sets the
// solution is a box in pixels.
// Source: Deep-Agent/R1-V, src/r1-v/src/open_r1/grpo.py (accuracy_reward, make_conversation_image); om-ai-lab/VLM-R1, issue 11 (a row of RefCOCO).
import { columnsFormat } from '../columnsRow.ts';

export const rowFormat = columnsFormat({ order: 19, question: 'problem', answer: 'solution' });
