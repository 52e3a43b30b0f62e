import { describe, expect, it } from 'vitest';
import { generate, withTenant } from './support.js';

const base = { deploymentId: 1, externalId: 'ada' };
const creator = { ...base, creatorMode: true, embedTenantName: 'acme' };

describe('a generate-session body', () => {
  const tenant = withTenant({ deployments: [1, 2], branches: { main: true, staging: false } });

  it.each([
    ['only the required fields', base],
    ['an internal user', { deploymentId: 1, internalId: 'Ada@Example.com' }],
    [
      'null for all omitted fields',
      { ...base, internalId: null, groups: null, settings: null, branchName: null },
    ],
    [
      'every kind of attribute value',
      {
        ...base,
        userAttributes: [
          { name: 'a', value: 'x' },
          { name: 'b', value: 1 },
          { name: 'c', value: true },
          { name: 'd', value: null },
          { name: 'e', value: ['x', 'y'] },
          { name: 'f', value: [1, 2] },
          { name: 'g' },
        ],
      },
    ],
    [
      'a theme, a profile and settings',
      {
        ...base,
        embedTheme: { primaryColor: '#123', analyticsChat: { chatInput: { borderColor: 'red' } } },
        userProfile: { displayName: 'Ada', picture: 'https://example.com/ada.png' },
        settings: { allowAi: false, locale: 'de' },
      },
    ],
    [
      'tenant groups in Creator Mode',
      {
        ...creator,
        tenantGroups: ['sales'],
        tenantGroupDefinitions: [{ name: 'sales' }],
        userAttributeDefinitions: [{ name: 'city', type: 'string_array' }],
      },
    ],
    ['a served branch', { ...base, branchName: 'main' }],
    ['the shortest tenant name', { ...base, embedTenantName: 'a1' }],
  ])('with %s mints a session [doc]', async (_, body) => {
    expect((await generate(tenant(), body)).status).toBe(200);
    expect(tenant().sessions).toMatchObject([{ state: 'fresh', request: body }]);
  });

  it.each([
    ['deploymentId', { externalId: 'ada' }],
    ['deploymentId', { ...base, deploymentId: '1' }],
    ['deploymentId', { ...base, deploymentId: null }],
    ['externalId and internalId', { deploymentId: 1 }],
    ['externalId and internalId', { ...base, internalId: 'ada' }],
    ['externalId', { deploymentId: 1, externalId: 'Ada' }],
    ['externalId', { deploymentId: 1, externalId: ' ada' }],
    ['externalId', { deploymentId: 1, externalId: '' }],
    ['groups', { deploymentId: 1, internalId: 'ada', groups: [] }],
    ['userAttributes', { deploymentId: 1, internalId: 'ada', userAttributes: [] }],
    ['securityContext', { deploymentId: 1, internalId: 'ada', securityContext: {} }],
    ['userProfile', { deploymentId: 1, internalId: 'ada', userProfile: {} }],
    [
      '"city"',
      {
        ...base,
        userAttributes: [
          { name: 'city', value: 'a' },
          { name: 'city', value: 'b' },
        ],
      },
    ],
    ['userAttributes[1].name', { ...base, userAttributes: [{ name: 'a' }, { value: 'b' }] }],
    ['userAttributes[0].value', { ...base, userAttributes: [{ name: 'a', value: { b: 1 } }] }],
    ['userAttributes[0].value', { ...base, userAttributes: [{ name: 'a', value: ['x', 1] }] }],
    ['userAttributes', { ...base, userAttributes: { city: 'a' } }],
    ['embedTenantName', { ...base, embedTenantName: 'a' }],
    ['embedTenantName', { ...base, embedTenantName: 'Acme' }],
    ['embedTenantName', { ...base, embedTenantName: 'acme-' }],
    ['embedTenantName', { ...base, embedTenantName: 'a'.repeat(37) }],
    ['tenantGroups', { ...base, tenantGroups: ['sales'] }],
    ['tenantGroups', { ...base, creatorMode: true, tenantGroups: ['sales'] }],
    ['tenantGroupDefinitions', { ...base, embedTenantName: 'acme', tenantGroupDefinitions: [{ name: 'a' }] }],
    ['userAttributeDefinitions', { ...base, userAttributeDefinitions: [{ name: 'a', type: 'string' }] }],
    [
      'userAttributeDefinitions[0].type',
      { ...creator, userAttributeDefinitions: [{ name: 'a', type: 'date' }] },
    ],
    ['userProfile.picture', { ...base, userProfile: { picture: 'ada.png' } }],
    ['settings.allowAi', { ...base, settings: { allowAi: 'no' } }],
    [
      'embedTheme.analyticsChat.chatInput.borderColor',
      { ...base, embedTheme: { analyticsChat: { chatInput: { borderColor: 1 } } } },
    ],
    ['groups[1]', { ...base, groups: ['a', 2] }],
    ['securityContext', { ...base, securityContext: ['a'] }],
    ['creatorMode', { ...base, creatorMode: 'true' }],
    ['userProfile.picture', { ...base, userProfile: { picture: 'ftp://example.com/ada.png' } }],
    ['true or false', { ...base, isEphemeral: 1 }],
    ['a string, a number, true or false', { ...base, userAttributes: [{ name: 'a', value: {} }] }],
    ['one of string, number', { ...creator, userAttributeDefinitions: [{ name: 'a', type: 'date' }] }],
    ['2 to 36 lowercase letters', { ...base, embedTenantName: '1' }],
    ['a list of strings', { ...base, userAttributes: [{ name: 'a', value: ['x', 1] }] }],
    ['not served', { ...base, branchName: 'staging' }],
    ['not JSON', '{"deploymentId":'],
    ['not a JSON object', '[]'],
    ['not a JSON object', 'null'],
  ])('is refused with 400 that names %s [doc]', async (field, body) => {
    const answer = await generate(tenant(), body);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(field);
    expect(tenant().sessions).toHaveLength(0);
    expect(tenant().log).toMatchObject([{ kind: 'refused', where: 'generate', status: 400, fault: false }]);
  });

  it('is refused with 404 for an unknown branch of any name [doc]', async () => {
    for (const branchName of ['feature', 'toString', '__proto__']) {
      expect((await generate(tenant(), { ...base, branchName })).status).toBe(404);
    }
  });

  it('is refused with 403 for a deployment outside the key’s scope [doc]', async () => {
    expect((await generate(tenant(), { ...base, deploymentId: 2 })).status).toBe(200);
    expect((await generate(tenant(), { ...base, deploymentId: 3 })).status).toBe(403);
  });

  it('may contain fields that Cube does not document, and the log names them', async () => {
    expect((await generate(tenant(), { ...base, externalID: 'ada' })).status).toBe(200);
    expect(tenant().log).toMatchObject([{ kind: 'minted', unknownFields: ['externalID'] }]);
  });

  it('may not be larger than a megabyte', async () => {
    expect((await generate(tenant(), { ...base, email: 'x'.repeat(1024 * 1024) })).status).toBe(413);
  });
});

