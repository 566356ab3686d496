import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anApi, type Api } from '../support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.close());

describe('/openapi.json', () => {
  it('is a valid OpenAPI 3.1 document', async () => {
    const { body } = await api.call('GET', '/openapi.json', { key: null });
    expect(body.openapi).toMatch(/^3\.1\./u);
    const result = await new Validator().validate(body);
    expect(result.errors ?? []).toEqual([]);
  });

  it('describes every operation of the API, and nothing of the chat platforms', async () => {
    const { body } = await api.call('GET', '/openapi.json', { key: null });
    const operations = Object.entries(
      body.paths as { [path: string]: { [method: string]: { operationId?: string } } },
    )
      .filter(([path]) => path.startsWith('/v1/'))
      .flatMap(([, methods]) => Object.values(methods).map((operation) => operation.operationId));
    expect(new Set(operations)).toEqual(
      new Set([
        'addIdentityKey',
        'changeIdentity',
        'createIdentity',
        'getGrant',
        'giveBackGrant',
        'issueGrant',
        'revokeGrant',
        'explainPolicy',
        'explainRequest',
        'getEvidence',
        'getRequest',
        'listApprovers',
        'listIdentities',
        'removeIdentityKey',
        'resumeIdentity',
        'rotateIdentityKey',
        'showIdentity',
        'showTimeline',
        'suspendIdentity',
        'listCredentials',
        'listDeadDeliveries',
        'openCredential',
        'revokedCertificates',
        'listRequests',
        'listAllRequests',
        'reportOutcome',
        'retryDelivery',
        'startRun',
        'submitRequest',
        'watchRequest',
        'withdrawRequest',
      ]),
    );
    expect(Object.keys(body.paths).some((path) => path.startsWith('/slack'))).toBe(false);
  });
});
