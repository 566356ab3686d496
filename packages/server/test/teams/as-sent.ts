/** A card as Teams gets it: without the fields that the library knows of and that nobody has set. */
export function asSent(card: unknown): unknown {
  return JSON.parse(JSON.stringify(card));
}
