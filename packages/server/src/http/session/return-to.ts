import { Fault } from '../../app/fault.ts';

/** Where nothing is asked: who am I. */
const HOME = '/v1/session';

/**
 * The address on this service that a browser goes to after signing in: a path of ours, and nothing
 * that any browser could read as another host. Throws a Fault.
 */
export function returnAddress(asked: string | undefined, publicUrl: string): string {
  const path = asked ?? HOME;
  // Browsers take "\" for "/", and leave out tabs and line ends.
  if (/^\/[\x21-\x5b\x5d-\x7e]{0,999}$/u.test(path) && URL.canParse(path, publicUrl)) {
    const url = new URL(path, publicUrl);
    const isPath = !url.pathname.startsWith('//') && !path.startsWith('//');
    if (url.origin === publicUrl && isPath && !url.pathname.startsWith('/auth/')) return url.href;
  }
  throw new Fault(
    'invalid',
    'The “return_to” must be a path of this service, such as /requests?status=pending, and none below /auth/.',
  );
}
