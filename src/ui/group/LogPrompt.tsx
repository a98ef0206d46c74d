// What: the prompt of a log, as its trainer wrote it: often long, with the marks of a chat, so it scrolls by itself.
import { LOG } from '../texts/log.ts';
import './logPrompt.css';

export const LogPrompt = ({ text }: { readonly text: string }) => (
  <div className="log-prompt" tabIndex={0} role="region" aria-label={LOG.prompt}>
    {text.trim()}
  </div>
);
