import { X509Certificate } from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import { text } from '../../json.ts';
import { Refusal } from '../refusal.ts';
import type { Teams } from '../teams.ts';

/**
 * Proves the app by a JWT that its certificate's key signed.
 * Source: https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 */
export async function checkAssertion(
  teams: Teams,
  tenant: string,
  assertion: string,
): Promise<void> {
  const { certificate, appId } = teams.bot;
  if (certificate === undefined) throw refused('700027', 'The app has no certificate.');
  const x509 = new X509Certificate(certificate);
  try {
    const { protectedHeader } = await jwtVerify(assertion, x509.publicKey, {
      algorithms: ['RS256', 'PS256'],
      issuer: appId,
      subject: appId,
      audience: audiences(teams, tenant),
      requiredClaims: ['exp', 'jti'],
      currentDate: new Date(teams.now()),
      clockTolerance: 300,
    });
    const named = text(protectedHeader['x5t#S256']) ?? protectedHeader.x5t;
    if (named === undefined || !thumbprints(x509).includes(named)) {
      throw refused('700027', 'The certificate with this thumbprint is not registered.');
    }
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw refused('700024', 'It is out of its time range.');
    if (error instanceof errors.JOSEError) throw refused('700027', error.message);
    throw error;
  }
}

/** The endpoint, by the double's address or as the public knows it. */
function audiences({ url, cloud }: Teams, tenant: string): string[] {
  return [url, `https://${cloud.login}`].flatMap((authority) => [
    `${authority}/${tenant}/oauth2/v2.0/token`,
    `${authority}/${tenant}/v2.0`,
  ]);
}

function thumbprints(x509: X509Certificate): string[] {
  return [x509.fingerprint256, x509.fingerprint].map((fingerprint) =>
    Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64url'),
  );
}

function refused(number: string, why: string): Refusal {
  return new Refusal(401, 'invalid_client', `AADSTS${number}: Client assertion failed. ${why}`);
}
