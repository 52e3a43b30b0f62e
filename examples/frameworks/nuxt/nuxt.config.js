export default defineNuxtConfig({
  compatibilityDate: '2026-01-01',
  telemetry: false,
  vue: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('cube-embed-') } },
  runtimeConfig: {
    // Filled from the environment when the server starts: NUXT_CUBE_API_KEY, NUXT_PUBLIC_CUBE_TENANT_URL, …
    cubeApiKey: '',
    cubeDeploymentId: 0,
    public: { cubeTenantUrl: '' },
  },
});
