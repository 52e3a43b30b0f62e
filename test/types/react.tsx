/** @jsxImportSource react */
import { createRef } from 'react';
import type { CubeEmbedDashboard } from 'cube-embed';
import { EmbedApp, EmbedChat, EmbedDashboard } from 'cube-embed/react';

const ref = createRef<CubeEmbedDashboard>();

export const elements = (
  <>
    <cube-embed-dashboard
      ref={ref}
      className="wide"
      base-url="https://acme.cubecloud.dev"
      dashboardId="sales"
      fetchSession={async ({ signal }) => (await fetch('/s', { method: 'POST', signal })).text()}
      filters={{ 'orders.status': 'completed' }}
      hide-header={false}
      hideTitle
      loading="lazy"
      oncube-embed-ready={(event) => event.detail.confirmed satisfies boolean}
    >
      <p slot="loading">One moment…</p>
    </cube-embed-dashboard>
    <cube-embed-chat chat-id="c1" hideHistory session-endpoint="/cube-session" />
    <cube-embed-app deploymentId="7" hide-workbook-back-button />
    {/* @ts-expect-error a number is not an id */}
    <cube-embed-dashboard dashboardId={7} />
    {/* @ts-expect-error no such value */}
    <cube-embed-dashboard color-scheme="sepia" />
    {/* @ts-expect-error a dashboard has no chat */}
    <cube-embed-dashboard chatId="c1" />
    {/* @ts-expect-error a chat has no filters */}
    <cube-embed-chat filters={{ 'orders.status': 'completed' }} />
    {/* @ts-expect-error the element's own state is read-only for the host */}
    <cube-embed-chat status="ready" />
    {/* @ts-expect-error a method is not a property */}
    <cube-embed-chat renew={async () => {}} />
    {/* @ts-expect-error a renewal's detail has no such field */}
    <cube-embed-chat oncube-embed-renewed={(event) => event.detail.session} />
  </>
);

export const components = (
  <>
    <EmbedDashboard
      ref={ref}
      style={{ height: 400 }}
      baseUrl="https://acme.cubecloud.dev"
      dashboardId="sales"
      fetchSession={async () => ({ sessionId: 'abc' })}
      onCubeEmbedError={({ detail }) => detail.error.code}
    />
    <EmbedChat hideInput chatId="c1" />
    <EmbedApp deploymentId="7" />
    {/* @ts-expect-error no such property */}
    <EmbedApp chatId="c1" />
    {/* @ts-expect-error a view's detail has no such field */}
    <EmbedApp onCubeEmbedView={({ detail }) => detail.error} />
  </>
);
