import { describe, expect, it } from 'vitest';
import { examine } from '../../../../testkit/cli/doctor/check.js';
import { readDoctorOptions } from '../../../../testkit/cli/doctor/options.js';
import { Visit } from '../../../../testkit/cli/doctor/visit.js';
import { envFor } from './support.js';

/** What `fetch` rejects with. */
const failed = (code: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('of the network'), { code }) });

async function resultOf(error: Error) {
  const options = readDoctorOptions([], envFor('https://acme.example'));
  if (options === 'help') throw new Error('no help was asked for');
  const visit = new Visit(options, new AbortController().signal);
  return examine(
    'Tenant',
    { name: 'address', advice: 'the check’s', run: () => Promise.reject(error) },
    visit,
  );
}

describe('a network error', () => {
  it.each([
    ['ENOTFOUND', 'the host name was not found', /spelling/],
    ['EAI_AGAIN', 'the host name could not be looked up', /network connection/],
    ['ECONNREFUSED', 'the connection was refused', /port/],
    ['ECONNRESET', 'the connection was closed without an answer', /proxy or firewall/],
    ['UND_ERR_SOCKET', 'the connection was closed without an answer', /proxy or firewall/],
    ['CERT_HAS_EXPIRED', 'the TLS certificate has expired', /Renew/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'the TLS certificate is self-signed', /NODE_EXTRA_CA_CERTS/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'the TLS certificate cannot be verified', /chain/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'the TLS certificate is for another host name', /issued for/],
  ])('%s is described in words, with advice', async (code, found, advice) => {
    expect(await resultOf(failed(code))).toMatchObject({
      status: 'failed',
      found,
      advice: expect.stringMatching(advice),
    });
  });

  it('of another kind is reported with its own message and the advice of the check', async () => {
    expect(await resultOf(failed('EPROTO'))).toMatchObject({
      found: 'of the network',
      advice: 'the check’s',
    });
  });
});
