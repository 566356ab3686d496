import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder with these files, for as long as the test runs. */
export function folderOf(files: { [path: string]: string | Uint8Array }): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-policy-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export const policy = `version: 1
zone: Europe/Berlin
groups:
  release-approvers: { slack: [S0RELEASE] }
  security: { people: [grace, linus] }
freezes:
  - name: weekend
    match: { environment: production }
    start: 2026-01-02T16:00
    rrule: FREQ=WEEKLY;BYDAY=FR
    for: 64h
    during: hold
rules:
  - name: production
    match: { environment: production }
    route: { slack: [C0RELEASES] }
    stages: [{ name: release, quorum: 1, groups: [release-approvers] }]
    bindings: { approved: [{ webhook: deploy-hook }] }
  - name: large changes
    match: { environment: production }
    when: change.linesAdded > 500 || change.hasSecrets
    route: { slack: [C0SECURITY] }
    stages: [{ name: security, quorum: 1, groups: [security] }]
  - name: staging
    match: { environment: staging }
    allow: { limit: { count: 20, per: 1h } }
`;
