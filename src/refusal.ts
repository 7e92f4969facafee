/** Why Daylight won't start, as one sentence for the operator: what is wrong, and what to do. */
export class Refusal extends Error {
  override name = 'Refusal';
}
