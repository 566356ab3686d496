/**
 * A remote's address without anything that could be a credential: no user, no password, no query.
 * CI systems write tokens into remotes, and this text is shown to people and logged.
 */
export function publicRemote(address: string): string {
  const url = address.includes('://') ? URL.parse(address) : null;
  if (url) {
    url.username = '';
    url.password = '';
    url.search = '';
    url.hash = '';
    return url.href;
  }
  // scp-like: [user@]host:path (git-fetch, "GIT URLS"). What stands before an @ may hold a colon too.
  const path = address.replace(/^[^/]*@/, '');
  return path.replace(/^[^:]*:\/\/[^/]*@/, '').replace(/[?#].*$/s, '');
}
