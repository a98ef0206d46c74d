// What: rows of OpenRLHF: `prompt` (messages, or a text with <image>), `images`, `label`.
// Source: OpenRLHF/OpenRLHF, examples/scripts/train_vlm_math_hybrid_engine.sh (the data format), openrlhf/datasets/prompts_dataset.py.
import { promptFormat } from '../promptRow.ts';

export const rowFormat = promptFormat({ order: 14, answers: ['label'] });
