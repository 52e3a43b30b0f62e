import type { RouteConfig } from '@react-router/dev/routes';
import { index, route } from '@react-router/dev/routes';

export default [
  index('routes/report.tsx'),
  route('settings', 'routes/settings.tsx'),
  route('cube-session', 'routes/cube-session.ts'),
] satisfies RouteConfig;
