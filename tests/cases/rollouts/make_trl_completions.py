"""Two steps of TRL 1.16's GRPOTrainer with a tiny randomly initialised Llama, on the CPU: the completions tables and trainer_state.json that it
writes. No download. Usage: python make_trl_completions.py OUT [conversational]
"""
import json, os, sys
os.environ.update(CUDA_VISIBLE_DEVICES='', HF_HUB_OFFLINE='1', TOKENIZERS_PARALLELISM='false')
import torch
from datasets import Dataset
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast
from trl import GRPOConfig, GRPOTrainer

out, chat = sys.argv[1], sys.argv[2:] == ['conversational']
torch.manual_seed(7)
words = ['<pad>', '<eos>', '<user>', '<assistant>'] + [f' {w}' for w in 'how many red blue cubes are there where is the dog left right one two three four yes no what colour ball it'.split()]
core = Tokenizer(models.WordLevel({w: i for i, w in enumerate(words)}, unk_token='<pad>'))
core.pre_tokenizer = pre_tokenizers.Split(' ', 'merged_with_next')
core.decoder = decoders.Fuse()
tokenizer = PreTrainedTokenizerFast(tokenizer_object=core, pad_token='<pad>', eos_token='<eos>', bos_token=None, unk_token='<pad>')
tokenizer.chat_template = "{% for m in messages %}{{ m['content'] }}{% endfor %}"
model = LlamaForCausalLM(LlamaConfig(vocab_size=len(words), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4,
    num_key_value_heads=2, max_position_embeddings=64, pad_token_id=0, eos_token_id=1, bos_token_id=None))

def texts(completions):
    return [c if isinstance(c, str) else c[0]['content'] for c in completions]

def correct(completions, solution, **kwargs):
    return [1.0 if answer in text.split() else 0.0 for text, answer in zip(texts(completions), solution)]

def brevity(completions, log_extra=None, **kwargs):
    counts = [len(text.split()) for text in texts(completions)]
    if log_extra:
        log_extra('words', counts)
    return [1 - count / 8 for count in counts]

def numbers_only(completions, solution, **kwargs):  # None where it has nothing to say
    return [None if answer not in ('one', 'two', 'three', 'four') else 0.5 * any(w in text.split() for w in ('one', 'two', 'three', 'four')) for text, answer in zip(texts(completions), solution)]

rows = [(' how many red cubes are there', 'two'), (' where is the dog', 'left'), (' what colour is the ball', 'blue'), (' how many blue cubes are there', 'three')]
ask = (lambda q: [{'role': 'user', 'content': q}]) if chat else (lambda q: q)
data = Dataset.from_list([{'prompt': ask(q), 'solution': a} for q, a in rows])
args = GRPOConfig(output_dir=out, per_device_train_batch_size=8, num_generations=4, max_completion_length=8, max_steps=2, logging_steps=1,
    log_completions=True, report_to='none', use_cpu=True, bf16=False, gradient_checkpointing=False, learning_rate=1e-2, save_steps=2, seed=7)
trainer = GRPOTrainer(model=model, reward_funcs=[correct, brevity, numbers_only], args=args, train_dataset=data, processing_class=tokenizer)
trainer.train()
import pandas as pd, glob
for path in sorted(glob.glob(f'{out}/completions/*.parquet')):
    print(path, os.path.getsize(path)); print(pd.read_parquet(path).to_string())
