// What: transformers' trainer_state.json (TRL, ms-swift): rows of log_history with "step", names as here.
// Source: transformers, trainer_callback.py (TrainerState.log_history); TRL 1.16, trainer/grpo_trainer.py.
import type { LogFormat } from '../logFormat.ts';

export const format: LogFormat = {
  title: 'TRL',
  read: ({ step, epoch, ...numbers }) =>
    typeof step === 'number' && typeof epoch === 'number' ? { step, numbers } : null,
  names: {},
};
