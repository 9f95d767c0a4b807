#!/bin/bash
# The publish tier over four nodes of one kind, and their results as one file:
#
#   sbatch --parsable deploy/shards/slurm-array.sh            prints the job's number, say 4711
#   sbatch --dependency=afterany:4711 deploy/shards/slurm-array.sh merge
#
# A node of its own for each shard (--exclusive), for a neighbour's load would be measured with it, and one kind
# of node for all (--constraint): shards of unlike machines do not merge.
#SBATCH --job-name=ringbench
#SBATCH --array=1-4
#SBATCH --nodes=1
#SBATCH --exclusive
#SBATCH --time=00:40:00
##SBATCH --constraint=NAME_OF_ONE_KIND
set -euo pipefail

shards=4 # as in --array
root=${RINGBENCH_ROOT:-$SLURM_SUBMIT_DIR} # a built working tree that all nodes see
out=$root/results/local/publish

if [[ "${1:-}" == merge ]]; then
  if [[ "${SLURM_ARRAY_TASK_ID:-1}" == 1 ]]; then
    exec "$root/bin/ringbench" merge "$out"/shard-*/latest.json --out "$out/merged.json"
  fi
  exit 0
fi

# On SIGTERM (the time limit, scancel) the finished rows are kept and marked as incomplete.
exec "$root/bin/ringbench" run --tier publish \
  --shard "$SLURM_ARRAY_TASK_ID/$shards" \
  --out "$out/shard-$SLURM_ARRAY_TASK_ID"
