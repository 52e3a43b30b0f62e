import { env } from '$env/dynamic/private';

export const load = () => ({ baseUrl: env.CUBE_TENANT_URL });
