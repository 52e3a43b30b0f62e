// export-button.tsx
'use client';

import { exportDashboard, type CubeEmbedDashboard } from 'cube-embed';
import { useState, type RefObject } from 'react';

/** Pass the ref of a `<cube-embed-dashboard>`. */
export function ExportButton({ dashboard }: { dashboard: RefObject<CubeEmbedDashboard | null> }) {
  const [text, setText] = useState('Export as PDF');
  async function save() {
    try {
      setText('Exporting…');
      const file = await exportDashboard(dashboard.current!, { endpoint: '/cube-export' });
      const href = URL.createObjectURL(file);
      Object.assign(document.createElement('a'), { href, download: 'sales.pdf' }).click();
      setText('Export as PDF');
    } catch (error) {
      setText((error as Error).message);
    }
  }
  return <button onClick={save}>{text}</button>;
}
