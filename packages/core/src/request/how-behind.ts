import type { Behind, RequestState } from './state.ts';

/** As in “you own ci-deploy”: what joins somebody to whoever asks. */
export function howBehind({ identity: { name } }: RequestState, as: Behind['as']): string {
  switch (as) {
    case 'owner':
      return `own ${name}`;
    case 'author':
      return 'are an author of this change';
    case 'starter':
      return `stand behind ${name}`;
    case 'keeper':
      return `made what ${name} proves itself by, or said who stands behind it`;
  }
}