describe('names that must exist in the account', () => {
  const tenant = withTenant({
    groups: ['sales', 'support'],
    userAttributes: ['city'],
    internalUsers: ['ada@example.com'],
  });
  const attribute = (name: string) => ({ name, value: 'x' });

  it.each([
    ['groups', { ...base, groups: ['sales', 'ops', 'hr'] }, 'Unknown groups: ops, hr.'],
    [
      'user attributes',
      { ...base, userAttributes: [attribute('city'), attribute('team')] },
      'Unknown user attributes: team.',
    ],
    ['an internal user', { deploymentId: 1, internalId: 'bob' }, 'Unknown internal user: bob.'],
  ])('are refused with 400 and listed if unknown: %s [doc]', async (_, body, message) => {
    const answer = await generate(tenant(), body);
    expect([answer.status, answer.body.message]).toEqual([400, message]);
    expect(tenant().sessions).toHaveLength(0);
  });

  it('are accepted if known, or if the same request defines them', async () => {
    for (const body of [
      { ...base, groups: ['support'], userAttributes: [attribute('city')] },
      { deploymentId: 1, internalId: 'ada@example.com' },
      {
        ...creator,
        userAttributes: [attribute('team')],
        userAttributeDefinitions: [{ name: 'team', type: 'string' }],
      },
    ])
      expect((await generate(tenant(), body)).status).toBe(200);
  });

  it('are checked by mint() too', () => {
    expect(() => tenant().mint({ groups: ['ops'] })).toThrow(
      new TypeError('The tenant refuses this session with 400: Unknown groups: ops.'),
    );
  });
});

describe('the limit of external users', () => {
  const tenant = withTenant({ maxExternalUsers: 2 });
  const status = async (body: object) => (await generate(tenant(), { deploymentId: 1, ...body })).status;

  it('answers 429 to one user too many, but not to an ephemeral one [doc]', async () => {
    expect(await status({ externalId: 'ada' })).toBe(200);
    expect(await status({ externalId: 'bob' })).toBe(200);
    const {
      status: refused,
      headers,
      body,
    } = await generate(tenant(), { deploymentId: 1, externalId: 'cy' });
    expect([refused, headers.get('retry-after'), body['code'], body.message]).toEqual([
      429,
      null,
      'EMBED_USER_LIMIT',
      'The tenant is at its embed-user limit (2 external users).',
    ]);
    expect(await status({ externalId: 'cy', isEphemeral: true })).toBe(200);
    expect(await status({ externalId: 'bob' })).toBe(200);
    expect(await status({ internalId: 'dee' })).toBe(200);
    tenant().reset();
    expect(await status({ externalId: 'cy' })).toBe(200);
  });
});

describe('the usual limit of external users', () => {
  const tenant = withTenant();

  it('is 10,000 [doc]', async () => {
    for (let user = 1; user <= 10_000; user += 1) tenant().mint({ externalId: `user-${user}` });
    const answer = await generate(tenant(), { deploymentId: 1, externalId: 'one-too-many' });
    expect(answer.status).toBe(429);
  });
});

describe('mint()', () => {
  const tenant = withTenant({ deployments: [7] });

  it('fills in the deployment and the viewer', () => {
    tenant().mint({ userAttributes: [{ name: 'city', value: 'Austin' }] });
    expect(tenant().sessions).toMatchObject([{ request: { deploymentId: 7, externalId: 'viewer' } }]);
  });

  it('throws for what the tenant would refuse, and names the field', () => {
    expect(() => tenant().mint({ embedTenantName: 'Acme' })).toThrow(/embedTenantName/);
    expect(tenant().sessions).toHaveLength(0);
  });
});
