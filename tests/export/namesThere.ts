// What: names of settings as the trainers' own files have them, for the exports to be held against.
// Source: TRL 1.16, trainer/grpo_config.py with transformers' TrainingArguments; verl 0.9.1, trainer/config/_generated_ppo_trainer.yaml; ms-swift 4.6.0,
// swift/rlhf_trainers/args_mixin.py and swift/arguments/rlhf_args.py; EasyR1 at b44b311, verl/trainer/config.py and verl/workers/*/config.py;
// OpenRLHF at 3c3be62, openrlhf/cli/train_ppo_ray.py. Only those that an export may write.
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
  easyr1: words(`
    worker.rollout.n data.rollout_batch_size worker.actor.global_batch_size data.max_response_length worker.rollout.temperature
    worker.rollout.top_p worker.rollout.top_k data.seed data.shuffle worker.actor.ppo_epochs worker.actor.clip_ratio_low
    worker.actor.clip_ratio_high worker.actor.clip_ratio_dual worker.actor.loss_avg_mode worker.actor.loss_type algorithm.use_kl_loss
    algorithm.kl_coef algorithm.disable_kl algorithm.kl_penalty algorithm.adv_estimator worker.actor.model.lora.rank
    worker.actor.model.lora.alpha worker.actor.model.lora.target_modules worker.actor.optim.strategy worker.actor.optim.lr
    worker.actor.max_grad_norm worker.actor.optim.weight_decay worker.actor.optim.lr_warmup_steps worker.actor.optim.lr_scheduler_type`),
  openrlhf: words(`
    rollout.n_samples_per_prompt rollout.batch_size train.batch_size rollout.max_new_tokens data.max_len rollout.temperature rollout.top_p
    train.seed train.max_epochs actor.eps_clip_low_high actor.dual_clip actor.policy_loss_type algo.kl.init_coef algo.kl.use_loss
    algo.kl.estimator actor.entropy_coef algo.advantage.estimator ds.lora.rank ds.lora.alpha ds.lora.target_modules actor.optim
    actor.adam.lr actor.max_norm actor.adam.eps actor.adam.weight_decay actor.lr_scheduler`),
};
