import type { EmbedTheme } from '../theme.js';

/** A value of a user attribute. */
export type UserAttributeValue = string | number | boolean | null | string[] | number[];

/** A value of the viewer that row-level security and queries can use. */
export interface UserAttribute {
  /** Non-empty. The attribute must exist in Cube, or be declared in `userAttributeDefinitions`. */
  name: string;
  /** Numbers must be finite; arrays must contain only strings or only numbers. Defaults to no value. */
  value?: UserAttributeValue | undefined;
}

/** Declares a user attribute that the embed tenant does not have yet. */
export interface UserAttributeDefinition {
  /** Non-empty. */
  name: string;
  /** Type of the attribute's values. Required. */
  type: 'string' | 'number' | 'boolean' | 'string_array' | 'number_array';
  /** Defaults to none. */
  displayName?: string | null | undefined;
  /** Written as a string, whatever the `type`. Defaults to none. */
  defaultValue?: string | null | undefined;
  /** Defaults to none. */
  description?: string | null | undefined;
}

/** Declares a group. */
export interface GroupDefinition {
  /** Non-empty. */
  name: string;
  /** Defaults to none. */
  description?: string | null | undefined;
}

/** How Cube shows an external user to others. */
export interface EmbedUserProfile {
  /** Defaults to none. */
  displayName?: string | null | undefined;
  /** Absolute `http:` or `https:` URL of an image; Cube refuses others. Defaults to none. */
  picture?: string | null | undefined;
}

/** How Cube shows an embed tenant. */
export interface EmbedTenantProfile {
  /** Defaults to none. */
  displayName?: string | null | undefined;
}

/**
 * What the viewer may see and do. Cube signs it into the token, so the page cannot change it. Source: Cube's API
 * description and its guide to signed embedding.
 */
export interface SessionSettings {
  /** `false` disables all AI and overrides the other settings. Defaults to the account's setting, else `true`. */
  allowAi?: boolean | null | undefined;
  /** `false` prevents the chat from saving or changing workspace content. Defaults to `true`. */
  allowChatWorkspaceAuthoring?: boolean | null | undefined;
  /** Shows the chat on published dashboards. Defaults to the account's setting, else `true`. */
  showDashboardChat?: boolean | null | undefined;
  /** Shows AI in the workbook of Creator Mode. Defaults to the account's setting, else `true`. */
  showWorkbookChat?: boolean | null | undefined;
  /** Lets the viewer write and refresh AI summary widgets. Defaults to the account's setting, else `true`. */
  showAiWidgets?: boolean | null | undefined;
  /** Shows the sharing controls in Creator Mode. Defaults to `true`. */
  showWorkbookShare?: boolean | null | undefined;
  /** Shows the settings panel of the dashboard editor. Defaults to `true`. */
  showDashboardSettings?: boolean | null | undefined;
  /** Shows the switch between titles and raw member names; `false` always shows titles. Defaults to `true`. */
  showMemberNames?: boolean | null | undefined;
  /** Shows the switch for grouping by cube; `false` hides it, so that viewers cannot change it. Defaults to `true`. */
  showGroupByCube?: boolean | null | undefined;
  /** BCP-47 language tag. Overrides the account's; the element's `locale` overrides it. */
  locale?: string | null | undefined;
  /** IANA time zone name. Overrides the dashboard's and the account's; the element's `timezone` overrides it. */
  timezone?: string | null | undefined;
}

/**
 * Body of Cube's `POST /api/v1/embed/generate-session`. Requires `deploymentId`, and exactly one of `externalId` and
 * `internalId`. `null` and `undefined` mean "not set" for every optional field.
 *
 * Source: Cube's API description and its guide to signed embedding.
 */
export interface GenerateSessionRequest {
  /** Deployment that the session opens: a positive integer, which the URL of Cube's console shows. Required. */
  deploymentId: number;
  /**
   * Your own id for the viewer, lowercase and trimmed. Cube creates an external user for it on first use. An account is
   * limited to 10,000 external users; users of `isEphemeral` sessions do not count.
   */
  externalId?: string | null | undefined;
  /**
   * User name of an existing Cube user, trimmed. Cannot be combined with `groups`, `groupDefinitions`, `userAttributes`,
   * `userAttributeDefinitions`, `securityContext` or `userProfile`: Cube takes these from the user's own account.
   */
  internalId?: string | null | undefined;
  /** Email address, stored with the external user. Has no effect with `internalId`. */
  email?: string | null | undefined;
  /** How Cube shows the external user to others. Cannot be combined with `internalId`. */
  userProfile?: EmbedUserProfile | null | undefined;
  /**
   * Embed tenant (your customer) that the viewer belongs to: 5 to 34 lowercase letters, digits and hyphens, starting with
   * a letter and not ending with a hyphen. Defaults to the Cube tenant's own name.
   *
   * Cube's guide allows 5 to 36 characters, its API description 2 to 36, other public code 3 to 34: 5 to 34 fits all.
   */
  embedTenantName?: string | null | undefined;
  /** How Cube shows the embed tenant. */
  embedTenantProfile?: EmbedTenantProfile | null | undefined;
  /** Theme of the embed. An element's `theme` overrides it. */
  embedTheme?: EmbedTheme | null | undefined;
  /** `true` lets the viewer create dashboards. `<cube-embed-app>` requires it. Defaults to `false`. */
  creatorMode?: boolean | null | undefined;
  /**
   * Groups of the Cube account, which must exist there. Do not confuse it with `tenantGroups`: with the wrong one, the
   * viewer gets no data and Cube reports no error. Omit it to keep the viewer's groups; `[]` clears them.
   */
  groups?: string[] | null | undefined;
  /** @deprecated Cube accepts and ignores it. */
  groupDefinitions?: GroupDefinition[] | null | undefined;
  /** Groups of the embed tenant. Requires `creatorMode: true` and `embedTenantName`. Not to be confused with `groups`. */
  tenantGroups?: string[] | null | undefined;
  /** Groups of the embed tenant to create or update before `tenantGroups` applies. Requires the same two fields. */
  tenantGroupDefinitions?: GroupDefinition[] | null | undefined;
  /** The viewer's attributes. Each name may occur once; Cube rejects names that it does not know. */
  userAttributes?: UserAttribute[] | null | undefined;
  /** Attributes to declare. Each name may occur once. Requires `creatorMode: true` and `embedTenantName`. */
  userAttributeDefinitions?: UserAttributeDefinition[] | null | undefined;
  /** Accepted by Cube, but not documented. */
  roles?: string[] | null | undefined;
  /** Passed to the data model unchanged; must be expressible in JSON. */
  securityContext?: Record<string, unknown> | null | undefined;
  /** What the viewer may see and do. */
  settings?: SessionSettings | null | undefined;
  /** Branch of the data model. Defaults to the production branch. */
  branchName?: string | null | undefined;
  /** `true` creates a viewer that does not count toward the 10,000 external users. Defaults to `false`. */
  isEphemeral?: boolean | null | undefined;
  /** Accepted by Cube, but not documented. */
  publicDashboardId?: string | null | undefined;
  /**
   * Cube fields that this version of cube-embed does not know, merged unchanged into the top level of the request; must be
   * expressible in JSON. A field that this version knows is validated as usual and never replaces one that you set above.
   */
  extra?: Record<string, unknown> | null | undefined;
}

/** A viewer, as `identify` returns it: a session request without `deploymentId`, which the handler sets. */
export type Viewer = Omit<GenerateSessionRequest, 'deploymentId'>;
