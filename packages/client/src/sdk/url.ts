import { CountersignError } from './error.ts';

/**
 * The address of the service. The credential travels in a header, so plain http is refused
 * outside of this machine.
 */
export function serviceUrl(text: string): URL {
  const url = URL.parse(text);
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new CountersignError(
      'bad_url',
      'The address must be a URL such as https://countersign.example.com.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new CountersignError(
      'bad_url',
      'The address must not hold a user name or a password. Give the key in COUNTERSIGN_API_KEY.',
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new CountersignError(
      'bad_url',
      `${url.origin} would carry the credential in the clear. Use https.`,
    );
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  url.search = '';
  url.hash = '';
  return url;
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  );
}
