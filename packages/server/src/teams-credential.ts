import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Credential } from './chat/teams/tokens.ts';
import type { TeamsConfig } from './config/shape.ts';
import { StartError } from './start-error.ts';

/** How the configuration lets the app prove itself. Throws {@link StartError}. */
export function credentialOf(
  { secret, certificate: files }: Pick<TeamsConfig, 'secret' | 'certificate'>,
  env: { [name: string]: string | undefined },
): Credential {
  if (secret !== undefined) return { kind: 'secret', secret };
  if (files === undefined) return { kind: 'managed', origins: identityOrigins(env) };
  const certificate = readPem(files.certificateFile);
  const privateKey = readPem(files.keyFile);
  if (isPair(certificate, privateKey)) return { kind: 'certificate', certificate, privateKey };
  // Entra would say so in a number, and only once there is a card to post.
  throw new StartError(
    `${files.certificateFile} and ${files.keyFile} are not a certificate and its own RSA key, in PEM and without a passphrase. Check teams.certificate.`,
  );
}

/**
 * App Service and Container Apps name an endpoint, clusters may name a host, and a virtual machine
 * has a fixed address.
 * https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
function identityOrigins(env: { [name: string]: string | undefined }): string[] {
  const named = [env['IDENTITY_ENDPOINT'], env['AZURE_POD_IDENTITY_AUTHORITY_HOST']];
  return [...named, 'http://169.254.169.254'].flatMap((url) =>
    url !== undefined && URL.canParse(url) ? [new URL(url).origin] : [],
  );
}

function readPem(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`${path} can't be read: ${reason}. Check teams.certificate.`, {
      cause: error,
    });
  }
}

function isPair(certificate: string, privateKey: string): boolean {
  try {
    const key = createPrivateKey(privateKey);
    return key.asymmetricKeyType === 'rsa' && new X509Certificate(certificate).checkPrivateKey(key);
  } catch {
    return false;
  }
}
