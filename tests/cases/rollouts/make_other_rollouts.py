"""Files as verl, ms-swift and prime-rl write them: their own writing code needs GPUs, so its json.dumps calls and columns are followed here line by
line, on answers made up by hand. Sources (commit, file): verl b178a3c trainer/ppo/ray_trainer.py (_dump_generations); ms-swift 3602360
rlhf_trainers/grpo_trainer.py (log), ray/megatron/base_trainer.py; prime-rl 559b447 trainer/rl/token_export.py. Usage: python make_other_rollouts.py
"""
import json, math, os
from pathlib import Path

HERE = Path(__file__).parent
ASKED = {  # prompt: truth, then answers with accuracy and format of two steps
    'user\nHow many red cubes are there?\nassistant\n': ('2', [[('<think>I see two.</think> 2', 1, 1), ('3', 0, 0), ('<think>Three</think> 3', 0, 1), ('2', 1, 0)], [('<think>Two.</think> 2', 1, 1), ('<think>One and one.</think> 2', 1, 1), ('2', 1, 0), ('<think>?</think> 4', 0, 1)]]),
    'user\nWhere is the dog?\nassistant\n': ('left', [[('right', 0, 0), ('right', 0, 0), ('right', 0, 0), ('right', 0, 0)], [('<think>By the tree.</think> left', 1, 1), ('right', 0, 0), ('left', 1, 0), ('right “I think”', 0, 0)]]),
}
std = lambda values, mean: math.sqrt(sum((v - mean) ** 2 for v in values) / (len(values) - 1))

# verl: rollout_data_dir/<step>.jsonl; the rows of a prompt do not stay together (_balance_batch)
folder = HERE / 'verl'; folder.mkdir(exist_ok=True)
for step in (1, 2):
    rows = [(prompt, truth, *answer) for prompt, (truth, steps) in ASKED.items() for answer in steps[step - 1]]
    rows = rows[::2] + rows[1::2]
    base = {'input': [r[0] for r in rows], 'output': [r[2] for r in rows], 'gts': [r[1] for r in rows], 'score': [r[3] + 0.5 * r[4] for r in rows],
            'step': [step] * len(rows), 'acc': [bool(r[3]) for r in rows], 'format': [float(r[4]) for r in rows], 'pred': [r[2].split()[-1] for r in rows]}
    lines = [json.dumps({k: v[i] for k, v in base.items()}, ensure_ascii=False) for i in range(len(rows))]
    (folder / f'{step}.jsonl').write_text('\n'.join(lines) + '\n')

# ms-swift: completions.jsonl, a table per line; a reward that gave None is NaN
folder = HERE / 'ms-swift'; folder.mkdir(exist_ok=True)
with open(folder / 'completions.jsonl', 'w') as file:
    for step in (5, 10):
        table = {name: [] for name in ('step', 'prompt', 'completion', 'accuracy', 'format', 'advantages', 'solution')}
        for prompt, (truth, steps) in ASKED.items():
            answers = steps[step // 5 - 1]
            judged = truth == '2'  # `format` has nothing to say about the other prompt
            totals = [a[1] + (a[2] if judged else 0) for a in answers]
            mean = sum(totals) / 4
            for (text, accuracy, form), total in zip(answers, totals):
                values = (str(step), prompt, text, float(accuracy), float(form) if judged else math.nan, (total - mean) / (std(totals, mean) + 1e-4), truth)
                for name, value in zip(table, values):
                    table[name].append(value)
        file.write(json.dumps(table, ensure_ascii=False) + '\n')
with open(folder / 'ray-completions.jsonl', 'w') as file:
    for prompt, (truth, steps) in ASKED.items():
        for text, accuracy, form in steps[0]:
            file.write(json.dumps({'gen_step': 3, 'prompt': prompt, 'completion': text, 'reward': float(accuracy + form)}, ensure_ascii=False) + '\n')

# prime-rl: token_exports/step_N/rank_R.jsonl, and the tokenizer of the model
WORDS = '<eos> <user> <assistant> <tool> where is the dog left right two three how many cubes'.split()
words = {word: i for i, word in enumerate(WORDS)}
json.dump({'version': '1.0', 'truncation': None, 'padding': None, 'normalizer': None, 'post_processor': None,
           'added_tokens': [{'id': i, 'content': WORDS[i], 'single_word': False, 'lstrip': False, 'rstrip': False, 'normalized': False, 'special': True} for i in range(4)],
           'pre_tokenizer': {'type': 'Split', 'pattern': {'String': ' '}, 'behavior': 'MergedWithNext', 'invert': False},
           'decoder': {'type': 'Fuse'}, 'model': {'type': 'WordLevel', 'vocab': {w if i < 4 else ' ' + w: i for i, w in enumerate(WORDS)}, 'unk_token': '<eos>'}},
          open(HERE / 'prime-rl-tokenizer.json', 'w'))
ROLLOUTS = [  # prompt, answer, mask of the answer, advantage
    ('<user> where is the dog <assistant>', 'the dog is left <eos>', '11111', 0.75), ('<user> where is the dog <assistant>', 'right <eos>', '11', -0.75),
    ('<user> how many cubes <assistant>', 'two <tool> three <assistant> three <eos>', '110011', 0.5), ('<user> how many cubes <assistant>', 'right right', '11', -0.5)]
def noise(i, t, k):  # no chance: the file is the same every time
    return abs(math.sin(12.9898 * i + 78.233 * t + 37.719 * k))
for step in (0, 1):
    for rank in (0, 1):
        folder = HERE / 'prime-rl' / 'token_exports' / f'step_{step}'; folder.mkdir(parents=True, exist_ok=True)
        (folder / 'STABLE').touch()
        with open(folder / f'rank_{rank}.jsonl', 'w') as file:
            for i, (prompt, answer, mask, advantage) in enumerate(ROLLOUTS[2 * rank:2 * rank + 2]):
                ids = [words[w] for w in (prompt + ' ' + answer).split()]
                before = len(ids) - len(mask)
                masks = [False] * before + [m == '1' for m in mask]
                inference = [round(-2 * noise(i + 4 * step, t, rank) / (step + 1), 4) for t in range(len(ids))]
                trainer = [round(v + 0.02 * (t % 3 - 1), 4) for t, v in enumerate(inference)]
                ratio = [a - b for a, b in zip(trainer, inference)]
                columns = {'token_ids': ids, 'position_ids': list(range(len(ids))), 'loss_mask': masks, 'advantages': [advantage] * len(ids), 'inference_logprobs': inference,
                    'trainer_logprobs': trainer, 'entropy': [round(noise(i, t, 7), 4) for t in range(len(ids))], 'mismatch_kl': [math.exp(r) - r - 1 for r in ratio],
                    'log_importance_ratio': ratio, 'importance_ratio': [math.exp(r) for r in ratio], 'prob_delta': [math.exp(a) - math.exp(b) for a, b in zip(trainer, inference)],
                    'is_masked': [False] * len(ids), 'is_masked_high': [False] * len(ids), 'is_masked_low': [False] * len(ids),
                    'rl_weights': [None] * len(ids), 'ce_weights': [None] * len(ids), 'ref_kl_weights': [None] * len(ids)}
                record = {'schema_version': 1, 'step': step, 'rank': rank, 'micro_step': 0, 'micro_sequence_idx': i, 'export_sequence_idx': i, 'env_name': 'cubes', **columns}
                file.write(json.dumps(record, separators=(',', ':'), allow_nan=False) + '\n')
