import type { GlobalComponents } from 'vue';
import type {} from 'cube-embed/vue';

type Props<Tag extends keyof GlobalComponents> = InstanceType<GlobalComponents[Tag]>['$props'];

export const props: Props<'cube-embed-dashboard'> = {
  class: 'wide',
  baseUrl: 'https://acme.cubecloud.dev',
  dashboardId: 'sales',
  fetchSession: async () => 'abc',
  hideHeader: false,
  onCubeEmbedReady: ({ detail }) => detail.surface,
};

// @ts-expect-error no such value
export const value: Props<'cube-embed-app'> = { loading: 'soon' };
// @ts-expect-error a chat has no filters
export const other: Props<'cube-embed-chat'> = { filters: {} };
export const listener: Props<'cube-embed-app'> = {
  // @ts-expect-error a listener receives this event only
  onCubeEmbedView: (event: CustomEvent<number>) => event.detail,
};
