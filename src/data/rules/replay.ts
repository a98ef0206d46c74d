// What: data rule "replay": keeps right answers of finished steps and brings some of them back, so that what was learned on one kind
//   of prompt is not lost while another is trained. A replayed place is an ordinary place (it is sampled and scored again) that also
//   carries the kept text as its expertText and the tag `replay`: the term expertNll learns from it.
// Formula: of P places, round(share·P), as far as there are texts, become replayed prompts: a domain uniformly among those that have
//   texts, then a text uniformly in it, none twice. Random numbers: Philox (step, number, 1 … 3, stream 'data').
// Shapes: kept: at most `capacity` texts, the newest per prompt; the oldest of the largest domain goes first.
// Source: RECAP (arXiv 2510.21978), section 4: general data, replayed uniformly over its domains. Here it is the run's own prompts;
//   the domain of a prompt is its id without the number behind it (find/12, count/3), as makers of scenes name them.
import { uniform } from '../../3-rollouts/philox.ts';
import type { DataRule } from '../../blocks/seams.ts';
import type { Drawn } from '../../blocks/step.ts';
import { boolean, choice, integer, number, text } from '../../config/knob.ts';
import { domainOf } from '../domainOf.ts';

const knobs = {
  share: number(0.25, {
    min: 0,
    max: 1,
    unit: 'share',
    doc: 'Share of a step’s places that are replayed, as soon as there are texts; they take the place of drawn prompts.',
    source: 'ours: RECAP mixes general data into every batch, without a number in the text read',
  }),
  texts: choice('right', ['right', 'expert'], {
    unit: '',
    doc: 'right = answers of the policy that were right; expert = the expertText of the prompts themselves.',
    source: 'RECAP replays general data with its reference texts (expert); right: ours, for prompts without any',
  }),
  column: text('answerFolded', {
    unit: '',
    doc: 'The reward that says which answers are right (1 or more).',
    source: 'ours',
  }),
  capacity: integer(64, { min: 1, max: 4096, unit: 'texts', doc: 'Texts that are kept at most.', source: 'ours' }),
  policy_loss: boolean(true, {
    unit: '',
    doc: 'Replayed places also count in the policy loss, as verifiable general tasks do; off = only their texts are learned from.',
    source: 'RECAP, section 4: general data with and without rewards',
  }),
};

/** A text that was right, and the prompt that it answers, in the words in which it was asked. */
interface KeptText {
  readonly id: string;
  readonly question: string;
  readonly text: string;
}
type Replayed = readonly KeptText[];

function byDomain<T extends { readonly id: string }>(items: readonly T[]): Map<string, T[]> {
  const domains = new Map<string, T[]>();
  for (const item of items) {
    const domain = domainOf(item.id);
    domains.set(domain, [...(domains.get(domain) ?? []), item]);
  }
  return domains;
}

/** The newest text per prompt; the oldest of the largest domain makes room. */
function added(kept: Replayed, fresh: Replayed, capacity: number): Replayed {
  const ids = new Set(fresh.map(({ id }) => id));
  const all = [...kept.filter(({ id }) => !ids.has(id)), ...fresh];
  while (all.length > capacity) {
    const [largest] = [...byDomain(all).values()].sort((a, b) => b.length - a.length);
    all.splice(all.indexOf(largest![0]!), 1);
  }
  return all;
}

type Chooser = (number: number, position: number) => number;

/** `count` texts: a domain uniformly, then a text of it, none twice. */
function chosen(texts: Replayed, count: number, random: Chooser): KeptText[] {
  const domains = byDomain(texts);
  const picked: KeptText[] = [];
  for (let n = 0; n < count && domains.size > 0; n++) {
    const names = [...domains.keys()];
    const domain = names[Math.floor(random(n, 1) * names.length)]!;
    const left = domains.get(domain)!;
    const [text] = left.splice(Math.floor(random(n, 2) * left.length), 1);
    picked.push(text!);
    if (left.length === 0) domains.delete(domain);
  }
  return picked;
}

const expertTexts = (pool: readonly Drawn[]): Replayed =>
  pool.flatMap(({ prompt, text: question, truth }) =>
    truth.expertText ? [{ id: prompt.id, question, text: truth.expertText }] : [],
  );

export const block: DataRule<typeof knobs, Replayed> = {
  name: 'replay',
  doc: 'Brings back prompts with texts that were right, uniformly over the kinds of prompts, so that what was learned is not lost.',
  formula: 'round(share·P) places: domain ~ uniform, text ~ uniform in the domain',
  source: 'RECAP (arXiv 2510.21978), section 4',
  knobs,
  needs: ({ texts, column }) => (texts === 'right' ? [`reward/${column}`] : []),
  start: () => [],
  draw(given, { seed, step, state, pool }, { share, texts }) {
    const drawnIds = new Set(given.map(({ prompt }) => prompt.id));
    const places = new Map(pool.map((place) => [place.prompt.id, place]));
    const known = texts === 'expert' ? expertTexts(pool) : state;
    const free = known.filter(({ id }) => places.has(id) && !drawnIds.has(id));
    const random: Chooser = (row, position) => uniform(seed, { step, row, position, stream: 'data' });
    const replayed = chosen(free, Math.round(share * given.length), random).map(
      ({ id, question, text: kept }): Drawn => {
        const place = places.get(id)!;
        const truth = { ...place.truth, expertText: kept };
        return { ...place, text: question, truth, tags: { ...place.tags, replay: 1 } };
      },
    );
    const order = given.map((_, p) => ({ p, key: random(p, 3) })).sort((a, b) => a.key - b.key || a.p - b.p);
    const made = [...given];
    replayed.forEach((place, n) => (made[order[n]!.p] = place));
    return made;
  },
  keep({ drawn, rollouts }, { policy_loss: counts }) {
    if (counts || drawn.every(({ tags }) => !tags['replay'])) return {};
    const { generations, lengths } = rollouts;
    const kept = Uint8Array.from(lengths, (_, r) => (drawn[Math.floor(r / generations)]!.tags['replay'] ? 0 : 1));
    return { inStatistics: kept, inLoss: kept };
  },
  after(state, { drawn, rollouts, signals }, { texts, column, capacity }) {
    if (texts === 'expert') return state;
    const right = signals.get(`reward/${column}`)!.values;
    const { generations, truncated, turns } = rollouts;
    const looked = new Set(turns?.looks.map(({ row }) => row)); // what came back is no part of the text
    const fresh = new Map<string, KeptText>();
    drawn.forEach(({ prompt: { id }, text: question, view }, p) => {
      if (view !== 'clean') return;
      for (let r = p * generations; r < (p + 1) * generations; r++) {
        if (right[r]! < 1 || truncated[r] || looked.has(r) || !rollouts.texts[r]) continue;
        fresh.set(id, { id, question, text: rollouts.texts[r]! });
        return;
      }
    });
    return added(state, [...fresh.values()], capacity);
  },
};
