/**
 * A self-signed certificate for loopback, created at run time so that no key is stored. X.509 (RFC 5280) in DER, with the
 * minimum that a browser reads: a name, a validity period, a key, and its hosts.
 */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const DAY = 86_400_000;
const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_ID = 0x06;
const UTF8 = 0x0c;
const UTC_TIME = 0x17;
const COMMON_NAME = '550403';
const SUBJECT_ALT_NAME = '551d11';
const ECDSA_WITH_SHA256 = '2a8648ce3d040302';

function der(tag, ...parts) {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const hex = (tag, text) => der(tag, Buffer.from(text, 'hex'));
const time = (moment) =>
  der(UTC_TIME, Buffer.from(`${new Date(moment).toISOString().replace(/[-T:]/g, '').slice(2, 14)}Z`));

/** Key and certificate in PEM, and the hash of the key with which Chromium can be made to trust it. */
export function createCertificate() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const name = der(
    SEQUENCE,
    der(SET, der(SEQUENCE, hex(OBJECT_ID, COMMON_NAME), der(UTF8, Buffer.from('bench')))),
  );
  const algorithm = der(SEQUENCE, hex(OBJECT_ID, ECDSA_WITH_SHA256));
  const hosts = der(SEQUENCE, der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])));
  const body = der(
    SEQUENCE,
    der(0xa0, hex(INTEGER, '02')),
    // positive, whatever the random bytes are
    der(INTEGER, Buffer.from([1]), randomBytes(15)),
    algorithm,
    name,
    der(SEQUENCE, time(Date.now() - DAY), time(Date.now() + DAY)),
    name,
    spki,
    der(0xa3, der(SEQUENCE, der(SEQUENCE, hex(OBJECT_ID, SUBJECT_ALT_NAME), der(OCTET_STRING, hosts)))),
  );
  const signature = der(BIT_STRING, Buffer.from([0]), sign('sha256', body, privateKey));
  const certificate = der(SEQUENCE, body, algorithm, signature).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
    keyHash: createHash('sha256').update(spki).digest('base64'),
  };
}
