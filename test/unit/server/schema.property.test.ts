import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CubeRequestError, GenerateSessionRequest } from '../../../src/server/index.js';
import { toSessionBody } from '../../../src/server/schema.js';
import { requestProblem } from '../../../testkit/tenant/request-check.js';

/**
 * Compares two independent implementations of Cube's API description: the server's schema, written by hand, and the
 * tenant's, which is the description as JSON Schema plus the rules of Cube's guide.
 */

const base = { deploymentId: 7, externalId: 'ada' };
const creator = { ...base, creatorMode: true, embedTenantName: 'acme-inc' };

/** Where the server is stricter than the description: its message, the reason, and a body that shows it. */
const STRICTER: [message: RegExp, why: string, body: object][] = [
  [
    /^deploymentId must be a positive integer/,
    'no deployment has such an id',
    { ...base, deploymentId: 1.5 },
  ],
  [/is not a field/, 'a typo must not leave a viewer without restrictions', { ...base, securityContxt: {} }],
  [/^internalId must be/, 'no user has such a name', { deploymentId: 7, internalId: ' grace' }],
  [
    /^embedTenantName must be 5 to 34/,
    'Cube’s own sources disagree about other lengths',
    { ...base, embedTenantName: 'acme' },
  ],
  [
    /^userProfile\.picture must be an absolute/,
    'without // it is relative to a page of the same scheme',
    { ...base, userProfile: { picture: 'https:ada.png' } },
  ],
  [
    /^(groups|tenantGroups)\[\d+\] must be a non-empty string/,
    'no group has such a name',
    { ...base, groups: [''] },
  ],
  [
    /^(groupDefinitions|tenantGroupDefinitions|userAttributes|userAttributeDefinitions)\[\d+\]\.name must be a non-empty string/,
    'it cannot be referred to',
    { ...base, userAttributes: [{ name: '' }] },
  ],
  [
    /^userAttributeDefinitions\[\d+\]\.name occurs twice/,
    'one of the two definitions would be lost',
    {
      ...creator,
      userAttributeDefinitions: [
        { name: 'a', type: 'string' },
        { name: 'a', type: 'number' },
      ],
    },
  ],
];

/** Usually a value of the right type, otherwise any JSON. */
const near = (...right: fc.Arbitrary<unknown>[]) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.oneof(...right) },
    { weight: 1, arbitrary: fc.constant(null) },
    fc.jsonValue(),
  );

const text = near(fc.constantFrom('ada', 'Ada', ' ada', '', 'é'), fc.string());
const flag = near(fc.boolean());
const name = near(fc.constantFrom('city', 'city', 'level', ''), fc.string());
const record = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  near(
    fc.record(
      { ...fields, other: fc.boolean() },
      { requiredKeys: Object.keys(fields).slice(0, 1) as never[] },
    ),
  );
const list = (item: fc.Arbitrary<unknown>) => near(fc.array(item, { maxLength: 3 }));

const groupDefinition = record({ name, description: text });
const attributeValue = near(
  fc.string(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.array(fc.string()),
  fc.array(fc.integer()),
);

const fields: Record<keyof Omit<GenerateSessionRequest, 'extra'>, fc.Arbitrary<unknown>> = {
  deploymentId: near(fc.constantFrom(1, 7, 0, -1, 1.5)),
  externalId: text,
  internalId: text,
  email: text,
  userProfile: record({
    displayName: text,
    picture: near(
      fc.webUrl(),
      fc.constantFrom(
        'HTTPS://a.example',
        ' https://a.example',
        'https:a',
        '/a.png',
        'ftp://a.example',
        'http://',
      ),
    ),
  }),
  embedTenantName: near(
    fc.stringMatching(/^[a-z][a-z0-9-]{0,40}[a-z0-9]$/),
    fc.constantFrom('a', 'Acme', '2acme', 'acme-', 'acme1\n'),
  ),
  embedTenantProfile: record({ displayName: text }),
  embedTheme: record({
    font: text,
    primaryColor: text,
    chat: record({ inputColor: text }),
    analyticsChat: record({ backgroundColor: text, chatInput: record({ borderColor: text }) }),
  }),
  creatorMode: flag,
  groups: list(text),
  groupDefinitions: list(groupDefinition),
  tenantGroups: list(text),
  tenantGroupDefinitions: list(groupDefinition),
  userAttributes: list(record({ name, value: attributeValue })),
  userAttributeDefinitions: list(
    record({
      name,
      type: near(fc.constantFrom('string', 'number', 'boolean', 'string_array', 'number_array', 'date')),
      displayName: text,
      defaultValue: text,
      description: text,
    }),
  ),
  roles: list(text),
  securityContext: near(fc.dictionary(fc.string(), fc.jsonValue())),
  settings: record({ allowAi: flag, showMemberNames: flag, locale: text, timezone: text }),
  branchName: text,
  isEphemeral: flag,
  publicDashboardId: text,
};

const optional = Object.keys(fields) as (keyof typeof fields)[];

/** A valid body with a few random fields, and sometimes any JSON. */
const body: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 30,
    arbitrary: fc
      .tuple(
        fc.constantFrom(base, base, creator, { deploymentId: 7, internalId: 'grace' }, {}),
        fc
          .subarray(optional, { maxLength: 5 })
          .chain((keys) => fc.record(Object.fromEntries(keys.map((key) => [key, fields[key]])))),
      )
      .map(([right, changes]) => ({ ...right, ...changes })),
  },
  fc.jsonValue(),
);

/** What the server sends for a body, or the error that it throws. */
function read(given: unknown): { sent: unknown } | { error: CubeRequestError } {
  try {
    return { sent: JSON.parse(JSON.stringify(toSessionBody(given as GenerateSessionRequest))) };
  } catch (error) {
    expect(error).toMatchObject({ name: 'CubeRequestError' });
    return { error: error as CubeRequestError };
  }
}

describe('the server’s schema and Cube’s API description', () => {
  it('agree on any body, except for the listed differences', () => {
    const seen = { both: 0, neither: 0, stricter: 0 };
    fc.assert(
      fc.property(body, (generated) => {
        const given: unknown = JSON.parse(JSON.stringify(generated));
        const server = read(given);
        const problem = requestProblem(given);
        if ('sent' in server) {
          seen.both++;
          expect(problem).toBeUndefined();
          expect(server.sent).toEqual(given);
        } else if (problem !== undefined) {
          seen.neither++;
        } else {
          seen.stricter++;
          const { message } = server.error;
          expect(
            STRICTER.filter(([pattern]) => pattern.test(message)),
            message,
          ).toHaveLength(1);
        }
      }),
      { numRuns: 3000 },
    );
    // the property means little unless both accepted and rejected bodies occur
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
  });

  it.each(STRICTER)('differ where the server says %s, because %s', (message, _why, given) => {
    expect(requestProblem(given)).toBeUndefined();
    expect(read(given)).toMatchObject({ error: { message: expect.stringMatching(message) as string } });
  });
});
