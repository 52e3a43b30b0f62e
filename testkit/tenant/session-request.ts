/** A value for one user attribute; the data is filtered by it. */
export interface UserAttributeInput {
  name: string;
  value?: string | number | boolean | null | string[] | number[];
}

/** Colours and font of an embed. */
export interface EmbedTheme {
  font?: string | null;
  primaryColor?: string | null;
  chat?: { inputColor?: string | null } | null;
  analyticsChat?: {
    backgroundColor?: string | null;
    chatInput?: { backgroundColor?: string | null; borderColor?: string | null } | null;
  } | null;
}

/** What the session's page shows and allows; signed into the token. */
export interface SessionSettings {
  allowAi?: boolean | null;
  allowChatWorkspaceAuthoring?: boolean | null;
  showDashboardChat?: boolean | null;
  showWorkbookChat?: boolean | null;
  showAiWidgets?: boolean | null;
  showWorkbookShare?: boolean | null;
  showDashboardSettings?: boolean | null;
  showMemberNames?: boolean | null;
  showGroupByCube?: boolean | null;
  locale?: string | null;
  timezone?: string | null;
}

interface GroupDefinition {
  name: string;
  description?: string | null;
}

interface UserAttributeDefinition {
  name: string;
  type: 'string' | 'number' | 'boolean' | 'string_array' | 'number_array';
  displayName?: string | null;
  defaultValue?: string | null;
  description?: string | null;
}

/** The body of `POST /api/v1/embed/generate-session`, as Cube's API description has it. */
export interface GenerateSessionRequest {
  deploymentId: number;
  externalId?: string | null;
  internalId?: string | null;
  email?: string | null;
  userProfile?: { displayName?: string | null; picture?: string | null } | null;
  embedTenantName?: string | null;
  embedTenantProfile?: { displayName?: string | null } | null;
  embedTheme?: EmbedTheme | null;
  creatorMode?: boolean | null;
  groups?: string[] | null;
  groupDefinitions?: GroupDefinition[] | null;
  tenantGroups?: string[] | null;
  tenantGroupDefinitions?: GroupDefinition[] | null;
  userAttributes?: UserAttributeInput[] | null;
  userAttributeDefinitions?: UserAttributeDefinition[] | null;
  roles?: string[] | null;
  securityContext?: Record<string, unknown> | null;
  settings?: SessionSettings | null;
  branchName?: string | null;
  isEphemeral?: boolean | null;
  publicDashboardId?: string | null;
}
