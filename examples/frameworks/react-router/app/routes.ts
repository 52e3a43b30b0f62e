import type { RouteConfig } from '@react-router/dev/routes';
import { index, route } from '@react-router/dev/routes';

export default [
  route('cube-session', 'routes/cube-session.ts'),
  index('routes/report.tsx'),
  route('settings', 'routes/settings.tsx'),
  route('keep', 'routes/keep.tsx'),
  route('keep/settings', 'routes/keep-settings.tsx'),
  route('kept', 'routes/kept.tsx', [
    index('routes/nothing.tsx'),
    route('settings', 'routes/settings.tsx', { id: 'kept-settings' }),
  ]),
] satisfies RouteConfig;
