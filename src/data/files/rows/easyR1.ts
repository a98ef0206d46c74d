// What: rows of EasyR1: `problem` with one <image> for each picture, `answer`, and `images` (paths, {bytes} or bytes).
// Source: hiyouga/EasyR1, examples/config.yaml (data.prompt_key, answer_key, image_key) and verl/utils/dataset.py (RLHFDataset).
import { columnsFormat } from '../columnsRow.ts';

export const rowFormat = columnsFormat({ order: 20, question: 'problem', answer: 'answer' });
