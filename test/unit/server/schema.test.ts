import { describe, expect, it } from 'vitest';
import { generateSession } from '../../../src/server/index.js';
import type { GenerateSessionRequest } from '../../../src/server/index.js';
import { failureOf } from './support/printed.js';
import { SESSION_ID, grant, startUpstream } from './support/upstream.js';

const viewer = { deploymentId: 7, externalId: 'ada@example.com' };
const creator = { ...viewer, creatorMode: true, embedTenantName: 'acme-inc' };

/** Returns the field that the request is rejected for, and checks that nothing was sent. */
async function refusedField(request: object): Promise<unknown> {
  const upstream = await startUpstream(grant);
  const error = await failureOf(
    generateSession(request as GenerateSessionRequest, { tenantUrl: upstream.url, apiKey: 'key' }),
  );
  expect(upstream.calls).toHaveLength(0);
  expect(error).toMatchObject({ name: 'CubeRequestError' });
  const { field, message } = error as { field: string; message: string };
  expect(message.startsWith(field)).toBe(true);
  return field;
}

async function sent(request: GenerateSessionRequest): Promise<unknown> {
  const upstream = await startUpstream(grant);
  await expect(generateSession(request, { tenantUrl: upstream.url, apiKey: 'key' })).resolves.toEqual({
    sessionId: SESSION_ID,
  });
  return JSON.parse(upstream.calls[0]?.body ?? '');
}

describe('a valid request', () => {
  const whole: GenerateSessionRequest = {
    deploymentId: 32,
    externalId: 'ada@example.com',
    email: 'ada@example.com',
    userProfile: { displayName: 'Ada', picture: 'https://example.com/ada.png' },
    embedTenantName: 'acme-2',
    embedTenantProfile: { displayName: 'Acme' },
    embedTheme: {
      font: 'Inter',
      primaryColor: '#123456',
      chat: { inputColor: '#fff' },
      analyticsChat: { backgroundColor: '#fff', chatInput: { borderColor: null } },
      borderRadius: 4,
    },
    creatorMode: true,
    groups: [],
    groupDefinitions: [{ name: 'old', description: null }],
    tenantGroups: ['editors'],
    tenantGroupDefinitions: [{ name: 'editors', description: 'May edit' }],
    userAttributes: [
      { name: 'city', value: 'Paris' },
      { name: 'level', value: 3 },
      { name: 'staff', value: false },
      { name: 'cities', value: ['Paris', 'Rome'] },
      { name: 'levels', value: [1, 2] },
      { name: 'nothing', value: null },
      { name: 'bare' },
    ],
    userAttributeDefinitions: [{ name: 'city', type: 'string', displayName: 'City', defaultValue: null }],
    roles: ['viewer'],
    securityContext: { tenant: { id: 5 } },
    settings: { allowAi: false, showMemberNames: null, locale: 'fr-FR', timezone: 'Europe/Paris' },
    branchName: 'main',
    isEphemeral: true,
    publicDashboardId: 'abc',
  };

  it('is sent complete and unchanged', async () => {
    expect(await sent(whole)).toEqual(whole);
  });

  it('may contain only an internal user', async () => {
    const request = { deploymentId: 1, internalId: 'Grace@example.com', embedTheme: {}, settings: {} };
    expect(await sent(request)).toEqual(request);
  });

  it('treats null as omitted in every field', async () => {
    const nothing = Object.fromEntries(Object.keys(whole).map((key) => [key, null]));
    const request = { ...nothing, deploymentId: 1, internalId: 'grace' };
    expect(await sent(request)).toEqual(request);
  });

  it('treats undefined as omitted', async () => {
    const nothing = Object.fromEntries(Object.keys(whole).map((key) => [key, undefined]));
    expect(await sent({ ...nothing, ...viewer })).toEqual(viewer);
  });

  it.each(['acme1', 'a'.repeat(34)])('may name the embed tenant %s', async (embedTenantName) => {
    expect(await sent({ ...viewer, embedTenantName })).toEqual({ ...viewer, embedTenantName });
  });

  it('accepts objects without a prototype', async () => {
    const securityContext = Object.assign(Object.create(null) as object, { id: 1 });
    expect(await sent({ ...viewer, securityContext })).toMatchObject({ securityContext: { id: 1 } });
  });
});

describe('an object that goes through JSON', () => {
  it.each(['securityContext', 'embedTheme', 'extra'])('is sent as it was checked: %s', async (field) => {
    let calls = 0;
    const counting = { toJSON: () => ({ font: `call ${++calls}` }) };
    const body = (await sent({ ...viewer, [field]: counting })) as Record<string, unknown>;
    expect(field === 'extra' ? body['font'] : body[field]).toEqual(
      field === 'extra' ? 'call 1' : { font: 'call 1' },
    );
  });
});

