// What: rows for TRL's GRPOTrainer: `prompt`, a list of messages, the pictures in `image` or `images`, or beside a metadata.jsonl or
// metadata.csv in `file_name` or `file_names`; the truth in a column of any name, `solution` for accuracy_reward.
// Source: huggingface/trl, docs/source/grpo_trainer.md (Dataset format), trl/rewards (accuracy_reward); huggingface/datasets, ImageFolder.
import { promptFormat } from '../promptRow.ts';

export const rowFormat = promptFormat({ order: 15, answers: ['solution', 'answer', 'ground_truth', 'completion'] });
