import vue from '@vitejs/plugin-vue';

/** Takes the tags for elements of the browser's, not for components of Vue's. */
export const vuePlugin = () =>
  vue({
    template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('cube-embed-') } },
  });
