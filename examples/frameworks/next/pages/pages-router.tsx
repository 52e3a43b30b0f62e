import { EmbedDashboard } from 'cube-embed/react';
import type { GetServerSideProps, InferGetServerSidePropsType } from 'next';
import { useState } from 'react';

export const getServerSideProps = (async () => ({
  props: { baseUrl: process.env.CUBE_TENANT_URL ?? '' },
})) satisfies GetServerSideProps<{ baseUrl: string }>;

const filters = { 'orders.status': 'completed' };

export default function Report({ baseUrl }: InferGetServerSidePropsType<typeof getServerSideProps>) {
  const [said, setSaid] = useState('');
  return (
    <>
      <output>{said}</output>
      <EmbedDashboard
        base-url={baseUrl}
        dashboard-id="sales"
        session-endpoint="/cube-session"
        filters={filters}
        onCubeEmbedReady={({ detail }) => setSaid(`Ready: ${detail.publicId}`)}
      />
    </>
  );
}
