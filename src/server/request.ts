import type { EmbedTheme } from '../theme.js';

/** A value of a user attribute. */
export type UserAttributeValue = string | number | boolean | null | string[] | number[];

/** A value that row-level security and queries can refer to. */
export interface UserAttribute {
  /** Non-empty. The attribute must exist in Cube, or be declared in `userAttributeDefinitions`. */
  name: string;
  /** Finite where it is a number. Lists hold strings alone or numbers alone. Defaults to no value. */
  value?: UserAttributeValue | undefined;
}

/** Declares a user attribute that the embed tenant does not have yet. */
export interface UserAttributeDefinition {
  /** Non-empty. */
  name: string;
  type: 'string' | 'number' | 'boolean' | 'string_array' | 'number_array';
  displayName?: string | null | undefined;
  defaultValue?: string | null | undefined;
  description?: string | null | undefined;
}

/** Declares a group. */
export interface GroupDefinition {
  /** Non-empty. */
  name: string;
  description?: string | null | undefined;
}

/** How Cube shows an external user to others. */
export interface EmbedUserProfile {
  displayName?: string | null | undefined;
  /** The absolute `http:` or `https:` URL of an image. */
  picture?: string | null | undefined;
}

/** How Cube shows an embed tenant. */
export interface EmbedTenantProfile {
  displayName?: string | null | undefined;
}

/** What the viewer may do and see. Cube signs it into the token, so the page cannot change it. */
export interface SessionSettings {
  /** `false` switches all AI off, whatever the other keys say. Defaults to the account's setting, else `true`. */
  allowAi?: boolean | null | undefined;
  /** `false` keeps the chat from saving or changing workspace content. Defaults to `true`. */
  allowChatWorkspaceAuthoring?: boolean | null | undefined;
  /** Shows the chat on published dashboards. Defaults to the account's setting, else `true`. */
  showDashboardChat?: boolean | null | undefined;
  /** Shows AI in the creator's workbook. Defaults to the account's setting, else `true`. */
  showWorkbookChat?: boolean | null | undefined;
  /** Enables writing and refreshing AI summary widgets. Defaults to the account's setting, else `true`. */
  showAiWidgets?: boolean | null | undefined;
  /** Shows sharing in Creator Mode. Defaults to `true`. */
  showWorkbookShare?: boolean | null | undefined;
  /** Shows the settings panel of the dashboard editor. Defaults to `true`. */
  showDashboardSettings?: boolean | null | undefined;
  /** Shows the switch to raw member names; `false` also fixes names to titles. Defaults to `true`. */
  showMemberNames?: boolean | null | undefined;
  /** Shows the grouping switch; `false` also fixes the grouping. Defaults to `true`. */
  showGroupByCube?: boolean | null | undefined;
  /** A BCP-47 tag. Overrides the account's; the element's `locale` overrides it. */
  locale?: string | null | undefined;
  /** An IANA name. Overrides the dashboard's and the account's; the element's `timezone` overrides it. */
  timezone?: string | null | undefined;
}

/**
 * The body of Cube's `POST /api/v1/embed/generate-session`. Exactly one of `externalId` and `internalId` is required,
 * besides `deploymentId`. `null` and `undefined` mean "not set" for every optional field.
 *
 * Source: Cube's API description and its guide to signed embedding.
 */
export interface GenerateSessionRequest {
  /** The deployment that the session opens: a positive integer, found in the address of Cube's console. */
  deploymentId: number;
  /**
   * Your own id of the viewer, lowercase and trimmed. Cube creates an external user for it on first use; an account holds
   * 10,000 of them, not counting those of `isEphemeral` sessions.
   */
  externalId?: string | null | undefined;
  /**
   * The user name of an existing Cube user, trimmed. Excludes `groups`, `groupDefinitions`, `userAttributes`,
   * `userAttributeDefinitions`, `securityContext` and `userProfile`: Cube takes these from the user's own account.
   */
  internalId?: string | null | undefined;
  /** Stored with the external user. Has no effect with `internalId`. */
  email?: string | null | undefined;
  userProfile?: EmbedUserProfile | null | undefined;
  /**
   * The embed tenant, i.e. your customer, that the viewer belongs to: 5 to 34 lowercase letters, digits and hyphens,
   * starting with a letter and not ending with a hyphen. Defaults to the Cube tenant's own name.
   *
   * Cube's guide allows 5 to 36 characters, its API description 2 to 36, other public code 3 to 34: 5 to 34 suits all.
   */
  embedTenantName?: string | null | undefined;
  embedTenantProfile?: EmbedTenantProfile | null | undefined;
  embedTheme?: EmbedTheme | null | undefined;
  /** Lets the viewer create dashboards. `<cube-embed-app>` requires it. Defaults to `false`. */
  creatorMode?: boolean | null | undefined;
  /**
   * Groups of the Cube account, which must exist there. Not to be confused with `tenantGroups`: with the wrong one of the
   * two, the viewer gets no data and Cube reports no error. Omit it to keep the viewer's groups; `[]` clears them.
   */
  groups?: string[] | null | undefined;
  /** @deprecated Cube accepts it and ignores it. */
  groupDefinitions?: GroupDefinition[] | null | undefined;
  /** Groups of the embed tenant. Requires `creatorMode: true` and `embedTenantName`. */
  tenantGroups?: string[] | null | undefined;
  /** Creates or updates groups of the embed tenant before `tenantGroups` applies. Requires the same two fields. */
  tenantGroupDefinitions?: GroupDefinition[] | null | undefined;
  /** Each name once. Unknown attributes are an error of Cube's. */
  userAttributes?: UserAttribute[] | null | undefined;
  /** Each name once. Requires `creatorMode: true` and `embedTenantName`. */
  userAttributeDefinitions?: UserAttributeDefinition[] | null | undefined;
  /** Cube accepts it and does not document it. */
  roles?: string[] | null | undefined;
  /** Passed to the data model as it is; must be JSON. */
  securityContext?: Record<string, unknown> | null | undefined;
  settings?: SessionSettings | null | undefined;
  /** A branch of the data model. Defaults to the production branch. */
  branchName?: string | null | undefined;
  /** `true` makes a viewer that does not count towards the 10,000 external users. Defaults to `false`. */
  isEphemeral?: boolean | null | undefined;
  /** Cube accepts it and does not document it. */
  publicDashboardId?: string | null | undefined;
  /**
   * Fields of Cube's that this version of cube-embed does not know, merged into the top level of the request as they are;
   * must be JSON. A field that this version does know is checked as usual here, and never replaces one that you set above.
   */
  extra?: Record<string, unknown> | null | undefined;
}

/** What you know about a viewer: a session request without the deployment, which the handler sets. */
export type Viewer = Omit<GenerateSessionRequest, 'deploymentId'>;
