import vue from '@vitejs/plugin-vue';

/** Tells Vue that these tags are custom elements, not Vue components. */
export const vuePlugin = () =>
  vue({
    template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('cube-embed-') } },
  });
