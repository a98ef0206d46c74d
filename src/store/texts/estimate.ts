// What: texts of “Will it train?” that the worker does not send.
export const ESTIMATE_TEXTS = {
  failed:
    'The model could not be looked at: the worker for it did not start. Reload the page, or load the model without asking.',
} as const;
