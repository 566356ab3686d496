import { count, duration, fields } from './leaf.ts';

/** What a rule that asks may say of asking again. */
export function restraintShape() {
  return {
    limit: limitShape('How many requests of one identity the rule asks for.')
      .optional()
      .describe('How often one identity may ask; beyond it, the rule refuses.'),
    cooldown: duration()
      .optional()
      .describe('How long an identity may not ask again for what was rejected; none if left out.'),
    reuse: reuseShape()
      .optional()
      .describe('One approval serves several runs of the same change; one if left out.'),
    burst: burstShape()
      .optional()
      .describe('Like requests share one card, as a list; each has its own if left out.'),
  };
}

export function limitShape(what: string) {
  return fields({
    count: count(
      'A limit is a whole number of requests.',
      'The limit is at least 1: to let nothing through, have a rule that refuses.',
    ).describe(what),
    per: duration().describe('In how long: 15m, 1h, 1d.'),
  });
}

function burstShape() {
  return fields({
    within: duration().describe('How long after the first one others join its card.'),
  });
}

function reuseShape() {
  return fields({
    uses: count(
      'The uses are a whole number of runs.',
      'The uses are at least 1: an approval that serves no run is none.',
    ).describe('How many runs one approval serves at most.'),
    within: duration().describe('How long after the decision a run may start.'),
  });
}
