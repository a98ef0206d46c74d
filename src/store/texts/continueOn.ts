// What: sentences about a run that goes on in another trainer.

export const CONTINUE_TEXTS = {
  failed: 'The folder could not be made; save the run as a file, and load this page again.',
};
