#!/usr/bin/env bash
# Trains Pocket on one GPU within ten minutes and exports it: pretrain/gpu.sh CARRY.tar FOLDER [options of pocket.train].
# CARRY.tar is what `python -m pocket.carry` wrote; FOLDER takes shards, checkpoints and the bundle. Started again it goes on from the last checkpoint.
# All cores but two compose pictures into shards while the GPU trains on those that are there; a shard is read more than once where the GPU is faster.
# Settings by environment: DEVICE (cuda), MINUTES (8; with start and export it stays below ten), PACKS (96 pictures a step), KEEP (shards on disk), LEAST (shards before the first step),
# COPYING (share of pictures asked about in unknown words), STEPS (instead of minutes), MAKERS and READERS (processes), PYTHON.
# In miniature on a CPU: DEVICE=cpu STEPS=2 PACKS=2 LEAST=2 KEEP=4 MAKERS=1 READERS=0 pretrain/gpu.sh CARRY.tar FOLDER
set -euo pipefail
carry=$(realpath "$1")
mkdir -p "$2"
folder=$(realpath "$2")
shift 2
cd "$(dirname "$0")"

cores=$(nproc)
device=${DEVICE:-cuda}
python=${PYTHON:-python3}
makers=${MAKERS:-$((cores > 4 ? cores - 3 : 1))}
readers=${READERS:-$((cores > 4 ? 3 : 1))}
precision=$([ "$device" = cpu ] || echo --bfloat16)
export OMP_NUM_THREADS=1 PYTHONUNBUFFERED=1 POCKET_WORDS="$folder/words.txt"

[ -e "$folder/start.pt" ] || tar -xf "$carry" -C "$folder"
$python -m pocket.make_shards "$folder/work" "$folder/shards" 0 --packs "${PACKS:-96}" --workers "$makers" --keep "${KEEP:-400}" --copying "${COPYING:-0.25}" > "$folder/shards.log" 2>&1 &
maker=$!
trap 'kill $maker 2> /dev/null || true' EXIT

$python -m pocket.train "$folder/work" "$folder/policy.pt" "${MINUTES:-8}" --resume "$folder/start.pt" --continue --every 60 --device "$device" $precision \
  --shards "$folder/shards" --least "${LEAST:-48}" --readers "$readers" --steps "${STEPS:-0}" --spread narrow --sharp 1.5 --quantize 0.4 "$@" 2>&1 | tee -a "$folder/train.log"

$python -m pocket.export "$folder/policy.pt" "$folder/bundle"
bytes=$(du -sb "$folder/bundle" | cut -f1)
echo "$folder/bundle: $bytes bytes"
[ "$bytes" -le 16000000 ]
