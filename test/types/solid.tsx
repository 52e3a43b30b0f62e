/** @jsxImportSource solid-js */
import type {} from 'cube-embed/solid';

export const elements = (
  <>
    <cube-embed-dashboard
      class="wide"
      base-url="https://acme.cubecloud.dev"
      dashboard-id="sales"
      prop:fetchSession={async () => 'abc'}
      prop:filters={{ 'orders.status': ['completed', 'shipped'] }}
      hide-header={false}
      on:cube-embed-ready={(event) => event.detail.publicId}
    />
    {/* @ts-expect-error a number is not an id */}
    <cube-embed-dashboard prop:dashboardId={7} />
    {/* @ts-expect-error a dashboard has no chat */}
    <cube-embed-dashboard prop:chatId="c1" />
    {/* @ts-expect-error an object is passed as a property */}
    <cube-embed-dashboard attr:filters="{}" />
  </>
);
