// What: names of settings as the trainers' own files have them, for the exports to be held against.
// Source: TRL 1.16, trainer/grpo_config.py with transformers' TrainingArguments; verl 0.9.1, trainer/config/_generated_ppo_trainer.yaml; ms-swift 4.6.0,
// swift/rlhf_trainers/args_mixin.py and swift/arguments/rlhf_args.py. Only those that an export may write.
const words = (text: string) => new Set(text.trim().split(/\s+/));

export const NAMES_THERE: Readonly<Record<string, ReadonlySet<string>>> = {
  trl: words(`
    num_generations max_completion_length generation_batch_size per_device_train_batch_size shuffle_dataset temperature top_p top_k beta
    num_iterations epsilon epsilon_high delta importance_sampling_level multi_objective_aggregation scale_rewards loss_type
    mask_truncated_completions top_entropy_quantile entropy_coef off_policy_mask_threshold use_bias_correction_kl learning_rate optim
    max_grad_norm adam_epsilon weight_decay warmup_steps lr_scheduler_type seed`),
  verl: words(`
    actor_rollout_ref.actor.loss_agg_mode actor_rollout_ref.actor.policy_loss.loss_mode actor_rollout_ref.rollout.n data.train_batch_size
    actor_rollout_ref.actor.ppo_mini_batch_size data.max_response_length actor_rollout_ref.rollout.temperature actor_rollout_ref.rollout.top_p
    actor_rollout_ref.rollout.top_k data.seed data.shuffle actor_rollout_ref.actor.ppo_epochs actor_rollout_ref.actor.clip_ratio
    actor_rollout_ref.actor.clip_ratio_low actor_rollout_ref.actor.clip_ratio_high actor_rollout_ref.actor.clip_ratio_c
    actor_rollout_ref.actor.use_kl_loss actor_rollout_ref.actor.kl_loss_coef actor_rollout_ref.actor.kl_loss_type
    actor_rollout_ref.actor.entropy_coeff algorithm.adv_estimator algorithm.norm_adv_by_std_in_grpo actor_rollout_ref.model.lora_rank
    actor_rollout_ref.model.lora_alpha actor_rollout_ref.model.target_modules actor_rollout_ref.actor.optim.lr
    actor_rollout_ref.actor.optim.clip_grad actor_rollout_ref.actor.optim.weight_decay actor_rollout_ref.actor.optim.lr_warmup_steps
    actor_rollout_ref.actor.optim.lr_scheduler_type`),
  'ms-swift': words(`
    num_generations max_completion_length generation_batch_size per_device_train_batch_size temperature top_p top_k beta num_iterations epsilon
    epsilon_high delta importance_sampling_level scale_rewards loss_type overlong_filter dynamic_sample top_entropy_quantile
    advantage_estimator lora_rank lora_alpha target_modules learning_rate optim max_grad_norm adam_epsilon weight_decay warmup_steps
    lr_scheduler_type seed`),
};
