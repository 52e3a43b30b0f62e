/** @jsxImportSource preact */
import type {} from 'cube-embed/preact';

export const elements = (
  <>
    <cube-embed-dashboard
      class="wide"
      base-url="https://acme.cubecloud.dev"
      dashboardId="sales"
      fetchSession={async () => 'abc'}
      hideHeader={false}
      hide-title
      oncube-embed-ready={({ detail }) => detail.embedTenant?.length}
    />
    <cube-embed-dashboard
      hide-header={false}
      sandbox={null}
      field-switches='{"orders.total":"orders.count"}'
    />
    {/* @ts-expect-error no such property */}
    <cube-embed-app chatId="c1" />
    {/* @ts-expect-error not a listener */}
    <cube-embed-app oncube-embed-view="alert()" />
  </>
);
