/** A value of a user attribute. */
export type UserAttributeValue = string | number | boolean | null | string[] | number[];

/** A value that row-level security and queries can refer to. */
export interface UserAttribute {
  name: string;
  value?: UserAttributeValue;
}

/** A user attribute's declaration, for attributes that the embed tenant does not have yet. */
export interface UserAttributeDefinition {
  name: string;
  type: 'string' | 'number' | 'boolean' | 'string_array' | 'number_array';
  displayName?: string | null;
  defaultValue?: string | null;
  description?: string | null;
}

/** A group's declaration. */
export interface GroupDefinition {
  name: string;
  description?: string | null;
}

/** How an external user is shown to others. */
export interface EmbedUserProfile {
  displayName?: string | null;
  /** The URL of an image. */
  picture?: string | null;
}

/** How an embed tenant is shown. */
export interface EmbedTenantProfile {
  displayName?: string | null;
}

/** Colours and font of the embed. Cube documents these keys; further ones are passed on. */
export interface EmbedTheme {
  font?: string | null;
  primaryColor?: string | null;
  chat?: { inputColor?: string | null } | null;
  analyticsChat?: {
    backgroundColor?: string | null;
    chatInput?: { backgroundColor?: string | null; borderColor?: string | null } | null;
  } | null;
  [key: string]: unknown;
}

/** What the viewer may do and see; signed into the token, so that the page cannot change it. `null` is as omitted. */
export interface SessionSettings {
  /** The master switch for AI: `false` wins over every other key. The account's setting by default, else allowed. */
  allowAi?: boolean | null;
  /** `false` keeps the chat from saving or changing workspace content. Allowed by default. */
  allowChatWorkspaceAuthoring?: boolean | null;
  /** The chat on published dashboards. The account's setting by default, else shown. */
  showDashboardChat?: boolean | null;
  /** AI in the creator's workbook. The account's setting by default, else shown. */
  showWorkbookChat?: boolean | null;
  /** Writing and refreshing AI summary widgets. The account's setting by default, else enabled. */
  showAiWidgets?: boolean | null;
  /** Sharing in Creator Mode. Shown by default. */
  showWorkbookShare?: boolean | null;
  /** The settings panel of the dashboard editor. Shown by default. */
  showDashboardSettings?: boolean | null;
  /** The switch to raw member names; `false` also holds it at titles. Shown by default. */
  showMemberNames?: boolean | null;
  /** The grouping switch; `false` also holds the grouping. Shown by default. */
  showGroupByCube?: boolean | null;
  /** A BCP-47 tag. The embed's own `locale` wins over it; it wins over the account's. */
  locale?: string | null;
  /** An IANA name. The embed's own `timezone` wins over it; it wins over the dashboard's and the account's. */
  timezone?: string | null;
}

/**
 * The body of Cube's `POST /api/v1/embed/generate-session`, whole. Everything but `deploymentId` is optional, and `null`
 * is as omitted; but exactly one of `externalId` and `internalId` must be there.
 *
 * Facts: Cube's API description and signed-embedding guide.
 */
export interface GenerateSessionRequest {
  /** The deployment that the viewer gets: a positive integer, found in the address of Cube's console. */
  deploymentId: number;
  /** The host's own id of the viewer, lowercase and trimmed. An account holds 10,000 of them. */
  externalId?: string | null;
  /**
   * The user name of an existing, internal user. Excludes `groups`, `groupDefinitions`, `userAttributes`,
   * `userAttributeDefinitions`, `securityContext` and `userProfile`: such a user has these already.
   */
  internalId?: string | null;
  /** Kept with the external user. */
  email?: string | null;
  userProfile?: EmbedUserProfile | null;
  /** 2 to 36 lowercase letters, digits and hyphens; first a letter, last no hyphen. */
  embedTenantName?: string | null;
  embedTenantProfile?: EmbedTenantProfile | null;
  embedTheme?: EmbedTheme | null;
  /** Lets the viewer make dashboards: what `<cube-embed-app>` needs. */
  creatorMode?: boolean | null;
  /** Groups of the whole account, which must exist. Omitted keeps the viewer's groups, `[]` clears them. */
  groups?: string[] | null;
  /** @deprecated Cube accepts it to no effect. */
  groupDefinitions?: GroupDefinition[] | null;
  /** Groups inside the embed tenant. Needs `creatorMode: true` and `embedTenantName`. */
  tenantGroups?: string[] | null;
  /** Made or changed before `tenantGroups` is applied. Needs the same two. */
  tenantGroupDefinitions?: GroupDefinition[] | null;
  /** Each name once. */
  userAttributes?: UserAttribute[] | null;
  /** Each name once. Needs `creatorMode: true` and `embedTenantName`. */
  userAttributeDefinitions?: UserAttributeDefinition[] | null;
  roles?: string[] | null;
  /** Handed to the data model as it is. */
  securityContext?: Record<string, unknown> | null;
  settings?: SessionSettings | null;
  /** A branch of the data model; the production branch by default. */
  branchName?: string | null;
  isEphemeral?: boolean | null;
  publicDashboardId?: string | null;
}

/** What the host knows of a viewer: everything of a request but the deployment, which the handler sets. */
export type Viewer = Omit<GenerateSessionRequest, 'deploymentId'>;
