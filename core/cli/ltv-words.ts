import type { FitFault, LtvWarning, Verdict } from '../contract/ltv.ts';

const FAULTS: Record<FitFault, string> = {
  'not-converged': 'the search for the parameters did not end at a maximum, so there are no numbers; observe longer or take another model',
  'at-bound': 'a parameter ran to the edge of what is allowed, so there are no numbers; the data do not look like this model',
  'hessian-not-positive-definite': 'the data leave the parameters undetermined, so there are no numbers; observe longer or take another model',
  'too-few-repeaters': 'fewer than 30 customers came back, too few for a model; observe longer',
  'no-mean': 'q is not above 1, so mean spend does not exist and there are no amounts; a few customers spend far more than the rest',
  'no-money': 'no customer who came back spent anything, so there are no amounts',
  'no-spread': 'all customers who came back spend the same, which leaves the spend model undetermined',
};

const WARNINGS: Record<LtvWarning, string> = {
  'one-time-buyers-alive': 'under BG/NBD everybody who bought once counts as alive by construction; their P(alive) says nothing',
  'spend-depends-on-frequency': 'spend goes with how often customers buy, which the spend model assumes it does not',
  'no-cost': 'the orders have no costs, so margin counts as 100 %; set it with --margin',
  'short-observation': 'the longest history is under 90 days, too short to tell a pause from a loss',
  'spend-not-fitted': 'spend could not be modelled, so there are no amounts',
};

const VERDICTS: Record<Verdict, string> = {
  trust: 'The model can be trusted for this shop: its total was within 10 % and no simpler rule predicts customers better.',
  careful: 'Take the model with care: its total or its errors per customer are not clearly better than a simpler rule’s.',
  biased: 'Do not rely on the totals: the model was off by more than 25 % in the holdout.',
  beaten: 'A simpler rule predicts this shop better, in total and per customer.',
  'too-short': 'Too few transactions happened in the holdout to judge the model.',
};

export const describeFitFault = (fault: FitFault): string => FAULTS[fault];
export const describeLtvWarning = (warning: LtvWarning): string => WARNINGS[warning];
export const describeVerdict = (verdict: Verdict): string => VERDICTS[verdict];

/** METRICS §5, sBG: how orders are read as renewals. */
export const RENEWAL_DEFINITION =
  'A purchase day after the first is a renewal, and the period is the median of customers’ mean gaps. A renewal is due a period after the purchase before it and awaited for half a period more. Renewals are counted once that window has ended, made and missed alike; customers whose window is still open are censored there. Who misses a window is lost.';