describe('extra', () => {
  it('is merged into the top level unchanged', async () => {
    const extra = { rowLimit: 5, limits: { rows: [1, null] }, extra: true };
    expect(await sent({ ...viewer, extra })).toEqual({ ...viewer, ...extra });
  });

  it('never replaces a field of the request', async () => {
    const extra = {
      deploymentId: 99,
      externalId: 'eve',
      groups: ['admins'],
      email: 'eve@example.com',
      later: 1,
    };
    const request = { ...viewer, groups: null, email: undefined };
    expect(await sent({ ...request, extra })).toEqual({ ...viewer, groups: null, later: 1 });
  });

  it('may contain a field that a later version of the library adds', async () => {
    expect(await sent({ ...viewer, extra: { groups: ['staff'] } })).toEqual({ ...viewer, groups: ['staff'] });
  });

  it('cannot rewrite the request with its own toJSON', async () => {
    const extra = { toJSON: () => ({ later: 1, toJSON: () => ({ deploymentId: 99 }) }) };
    expect(await sent({ ...viewer, extra })).toEqual({ ...viewer, later: 1 });
  });

  it.each([null, undefined, {}])('may be %j', async (extra) => {
    expect(await sent({ ...viewer, extra })).toEqual(viewer);
  });
});

describe('an invalid request is rejected by field before it is sent:', () => {
  it.each<[string, object]>([
    ['request', ['no object']],
    ['deploymentId', { externalId: 'ada' }],
    ['deploymentId', { ...viewer, deploymentId: '7' }],
    ['deploymentId', { ...viewer, deploymentId: 0 }],
    ['deploymentId', { ...viewer, deploymentId: -1 }],
    ['deploymentId', { ...viewer, deploymentId: 1.5 }],
    ['deploymentId', { ...viewer, deploymentId: NaN }],
    ['deploymentId', { ...viewer, deploymentId: null }],
    ['externalId', { deploymentId: 7 }],
    ['externalId', { deploymentId: 7, externalId: null, internalId: null }],
    ['externalId', { ...viewer, externalId: '' }],
    ['externalId', { ...viewer, externalId: 'Ada' }],
    ['externalId', { ...viewer, externalId: ' ada' }],
    ['externalId', { ...viewer, externalId: 'ada\n' }],
    ['externalId', { ...viewer, externalId: 12 }],
    ['internalId', { ...viewer, internalId: 'grace' }],
    ['internalId', { deploymentId: 7, internalId: '' }],
    ['internalId', { deploymentId: 7, internalId: 'grace ' }],
    ['email', { ...viewer, email: 5 }],
    ['userProfile', { ...viewer, userProfile: 'Ada' }],
    ['userProfile.displayName', { ...viewer, userProfile: { displayName: 1 } }],
    ['userProfile.picture', { ...viewer, userProfile: { picture: 'ada.png' } }],
    ['userProfile.picture', { ...viewer, userProfile: { picture: '//example.com/ada.png' } }],
    ['userProfile.picture', { ...viewer, userProfile: { picture: 'data:image/png;base64,AA' } }],
    ['userProfile.picture', { ...viewer, userProfile: { picture: 'javascript:alert(1)' } }],
    ['userProfile.name', { ...viewer, userProfile: { name: 'Ada' } }],
    ['embedTenantName', { ...viewer, embedTenantName: 'acme' }],
    ['embedTenantName', { ...viewer, embedTenantName: 'Acme-inc' }],
    ['embedTenantName', { ...viewer, embedTenantName: '2acme' }],
    ['embedTenantName', { ...viewer, embedTenantName: 'acme-' }],
    ['embedTenantName', { ...viewer, embedTenantName: 'a'.repeat(35) }],
    ['embedTenantName', { ...viewer, embedTenantName: 'acme1\n' }],
    ['embedTenantProfile', { ...viewer, embedTenantProfile: [] }],
    ['embedTheme', { ...viewer, embedTheme: 'dark' }],
    ['embedTheme', { ...viewer, embedTheme: { size: 1n } }],
    ['creatorMode', { ...viewer, creatorMode: 'true' }],
    ['groups', { ...viewer, groups: 'staff' }],
    ['groups[1]', { ...viewer, groups: ['staff', 2] }],
    ['groups[0]', { ...viewer, groups: new Array(1) }],
    ['groups[0]', { ...viewer, groups: [''] }],
    ['groupDefinitions[0].name', { ...viewer, groupDefinitions: [{}] }],
    ['tenantGroups', { ...viewer, tenantGroups: [] }],
    ['tenantGroups', { ...viewer, tenantGroups: ['a'], creatorMode: true }],
    ['tenantGroups', { ...viewer, tenantGroups: ['a'], embedTenantName: 'acme-inc' }],
    ['tenantGroupDefinitions', { ...viewer, tenantGroupDefinitions: [{ name: 'a' }] }],
    ['tenantGroupDefinitions[0].name', { ...creator, tenantGroupDefinitions: [{ name: '' }] }],
    ['userAttributes', { ...viewer, userAttributes: { city: 'Paris' } }],
    ['userAttributes[0]', { ...viewer, userAttributes: [null] }],
    ['userAttributes[0].name', { ...viewer, userAttributes: [{ value: 1 }] }],
    ['userAttributes[0].name', { ...viewer, userAttributes: [{ name: '' }] }],
    ['userAttributes[0].value', { ...viewer, userAttributes: [{ name: 'a', value: {} }] }],
    ['userAttributes[0].value', { ...viewer, userAttributes: [{ name: 'a', value: NaN }] }],
    ['userAttributes[0].value', { ...viewer, userAttributes: [{ name: 'a', value: [1, 'b'] }] }],
    ['userAttributes[0].value', { ...viewer, userAttributes: [{ name: 'a', value: [1, Infinity] }] }],
    ['userAttributes[0].vale', { ...viewer, userAttributes: [{ name: 'a', vale: 1 }] }],
    ['userAttributes[1].name', { ...viewer, userAttributes: [{ name: 'a' }, { name: 'a' }] }],
    ['userAttributeDefinitions', { ...viewer, userAttributeDefinitions: [{ name: 'a', type: 'string' }] }],
    [
      'userAttributeDefinitions[0].type',
      { ...creator, userAttributeDefinitions: [{ name: 'a', type: 'date' }] },
    ],
    ['userAttributeDefinitions[0].type', { ...creator, userAttributeDefinitions: [{ name: 'a' }] }],
    [
      'userAttributeDefinitions[1].name',
      {
        ...creator,
        userAttributeDefinitions: [
          { name: 'a', type: 'string' },
          { name: 'a', type: 'number' },
        ],
      },
    ],
    ['roles[0]', { ...viewer, roles: [null] }],
    ['securityContext', { ...viewer, securityContext: 'all' }],
    ['securityContext', { ...viewer, securityContext: [] }],
    ['securityContext', { ...viewer, securityContext: new Map([['tenant', 5]]) }],
    ['securityContext', { ...viewer, securityContext: { id: 1n } }],
    ['securityContext', { ...viewer, securityContext: { id: 1, toJSON: () => undefined } }],
    ['securityContext', { ...viewer, securityContext: { id: 1, toJSON: () => 'all' } }],
    ['settings', { ...viewer, settings: true }],
    ['settings.allowAi', { ...viewer, settings: { allowAi: 'no' } }],
    ['settings.allowAI', { ...viewer, settings: { allowAI: false } }],
    ['settings.toString', { ...viewer, settings: { toString: 'x' } }],
    ['branchName', { ...viewer, branchName: 5 }],
    ['isEphemeral', { ...viewer, isEphemeral: 1 }],
    ['publicDashboardId', { ...viewer, publicDashboardId: 1 }],
    ['securityContxt', { ...viewer, securityContxt: { tenant: 5 } }],
    ['__proto__', { ...viewer, ...(JSON.parse('{"__proto__":{"groups":[]}}') as object) }],
    ['toJSON', { ...viewer, toJSON: () => ({}) }],
    ['extra', { ...viewer, extra: 'all' }],
    ['extra', { ...viewer, extra: [1] }],
    ['extra', { ...viewer, extra: { id: 1n } }],
    ['groups', { ...viewer, extra: { groups: 'staff' } }],
    ['groups', { deploymentId: 7, internalId: 'grace', extra: { groups: [] } }],
    ['internalId', { ...viewer, extra: { internalId: 'grace' } }],
  ])('%s in %o', async (field, request) => {
    expect(await refusedField(request)).toBe(field);
  });

  it.each(['groups', 'groupDefinitions', 'userAttributes', 'userAttributeDefinitions'])(
    'rejects %s of an internal user, even if empty',
    async (field) => {
      expect(await refusedField({ deploymentId: 7, internalId: 'grace', [field]: [] })).toBe(field);
    },
  );

  it.each(['securityContext', 'userProfile'])('rejects %s of an internal user', async (field) => {
    expect(await refusedField({ deploymentId: 7, internalId: 'grace', [field]: {} })).toBe(field);
  });

  it('rejects a circular security context', async () => {
    const securityContext: Record<string, unknown> = {};
    securityContext['self'] = securityContext;
    expect(await refusedField({ ...viewer, securityContext })).toBe('securityContext');
  });

  it.each<[object, RegExp]>([
    [{ securityContxt: {} }, /check its spelling, or pass a new Cube field in `extra`/],
    [{ settings: { timeZone: 'UTC' } }, /^settings\.timeZone\b.*check its spelling$/],
    [{ externalId: 'Ada' }, /trim\(\)\.toLowerCase\(\)/],
    [{ userProfile: { picture: 'ada.png' } }, /absolute http or https URL/],
    [{ embedTenantName: 'acme' }, /5 to 34 lowercase letters/],
    [
      { tenantGroups: ['staff'] },
      /requires creatorMode: true and embedTenantName.*use `groups` for groups of the Cube account/,
    ],
    [{ internalId: 'grace' }, /set one of them/],
  ])('advises what to do about %o', async (fields, message) => {
    const request = { ...viewer, ...fields };
    const error = await failureOf(
      generateSession(request, { tenantUrl: 'https://cube.example', apiKey: 'key' }),
    );
    expect((error as Error).message).toMatch(message);
  });

  it('does not repeat the value', async () => {
    const request = { ...viewer, externalId: 'Not-For-The-Log' };
    const error = await failureOf(
      generateSession(request, { tenantUrl: 'https://cube.example', apiKey: 'key' }),
    );
    expect(String(error)).not.toContain('Not-For-The-Log');
  });
});
